import type { PaperForm } from '#renderer/papers/paper-size.ts'
import { PaperContent } from '#shared/contract/paper.ts'
import { PaperId } from '#shared/kernel/ids.ts'

export type ContentOf<Kind extends PaperContent['kind']> = Extract<PaperContent, { kind: Kind }>

export type PaperSample = { readonly content: PaperContent; readonly form: PaperForm }

export const longPerson = '阿卜杜热西提·买买提艾力江䶮𠮷'
export const longOrganisation =
  '江西省萍乡市安源区高坑镇王家源村股份经济合作联合社与湘东赣西生态农业机械化种植养殖加工销售服务专业合作社联合总社第一分社'
/** Sixty characters as well, though a computer stores sixty-one: 𠮷 takes two places. */
export const rareOrganisation = longOrganisation.replace('第一分社', '第𠮷分社')

const frame = {
  paperId: PaperId.parse('019a0000-0000-7000-8000-000000000001'),
  caseNo: '36032210220260914A070032X',
  caseNoGrouped: '360322102-20260914-A07-0032-X',
  practice: false,
  printed: 0,
  unitName: '上栗县桐木镇便民服务中心',
  unitPhone: '0799-6330012',
  issuedOn: '2026-09-14',
  clerkName: '李敏',
  clerkBadge: 'A0712',
  matterName: '公民身后一件事',
  applicantName: '王建民',
  applicantIdMasked: '360322********0014',
  applicantPhoneMasked: '138****3210',
  representativeLine: '王小民（儿子，受本人委托）',
}

/** Nothing more than the required is known. */
const bareFrame = {
  unitPhone: undefined,
  applicantPhoneMasked: undefined,
  representativeLine: undefined,
}

const materialNames = [
  '死亡医学证明（推断）书',
  '死者居民身份证',
  '死者居民户口簿',
  '申请人居民身份证',
  '亲属关系证明',
  '火化证明',
  '社会保障卡',
  '丧葬补助金和抚恤金申领表（一式两份，须由申请人签名并按指印）',
  '银行账户信息（申请人本人的一类账户存折或者银行卡复印件）',
  '参保人员供养直系亲属基本情况申报表',
  '机动车行驶证',
  '不动产权证书或者宅基地使用证',
  '退役军人优待证',
  '残疾人证',
]
const forms = ['原件', '复印件', '电子']
const ways = ['核验原件退回', '收复印件', '电子证照', '收原件']

export function materialLines(count: number): ContentOf<'D1'>['materials'] {
  return materialNames.slice(0, count).map((name, at) => ({
    n: at + 1,
    name,
    form: forms[at % forms.length] ?? '',
    copies: (at % 3) + 1,
    taken: ways[at % ways.length] ?? '',
    note: at % 5 === 3 ? '正反两面' : '',
  }))
}

const departments = [
  '上栗县公安局桐木派出所',
  '上栗县人力资源和社会保障局',
  '上栗县医疗保障局',
  '上栗县民政局',
]
const itemNames = [
  '死亡人员户口注销',
  '养老保险待遇终止和丧葬补助金申领',
  '基本医疗保险参保关系终止',
  '高龄津贴停发',
]

export function receiptSlip(over: Partial<ContentOf<'D1'>> = {}): ContentOf<'D1'> {
  return checked('D1', {
    ...frame,
    kind: 'D1',
    docNo: '桐木便民收字〔2026〕第0032号',
    receivedAt: '2026年9月14日 9:42',
    items: itemNames.slice(0, 2).map((name, at) => ({
      itemNo: `0${at + 1}`,
      name,
      deptName: departments[at] ?? '',
      roleWord: '代收转送',
    })),
    materials: materialLines(4),
    originalsKept: [{ name: '死亡医学证明（推断）书', returnBy: '9月28日（周一）前' }],
    notAcceptance: true,
    nextSteps: [
      '9月15日（周二）前，本中心把材料转送主管部门。',
      '主管部门决定是否受理，结果由本中心电话告知。',
    ],
    enquiryCode: '7KM3P9',
    ...over,
  })
}

/** A village matter: one item and a few materials, which fit on A5. */
export function smallReceiptSlip(over: Partial<ContentOf<'D1'>> = {}): ContentOf<'D1'> {
  const { items } = receiptSlip()
  return receiptSlip({ items: items.slice(0, 1), materials: materialLines(3), originalsKept: [], ...over })
}

export function bareReceiptSlip(over: Partial<ContentOf<'D1'>> = {}): ContentOf<'D1'> {
  return receiptSlip({
    ...bareFrame,
    materials: [],
    originalsKept: [],
    notAcceptance: false,
    nextSteps: [],
    ...over,
  })
}

export function acceptanceNotice(over: Partial<ContentOf<'D2'>> = {}): ContentOf<'D2'> {
  return checked('D2', {
    ...frame,
    kind: 'D2',
    docNo: '桐木便民受字〔2026〕第0107号',
    appliedOn: '2026-09-14',
    acceptedOn: '2026-09-14',
    items: itemNames.map((name, at) => ({
      itemNo: `0${at + 1}`,
      name,
      organ: '桐木镇人民政府',
      caseKindWord: at === 0 ? '即办件' : '承诺件',
      statutoryWord: '20个工作日',
      promisedWord: `${at + 2}个工作日`,
      promisedDueWord: `9月${16 + at}日（周${'三四五六'[at]}）`,
      deficiency: at === 3,
    })),
    feeWord: '不收费',
    legalBasis: [
      '《中华人民共和国行政许可法》第三十二条第一款第（五）项',
      '《江西省高龄津贴发放管理办法》第七条',
    ],
    materials: materialLines(6),
    deficiencies: [{ name: '银行账户信息', way: '到窗口补交或者由代办员代收', dueWord: '9月21日（周一）前' }],
    provisional: true,
    ...over,
  })
}

