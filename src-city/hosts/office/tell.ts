import type { z } from 'zod'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import { actWords, stateWords } from '#shared/domain/lifecycle-words.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Routes } from '../../routes/contract.ts'
import { columns } from '../columns.ts'

type Output<Name extends keyof Routes> = z.output<Routes[Name]['output']>
type Item = Output<'departmentItem'>['item']

const materialWords: Readonly<Record<string, string>> = {
  EXPECTED: '待补',
  SUPPLIED: '已收',
  DEFERRED: '容缺后补',
  WAIVED: '免交',
  NOT_APPLICABLE: '不适用',
}

/** Here the sentence of the city is for a counter, or leaves out what to do next. */
const ownSentences: Readonly<Record<string, string>> = {
  'not-found': '没有找到：编号不对，或者不归本部门、不在本部门的区划。',
  E_BUSY: '市级正忙，没有登记，请稍后再试。',
  E_TOO_LARGE: '内容太多，没有登记，请缩短说明或少列材料。',
  'city-fault': '市级程序出现故障，没有登记。请联系市级管理员后再试。',
  'not-ready': '市级还没有准备好，没有登记，请稍后再试。',
}

/** The code a person can look up, the finer one where there is one, and what stands in the way. */
export function refusalLine({ code, detail }: Refusal<string>): string {
  const { field = '', reason = '', retryAfterS = '', sentence = '' } = detail
  if (field === 'officeId') return `${code}  没有这个部门编号，请用 offices 查看。`
  const codes = reason === '' || code === 'E_BUSY' ? code : `${code}/${reason}`
  const where = code === 'input-malformed' && field !== '' ? `（${field}）` : ''
  const wait = retryAfterS === '' ? '' : `（${retryAfterS} 秒后）`
  return `${codes}  ${ownSentences[code] ?? sentence}${where}${wait}`
}

/** Items that come due first stand first; one without a known end stands last. */
export function itemLines(items: readonly Item[], today: string): readonly string[] {
  if (items.length === 0) return ['没有等本部门办的事项。']
  const due = (item: Item) => item.promisedDue ?? item.statutoryDue ?? '9999'
  const sorted = [...items].sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0))
  const rows = sorted.map((item) => [
    numberOf(item),
    item.itemName || item.itemId,
    stateWords[item.state],
    item.since,
    dueWord(item.promisedDue, today),
    dueWord(item.statutoryDue, today),
    item.centreName,
    item.projectNo ?? '—',
  ])
  const heads = ['编号', '事项', '状态', '起', '承诺期限', '法定期限', '收件中心', '平台编号']
  return [...columns([heads, ...rows]), `共 ${items.length} 项。`]
}

export function shownLines(
  { acts, item, materials }: Output<'departmentItem'>,
  today: string,
): readonly string[] {
  return [
    `${numberOf(item)}  ${item.itemName || item.itemId}`,
    `状态：${stateWords[item.state]}（${item.since} 起）`,
    `收件：${item.centreName}，${item.receivedOn}`,
    `期限：承诺 ${dueWord(item.promisedDue, today)}，法定 ${dueWord(item.statutoryDue, today)}`,
    `平台编号：${item.projectNo ?? '—'}`,
    '',
    '材料',
    ...columns(
      materials.map(({ name, rowId, state }) => [`  ${rowId}`, name, materialWords[state] ?? state]),
    ),
    '',
    '部门办理经过',
    ...(acts.length === 0
      ? ['  还没有。']
      : columns(
          acts.map(({ act, docNo, from, handler, on, to }) => [
            `  ${on}`,
            actWord(act),
            stepWord(from, to),
            docNo,
            handler ?? '',
          ]),
        )),
  ]
}

export function actLine({ caseNo, feedSeq, from, itemNo, repeated, to }: Output<'departmentAct'>): string {
  const which = `${formatCaseNo(caseNo)}-${itemNo}`
  return repeated
    ? `${which} 这一步以前登记过（下发第 ${feedSeq} 条），没有重复登记。`
    : `${which} 已登记：${stepWord(from, to)}，下发第 ${feedSeq} 条。窗口联网后看到。`
}

export function officeLines({ offices }: Output<'offices'>): readonly string[] {
  if (offices.length === 0) return ['还没有登记部门。']
  const rows = offices.map(({ area, createdMs, name, officeId, status }) => [
    officeId,
    name,
    area,
    status === 'ACTIVE' ? '有效' : '已停用',
    dateOf(createdMs),
  ])
  return columns([['部门编号', '名称', '区划', '密钥', '登记日期'], ...rows])
}

const auditWords: Readonly<Record<string, string>> = { 'national-exported': '导出国家办件交换数据' }

export function auditLines({ acts }: Output<'officeAudit'>): readonly string[] {
  if (acts.length === 0) return ['还没有办理记录。']
  return columns(
    acts.map(({ act, atMs, caseNo, code, itemNo, what }) => [
      `${dateOf(atMs)} ${timeOf(atMs)}`,
      act ? actWord(act) : (auditWords[what] ?? what),
      caseNo ? `${formatCaseNo(caseNo)}-${itemNo}` : '—',
      code,
    ]),
  )
}

function numberOf({ caseNo, itemNo }: Pick<Item, 'caseNo' | 'itemNo'>): string {
  return `${formatCaseNo(caseNo)}-${itemNo}`
}

function dueWord(due: string | null, today: string): string {
  if (due === null) return '—'
  if (due < today) return `${due} 已超期`
  return due === today ? `${due} 今天到期` : due
}

function stepWord(from: ItemState, to: ItemState): string {
  return from === to ? `仍为“${stateWords[to]}”` : `由“${stateWords[from]}”到“${stateWords[to]}”`
}

function actWord(act: string): string {
  return (actWords as Readonly<Record<string, string>>)[act] ?? act
}
