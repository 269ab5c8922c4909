import type { Input } from '#shared/contract/desk.ts'
import type { TestDesk } from './a-desk.ts'
import { taken } from './at-the-counter.ts'
import { aPhoto, aVisitWithOriginals, beside, inHand, type Row } from './random-custody.ts'

const dayMs = 86_400_000
const dayText = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)

/** Names and numbers of people who exist nowhere: sequence 000 (domain.md 2.1). */
const owners = [
  ['陈桂香', '360302195803120000'],
  ['刘志强', '360322197103080006'],
  ['彭小兰', '360302196411050001'],
  ['黎桂芳', '360313194902200000'],
  ['欧阳建平', '360321198007150009'],
  ['易春生', '360323197512250009'],
] as const

export type Bag = { readonly bagNo: string; readonly rows: readonly [Row, ...Row[]] }

/**
 * A cabinet as it is after two weeks: a bag of two originals at the counter for every one of six people,
 * one of them with the officer, one on the road, one at a department, one lost.
 */
export async function aCabinet(desk: TestDesk): Promise<readonly Bag[]> {
  const now = desk.clock.nowMs
  await desk.signIn()
  const bags: Bag[] = []
  for (const [n, [name, idNumber]] of owners.entries()) {
    desk.clock.nowMs = now - (9 - n) * dayMs
    bags.push(await aBag(desk, { name, idNumber, returnInDays: n === 0 ? 0 : 20, upTo: now }))
  }
  const [, one, two, three, four] = bags
  if (!(one && two && three && four)) throw new Error('six bags')
  desk.clock.nowMs = now - 9 * dayMs + dayMs
  const officer = await beside(desk, 1)
  await handed(desk, one, { to: { at: 'OFFICER', staffId: officer.staffId }, second: officer })
  desk.clock.nowMs = now - 6 * dayMs
  await handed(desk, two, { to: { at: 'COURIER', company: 'SF', waybill: 'SF123456789012' } })
  await handed(desk, three, { to: { at: 'OFFICER', staffId: officer.staffId }, second: officer })
  await desk.signIn(1)
  desk.clock.nowMs = now - 5 * dayMs
  await handed(desk, three, {
    to: { at: 'DEPARTMENT', organ: '县自然资源局', receiver: '刘科员', slipPhoto: aPhoto },
  })
  await desk.signIn(0)
  desk.clock.nowMs = now - 2 * dayMs
  const lost = await desk.ask('custody.incident', {
    thingIds: [four.rows[0].thingId],
    kind: 'LOST',
    account: '盘点时柜2-格5没有这一份，当日经手人都问过',
    second: officer,
  })
  if (!lost.ok) throw new Error(lost.refusal.code)
  desk.clock.nowMs = now
  return bags
}

/** Two originals of a person, put into a bag and into the cabinet, with all that a slip asks for. */
export async function aBag(
  desk: TestDesk,
  wish: {
    readonly name: string
    readonly idNumber: string
    readonly returnInDays?: number
    readonly upTo?: number
  },
): Promise<Bag> {
  const visit = aVisitWithOriginals('D01', desk.clock.nowMs)
  const { name, idNumber } = wish
  const { caseId } = await taken(desk, {
    ...visit,
    applicant: { ...visit.applicant, name, idNumber },
  })
  const here = await desk.ask('custody.ofCase', { caseId })
  const rows = here.ok ? here.value.rows.slice(0, 2) : []
  const returnBy = dayText((wish.upTo ?? desk.clock.nowMs) + (wish.returnInDays ?? 20) * dayMs)
  const stowed = await desk.ask('custody.stow', {
    caseId,
    things: rows.map(({ thingId }, at) => ({
      thingId,
      docNumber: `${at === 0 ? '萍公户字' : 'J360302-2011-'}00${1000 + at}`,
      returnBy,
    })),
    bag: 'NEW',
    shelf: '柜2-格5',
  })
  if (!stowed.ok) throw new Error(stowed.refusal.code)
  return inBag(desk, stowed.value.bagNo ?? '')
}

/** What lies in a bag now. */
export async function inBag(desk: TestDesk, bagNo: string): Promise<Bag> {
  const [first, ...rest] = await inHand(desk, { bagNo })
  if (!first) throw new Error(`nothing in ${bagNo}`)
  return { bagNo, rows: [first, ...rest] }
}

async function handed(
  desk: TestDesk,
  { bagNo }: Bag,
  change: Omit<Input<'custody.handOver'>, 'things'>,
): Promise<void> {
  const { rows } = await inBag(desk, bagNo)
  const things = rows.map(({ thingId, tip }) => ({ thingId, tip }))
  const answer = await desk.ask('custody.handOver', { things, ...change })
  if (!answer.ok) throw new Error(`${answer.refusal.code} ${JSON.stringify(answer.refusal.detail)}`)
}