export function bareAcceptanceNotice(): ContentOf<'D2'> {
  return acceptanceNotice({
    ...bareFrame,
    legalBasis: [],
    materials: [],
    deficiencies: [],
    provisional: false,
  })
}

const problems = ['缺少', '不符合法定形式', '内容错误', '已经过期', '需要原件']

export function correctionNotice(over: Partial<ContentOf<'D3'>> = {}): ContentOf<'D3'> {
  return checked('D3', {
    ...frame,
    kind: 'D3',
    docNo: '桐木便民补字〔2026〕第0018号',
    receivedAt: '2026年9月14日 9:42',
    items: [{ itemNo: '04', name: '高龄津贴停发', deptName: '上栗县民政局' }],
    legalNotice: true,
    rows: correctionRows(3),
    unconfirmed: ['材料要求和办理途径'],
    supplementDueWord: '9月21日（周一）前，还有 5 个工作日',
    provisional: true,
    ...over,
  })
}

export function correctionRows(count: number): ContentOf<'D3'>['rows'] {
  return materialNames.slice(0, count).map((name, at) => ({
    n: at + 1,
    name,
    problem: problems[at % problems.length] ?? '',
    required: at % 2 === 0 ? '原件 1 份，加盖出具单位公章' : '复印件 1 份，写明与原件一致并签名，见样表',
    howToObtain:
      at % 2 === 0
        ? '到桐木镇卫生院二楼医务科开具，带本人身份证；也可以由代办员代取'
        : '本窗口可以免费复印，带原件来即可',
    necessityWord: at % 3 === 0 ? '必要' : '非必要',
    mayDefer: at % 3 === 2,
  }))
}

export function bareCorrectionNotice(): ContentOf<'D3'> {
  return correctionNotice({
    ...bareFrame,
    legalNotice: false,
    rows: correctionRows(1),
    provisional: false,
  })
}

export function refusalOfAcceptance(over: Partial<ContentOf<'D4'>> = {}): ContentOf<'D4'> {
  return checked('D4', {
    ...frame,
    kind: 'D4',
    docNo: '桐木便民不受字〔2026〕第0003号',
    matterName: '不动产登记',
    appliedOn: '2026-09-14',
    items: [{ itemNo: '01', name: '宅基地使用权及房屋所有权首次登记', organ: '桐木镇人民政府' }],
    categoryWord: '依法不属于本机关职权范围',
    reason: '不动产登记由不动产所在地的县级不动产登记机构办理，乡镇人民政府没有登记职权。',
    rightOrgan: '上栗县不动产登记中心（上栗镇平安北路 1 号，电话 0799-3660000）',
    legalBasis: '《中华人民共和国行政许可法》第三十二条第一款第（二）项',
    givenBack: ['申请人居民身份证（原件 1 份）', '宅基地使用证（原件 1 份）'],
    remedies: [
      '自收到本通知书之日起 60 日内，可以向上栗县人民政府申请行政复议；',
      '自收到本通知书之日起 6 个月内，可以向上栗县人民法院提起行政诉讼。',
    ],
    ...over,
  })
}

export function bareRefusalOfAcceptance(): ContentOf<'D4'> {
  return refusalOfAcceptance({
    ...bareFrame,
    rightOrgan: undefined,
    givenBack: [],
  })
}

/** Every sheet that is worth looking at, under the name of its file. */
export function paperSamples(): Readonly<Record<string, PaperSample>> {
  const hard = {
    applicantName: longPerson,
    representativeLine: `${longPerson}（监护人）`,
    practice: true,
    printed: 2,
  }
  return {
    'd1-a5': { content: smallReceiptSlip(), form: 'NORMAL' },
    'd1-a5-bare': { content: bareReceiptSlip({ ...hard, applicantName: longOrganisation }), form: 'NORMAL' },
    'd1-a4': { content: receiptSlip({ ...hard, materials: materialLines(14) }), form: 'NORMAL' },
    'd1-large': { content: receiptSlip({ ...hard, materials: materialLines(14) }), form: 'LARGE' },
    'd2-a4': { content: acceptanceNotice(), form: 'NORMAL' },
    'd2-hard': {
      content: acceptanceNotice({ ...hard, applicantName: longOrganisation, materials: materialLines(14) }),
      form: 'NORMAL',
    },
    'd2-large': { content: acceptanceNotice(), form: 'LARGE' },
    'd3-a4': { content: correctionNotice(), form: 'NORMAL' },
    'd3-hard': {
      content: correctionNotice({ ...hard, legalNotice: false, rows: correctionRows(14) }),
      form: 'NORMAL',
    },
    'd3-large': { content: correctionNotice(), form: 'LARGE' },
    'd4-a4': { content: refusalOfAcceptance(), form: 'NORMAL' },
    'd4-bare': { content: bareRefusalOfAcceptance(), form: 'NORMAL' },
    'd4-large': { content: refusalOfAcceptance({ ...hard, applicantName: longOrganisation }), form: 'LARGE' },
  }
}

function checked<Kind extends PaperContent['kind']>(kind: Kind, content: unknown): ContentOf<Kind> {
  const paper = PaperContent.parse(content)
  if (paper.kind !== kind) throw new Error(`the sample is a ${paper.kind}`)
  return paper as ContentOf<Kind>
}
