import type { Answer } from '#shared/contract/desk.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import type { CaseDigest, CentreTotals } from '#shared/protocol/messages.ts'
import { askOperator, type CityProcess } from '../support/city-process.ts'
import { assistRows, custodyRows, type Row, returnedRow, row, toldRow } from './compare-delegations.ts'
import type { DayDesk } from './day-desk.ts'
import type { AskAs } from './play-visit.ts'

export type Head = { readonly seq: number; readonly hash: string }
export type Comparison = {
  readonly centreName: string
  readonly rows: readonly Row[]
  readonly deskHead: Head
  readonly cityHead: Head
  /** Numbers of the cases and ids of the things whose content differs or that one side does not know. */
  readonly differing: readonly string[]
  readonly difference: number
}
type Compared = {
  /** Cases that were taken in at this desk. */
  readonly caseIds: readonly string[]
  readonly day: string
  /** The other desk that the things of these cases went through. */
  readonly elsewhere?: AskAs | undefined
}

const kindWords: Readonly<Record<string, string>> = {
  'desk-opened': '工作台启用',
  'epoch-opened': '记录换代',
  'catalogue-adopted': '目录启用',
  'staff-added': '人员登记',
  'staff-changed': '人员变动',
  'ledger-taken': '取走台账',
  'matter-received': '收件',
  'matter-decided': '决定',
  'item-moved': '办理进展',
  'department-acted': '部门办理',
  'material-judged': '材料后判',
  'originals-returned': '退还原件',
  'clocks-recalculated': '期限重算',
  'paper-printed': '打印',
  'consultation-logged': '咨询',
  'handover-made': '材料交接',
  'handover-offered': '交接待收',
  'handover-accepted': '交接签收',
  'handover-withdrawn': '交接撤回',
  'things-stowed': '入袋上架',
  'custody-incident': '遗失、损毁',
  'incident-closed': '事故办结',
  'custody-overridden': '负责人改定',
  'slip-printed': '打印交接清单',
  'round-planned': '跑腿单',
  'cabinet-counted': '盘点',
  'value-revealed': '调取完整信息',
  'typing-done': '录入部门系统',
  'assist-registered': '帮办登记',
  'assist-moved': '帮办进展',
  'assist-printed': '打印帮办单子',
  'letter-signed': '签委托书',
  'letter-ended': '委托终止',
  'officer-filed': '专员备案',
  'training-held': '专员培训',
  'meeting-held': '协调会议',
  'duty-planned': '值班安排',
  'appointment-set': '预约',
  'rating-invited': '请群众评价',
  'rating-moved': '评价进展',
  'picture-taken': '拍照',
  'picture-viewed': '查看照片',
  'case-told': '别处办理',
  'entry-corrected': '退回后处理',
}
const stateWords: Readonly<Record<string, string>> = {
  RECEIVED: '仅收件(代收)',
  CORRECTION_PENDING: '待补正',
  ACCEPTED: '受理',
  ACCEPTED_WITH_DEFICIENCY: '容缺受理',
  COMPLETED: '当场办结',
  ACCEPTANCE_REFUSED: '不予受理',
  NOT_REQUIRED: '不受理',
}

/**
 * Both sides of a centre counted by themselves: the desk through its contract, the city from its own tables.
 * Entry kind by entry kind, item, thing, order and letter by state, and every case by its content.
 */
