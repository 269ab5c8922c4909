import type { CentreId, PictureId } from '#shared/kernel/ids.ts'
import { CaseId, DraftId } from '#shared/kernel/ids.ts'
import { ownPin, people, type TestDesk } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import { takeIn } from './at-the-counter.ts'
import { closed } from './day-closing.ts'
import { type Lottery, mostlyShort } from './lottery.ts'
import { fullMoves } from './moves.ts'
import { aRandomHandover, aVisitWithOriginals, inHand, looked } from './random-custody.ts'
import { aRandomAct } from './random-life.ts'
import type { SimCity } from './sim-city.ts'
import { departmentActs } from './sim-department.ts'
import type { SimDesk } from './sim-desk.ts'
import type { SimTime } from './sim-time.ts'

/** A whole desk as the support of the other tests knows one; none of them starts or stops it. */
const asTest = (desk: SimDesk) => desk as unknown as TestDesk

type At = { readonly desk: SimDesk; readonly lottery: Lottery; readonly time: SimTime }

/** What happens at a counter, by how often it does. */
export async function someAct(
  at: At & { readonly city: SimCity },
  another: () => SimDesk | undefined,
): Promise<string> {
  const luck = at.lottery.draw()
  if (luck < 0.34) return intake(at)
  if (luck < 0.48) return move(at)
  if (luck < 0.62) return handing(at, another())
  if (luck < 0.66) return shift(at)
  if (luck < 0.72) return dayEnd(at)
  return (await departmentActs(at)) ?? move(at)
}

/** Somebody comes, with papers that stay or are photographed now and then. Answers how it went. */
export async function intake({ desk, lottery, time }: At): Promise<string> {
  const matterId = lottery.pick(['V04', 'B02', 'D01', 'A01'])
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
  if (!decided.ok) return `no: ${decided.refusal.code}`
  const gone = lottery.chance(0.7) ? await forwarded(desk, decided.value.caseId) : 0
  return `takes in ${matterId} with ${pictures.length}, ${gone} forwarded`
}

/** What only a department decides goes to it, as the clerk does it before the next person sits down. */
async function forwarded(desk: SimDesk, caseId: CaseId): Promise<number> {
  const asked = await desk.ask('case.acts', { caseId })
  let gone = 0
  for (const { acts, itemNo } of asked.ok ? asked.value.items : [])
    if (acts.some(({ act, allowed }) => act === 'FORWARD' && allowed)) {
      const answer = await desk.ask('case.move', { caseId, itemNo, move: fullMoves.FORWARD })
      if (answer.ok) gone += 1
    }
  return gone
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
