import { type Codec, condition, limit, listOf, options, plain, whole, wordOf, yesNo, yuan } from './codec.ts'
import * as words from './words.ts'

/** A column of a sheet: the key of the value in the catalogue, and how a cell holds it. */
export type Column = {
  readonly key: string
  readonly title: string
  readonly codec: Codec
  /** Must be filled in. A column that only helps reading has the key ''. */
  readonly needed: boolean
  readonly width: number
}

export type SheetName = keyof typeof sheets

/** How many rows of a sheet are read; the largest real one has some three thousand. */
export const rowsMax = 20_000
export const cellMax = 2_000

export const coverSheet = '说明'
export const coverRows = { version: '目录版本', effectiveFrom: '生效日期', source: '来源' } as const

const need = (key: string, title: string, codec: Codec = plain, width = 18): Column => ({
  key,
  title,
  codec,
  needed: true,
  width,
})
const may = (key: string, title: string, codec: Codec = plain, width = 18): Column => ({
  key,
  title,
  codec,
  needed: false,
  width,
})
/** Filled by the program for the reader's eye and not read back. */
const beside = (title: string): Column => may('', `${title}（对照）`, plain, 26)

/** The sheets of the workbook, a row a thing. Sheet and heading names are what a fault speaks of. */
export const sheets = {
  部门: [need('deptId', '部门编号'), need('name', '部门名称', plain, 30)],
  材料: [
    need('materialId', '材料编号', plain, 10),
    need('name', '材料名称', plain, 34),
    need('custodyPolicy', '保管方式', wordOf(words.custody)),
    may('waivableBy', '可以免交的方式', listOf(wordOf(words.waivedBy)), 24),
    may('eLicenseType', '电子证照名称', plain, 24),
    need('howToObtain', '怎么取得', plain, 60),
    need('confirmed', '部门已确认', yesNo, 12),
  ],
  表格栏: [
    need('fieldId', '栏目编号', plain, 24),
    need('label', '栏目名称', plain, 24),
    need('section', '所在部分', plain, 16),
    need('type', '填写类型', wordOf(words.fieldType)),
    may('options', '选项', options, 30),
    may('maxLength', '最多字数', whole, 10),
    may('from', '自动带入', wordOf(words.prefill)),
    may('past', '以前登记', wordOf(words.past)),
    need('sensitive', '敏感信息', yesNo, 10),
    may('hint', '提示', plain, 30),
  ],
  事项: [
    need('itemId', '事项编号', plain, 12),
    need('name', '事项名称', plain, 34),
    need('deptId', '部门编号'),
    need('itemType', '事项类型', wordOf(words.itemType), 12),
    may('catalogCode', '基本编码', plain, 16),
    may('taskCode', '实施编码', plain, 34),
    may('handlingItemCode', '业务办理项编码', plain, 36),
    need('caseKind', '办件类型', wordOf(words.caseKind), 10),
    may('promised', '承诺时限', limit, 14),
    may('statutory', '法定时限', limit, 14),
    may('firstReview', '初审时限', limit, 14),
    may('joint', '联合办理', yesNo, 10),
    need('role', '中心角色', wordOf(words.role)),
    need('allowsDeficiency', '可容缺', yesNo, 8),
    need('allowsCommitment', '可告知承诺', yesNo, 11),
    need('allowsDelegation', '可代办', yesNo, 8),
    need('requiresPresence', '须本人到场', yesNo, 11),
    may('presenceReason', '到场原因', plain, 30),
    may('acceptCondition', '受理条件', plain, 40),
    need('feeFen', '收费（元）', yuan, 10),
    may('feeNote', '收费说明', plain, 24),
    need('legalBasis', '设定依据', plain, 50),
    need('confirmed', '部门已确认', yesNo, 12),
    may('unconfirmed', '未确认的内容', listOf(wordOf(words.itemFact)), 24),
    may('crossRegionScope', '通办范围', wordOf(words.scope), 10),
    may('onsiteVisits', '到现场次数', whole, 11),
  ],
  事项表格栏: [
    need('itemId', '事项编号', plain, 12),
    beside('事项名称'),
    need('fieldId', '栏目编号', plain, 24),
    beside('栏目名称'),
    need('required', '必填', yesNo, 8),
    may('when', '什么情形下', condition, 50),
  ],
  事项材料: [
    need('itemId', '事项编号', plain, 12),
    beside('事项名称'),
    need('lineId', '行号', plain, 8),
    need('materialId', '材料编号', plain, 10),
    beside('材料名称'),
    need('form', '材料形式', wordOf(words.form), 14),
    need('copies', '份数', whole, 8),
    need('use', '复印件用途', wordOf(words.use), 12),
    need('necessity', '必要性', wordOf(words.necessity), 12),
    need('primary', '主审要件', yesNo, 10),
    need('mayCommit', '可承诺代替', yesNo, 11),
    may('when', '什么情形下', condition, 50),
    may('fromItem', '由哪个事项产生', plain, 16),
    may('separate', '单独成行', yesNo, 10),
    may('note', '备注', plain, 30),
  ],
  主题: [
    need('matterId', '主题编号', plain, 10),
    need('kind', '种类', wordOf(words.matterKind), 10),
    need('name', '主题名称', plain, 30),
    may('shortName', '简称', plain, 16),
    need('initials', '拼音首字母', plain, 14),
    may('otherInitials', '其他首字母', listOf(plain), 20),
    need('themeCategory', '类别', wordOf(words.category), 18),
    need('applicantType', '申请人', wordOf(words.applicant), 12),
    // Left empty it is the fault 'theme-without-lead', told with the others.
    may('leadDeptId', '牵头部门'),
    may('relatedDeptIds', '配合部门', listOf(plain), 30),
    may('promised', '整体承诺时限', limit, 14),
    may('quietClosing', '办结不请评价', yesNo, 13),
    need('confirmed', '部门已确认', yesNo, 12),
  ],
  主题事项: [
    need('matterId', '主题编号', plain, 10),
    need('itemId', '事项编号', plain, 12),
    beside('事项名称'),
    need('order', '顺序', whole, 8),
    may('dependsOn', '前置事项', listOf(plain), 24),
    may('when', '什么情形下', condition, 50),
  ],
  情形: [
    need('matterId', '主题编号', plain, 10),
    need('situationId', '情形编号', plain, 20),
    may('question', '问题', plain, 40),
    may('when', '什么情形下', condition, 40),
    need('optionId', '选项编号', plain, 16),
    need('label', '选项', plain, 30),
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>

export const sheetNames = Object.keys(sheets) as readonly SheetName[]

export function columnsOf(sheet: SheetName): readonly Column[] {
  return sheets[sheet]
}