export async function compareSides(
  { centre, manager: { ask } }: Pick<DayDesk, 'centre' | 'manager'>,
  city: CityProcess,
  { caseIds, day, elsewhere }: Compared,
): Promise<Comparison> {
  const totals = await ask('sync.totals', {})
  if (!totals.ok) throw new Error('the desk did not tell its totals')
  const { deskId, head: deskHead, kinds: deskKinds } = totals.value
  const path = `/v1/operator/centres/${centre.centreId}`
  const side = { ask, city, path }
  const theirs = await askOperator<CentreTotals>(city, 'GET', `${path}/totals?from=2000-01-01&to=2099-12-31`)
  const cityCases = await allCases(city, path)
  const mine = await Promise.all(caseIds.map((caseId) => viewOf(ask, caseId)))
  const deskCases = new Map(mine.map((view) => [view.caseNo, digestOf(view)]))
  const kinds = [...new Set([...Object.keys(deskKinds), ...Object.keys(theirs.kinds)])]
  const states = new Set(
    [...deskCases.values(), ...cityCases.values()].flatMap(({ items }) => items.map(({ state }) => state)),
  )
  const custody = await custodyRows(side, caseIds, elsewhere)
  const rows = [
    ...kinds.map((kind) =>
      row(`记录 ${kindWords[kind] ?? kind}`, deskKinds[kind] ?? 0, theirs.kinds[kind] ?? 0),
    ),
    ...[...states]
      .toSorted()
      .map((state) =>
        row(`事项 ${stateWords[state] ?? state}`, inState(deskCases, state), inState(cityCases, state)),
      ),
    row('办件', deskCases.size, cityCases.size),
    row('单子', papers(deskCases), papers(cityCases)),
    ...custody.rows,
    ...(await assistRows(side, day)),
    await returnedRow(side),
    await toldRow(side, deskId, deskKinds['case-told'] ?? 0),
  ]
  const numbers = [...new Set([...deskCases.keys(), ...cityCases.keys()])]
  const differing = [
    ...numbers.filter((no) => digestText(deskCases.get(no)) !== digestText(cityCases.get(no))),
    ...custody.differing,
  ]
  const found = theirs.heads.find((each) => each.deskId === deskId)
  const cityHead: Head = found ? { seq: found.seq, hash: found.hash } : { seq: 0, hash: '' }
  const headDiffers = cityHead.hash !== deskHead.hash
  const difference =
    rows.reduce((sum, each) => sum + Math.abs(each.difference), 0) + differing.length + (headDiffers ? 1 : 0)
  return { centreName: centre.centreName, rows, deskHead, cityHead, differing, difference }
}

type View = Extract<Answer<'case.view'>, { ok: true }>['value']

async function viewOf(ask: AskAs, caseId: string): Promise<View> {
  const view = await ask('case.view', { caseId: caseId as View['caseId'] })
  if (!view.ok) throw new Error(`the desk lost case ${caseId}`)
  return view.value
}

/** A case as the desk knows it, in the form the city tells its own. */
export function digestOf(view: View): CaseDigest {
  return {
    caseNo: view.caseNo,
    matterId: view.matterId,
    receivedOn: view.receivedOn,
    items: view.itemCases.map(({ clocks, itemId, itemNo, state }) => ({
      itemNo,
      itemId,
      state,
      acceptedOn: clocks.acceptedOn ?? null,
      promisedDue: clocks.promisedDue ?? null,
      statutoryDue: clocks.statutoryDue ?? null,
    })),
    materials: view.materials.map(({ judgement, rowId }) => ({
      rowId,
      state: judgement?.state ?? 'EXPECTED',
    })),
    papers: view.papers.map(({ docNo, kind, printed }) => ({ kind, docNo, printed })),
  }
}

async function allCases(city: CityProcess, path: string): Promise<ReadonlyMap<string, CaseDigest>> {
  const found = new Map<string, CaseDigest>()
  for (let after: string | null = ''; after !== null; ) {
    const page: { cases: readonly CaseDigest[]; next: string | null } = await askOperator(
      city,
      'GET',
      `${path}/cases?limit=200&after=${encodeURIComponent(after)}`,
    )
    for (const each of page.cases) found.set(each.caseNo, each)
    after = page.next
  }
  return found
}

function inState(cases: ReadonlyMap<string, CaseDigest>, state: string): number {
  return [...cases.values()].reduce(
    (sum, { items }) => sum + items.filter((item) => item.state === state).length,
    0,
  )
}

function papers(cases: ReadonlyMap<string, CaseDigest>): number {
  return [...cases.values()].reduce((sum, each) => sum + each.papers.length, 0)
}

/** The order of rows means nothing; everything else does. */
export function digestText(digest: CaseDigest | undefined): string {
  if (!digest) return ''
  const sorted = {
    ...digest,
    items: digest.items.toSorted((a, b) => a.itemNo.localeCompare(b.itemNo)),
    materials: digest.materials.toSorted((a, b) => (a.rowId < b.rowId ? -1 : 1)),
    papers: digest.papers.toSorted((a, b) => (a.docNo < b.docNo ? -1 : 1)),
  }
  return canonical(sorted as unknown as Json)
}
