import type { CentreId, PictureId } from '#shared/kernel/ids.ts'
import { CaseId, DraftId } from '#shared/kernel/ids.ts'
import { ownPin, people, type TestDesk } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import { takeIn } from './at-the-counter.ts'
import { closed } from './day-closing.ts'
import type { Lottery } from './lottery.ts'
import { fullMoves } from './moves.ts'
import { aRandomHandover, aVisitWithOriginals, inHand, looked } from './random-custody.ts'
import { aRandomAct } from './random-life.ts'
import { mostlyShort } from './sim-accidents.ts'
import { type SimCity, simDepartment } from './sim-city.ts'
import type { SimDesk } from './sim-desk.ts'
import type { SimTime } from './sim-time.ts'

/** A whole desk as the support of the other tests knows one; none of them starts or stops it. */
const asTest = (desk: SimDesk) => desk as unknown as TestDesk

type At = { readonly desk: SimDesk; readonly lottery: Lottery; readonly time: SimTime }

/** What happens at a counter, by how often it does. */
export function someAct(at: At & { readonly city: SimCity }, another: () => SimDesk | undefined) {
  const { city, lottery, time } = at
  const luck = lottery.draw()
  if (luck < 0.4) return intake(at)
  if (luck < 0.58) return move(at)
  if (luck < 0.74) return handing(at, another())
  if (luck < 0.84) return shift(at)
  if (luck < 0.9) return dayEnd(at)
  return city.isOpen ? departmentActs(city, lottery, time) : 'closed'
}

/** Somebody comes, with papers that stay or are photographed now and then. Answers how it went. */
export async function intake({ desk, lottery, time }: At): Promise<string> {
  const matterId = lottery.pick(['V04', 'V04', 'D01', 'A01'])
  const draftId = DraftId.parse(time.newId(desk.wallMs))
  const visit = { ...aVisitWithOriginals(matterId, desk.wallMs), draftId }
  const pictures: { rowId: string; pictureId: PictureId }[] = []
  const [row] = visit.materials
  for (let n = lottery.pick([0, 0, 0, 1, 1, 2]); row && n > 0; n -= 1) {
    const bytes = 1_000 + mostlyShort(lottery, 150_000)
    const picture = aPicture({ bytes, n: lottery.below(255) }).toString('base64')
    const kept = await desk.ask('picture.keep', { picture, label: row.rowId, ofCase: CaseId.parse(draftId) })
    if (kept.ok) pictures.push({ rowId: row.rowId, pictureId: kept.value.pictureId })
  }
  const decided = await takeIn(asTest(desk), { ...visit, pictures })
  return decided.ok ? `takes in ${matterId} with ${pictures.length}` : `no: ${decided.refusal.code}`
}

/** An act on a case of this desk, allowed or not. */
async function move({ desk, lottery }: At): Promise<string> {
  const list = await desk.ask('case.list', { scope: 'open', limit: 50 })
  const rows = list.ok ? list.value.rows : []
  if (rows.length === 0) return 'no case'
  const tried = await aRandomAct(lottery, asTest(desk), lottery.pick(rows).caseId)
  return `${tried.what} ${tried.ok ? 'yes' : tried.code}`
}

/** Originals change hands within the centre, or are shown to another desk as a code. */
async function handing({ desk, lottery }: At, other: SimDesk | undefined): Promise<string> {
  if (!other || lottery.chance(0.4))
    return `hands ${(await aRandomHandover(lottery, asTest(desk))) ?? 'over'}`
  const rows = (await inHand(asTest(desk), { at: 'COUNTER' })).filter(({ offerId }) => !offerId)
  if (rows.length === 0) return 'nothing in hand'
  const to = { centreId: other.centreId as CentreId, centreName: '某镇便民服务中心' }
  const offered = await desk.ask('custody.offer', { things: [looked(lottery.pick(rows))], to })
  if (!offered.ok) return `offer ${offered.refusal.code}`
  if (lottery.chance(0.2)) return 'offered'
  const accepted = await other.ask('custody.accept', { parts: offered.value.parts })
  if (accepted.ok && lottery.chance(0.5))
    await desk.ask('custody.acknowledge', { parts: accepted.value.receipt })
  return `offered ${accepted.ok ? 'and accepted' : accepted.refusal.code}`
}

async function dayEnd({ desk }: At): Promise<string> {
  const plan = await desk.ask('day.plan', {})
  if (!plan.ok) return `closes ${plan.refusal.code}`
  const answer = await closed(asTest(desk), { reasons: {} })
  return `closes ${answer.ok ? 'the day' : answer.refusal.code}`
}

function shift({ desk, lottery }: At): string {
  const index = lottery.below(people.length)
  desk.signIn(index)
  return `${index} sits down`
}

export async function saysGoOn(desk: SimDesk, code?: string): Promise<string> {
  desk.signIn(2)
  const pin = ownPin(asTest(desk)).confirm.pin
  const said = await desk.ask('epoch.goOn', code === undefined ? { pin } : { pin, code })
  desk.signIn(0)
  return said.ok ? 'goes on' : said.refusal.code
}

/** The manager has a code of the city office for this desk. */
export async function managerGives(desk: SimDesk, code: string): Promise<string> {
  desk.signIn(2)
  const given = await desk.ask('certificate.renew', { code, pin: ownPin(asTest(desk)).confirm.pin })
  desk.signIn(0)
  return given.ok ? 'has a code for its certificate' : given.refusal.code
}

type Item = {
  readonly caseNo: string
  readonly itemNo: string
  readonly state: keyof typeof departmentMoves
}
const departmentMoves = {
  FORWARDED: fullMoves.ACCEPT,
  ACCEPTED: fullMoves.REVIEW,
  IN_REVIEW: fullMoves.APPROVE,
} as const

/** A department acts on one of its items at the city; the centre hears of it by its feed. */
async function departmentActs(city: SimCity, lottery: Lottery, time: SimTime): Promise<string> {
  const list = await city.department('GET', '/v1/department/items?limit=50')
  if (list.status !== 200) return `${simDepartment} ${list.status}`
  const { items } = JSON.parse(list.text) as { items: readonly Item[] }
  const ready = items.filter(({ state }) => state in departmentMoves)
  if (ready.length === 0) return 'no item of a department'
  const { caseNo, itemNo, state } = lottery.pick(ready)
  const answer = await city.department('POST', '/v1/department/acts', {
    requestId: `r-${time.newId(time.wallMs)}`,
    docNo: '栗市监〔2026〕第118号',
    caseNo,
    itemNo,
    move: departmentMoves[state],
  })
  return `department ${departmentMoves[state].act} ${answer.status}`
}
