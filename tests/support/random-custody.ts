import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { people, rules, type TestDesk } from './a-desk.ts'
import { givenBack } from './given-back.ts'
import type { Lottery } from './lottery.ts'
import { aVisit } from './visits.ts'

export type Row = Extract<Answer<'custody.board'>, { ok: true }>['value']['rows'][number]
type Second = Input<'custody.incident'>['second']

export const aPhoto = 'p'.repeat(43)

/** What is in hand at this desk, of any holder. */
export async function inHand(desk: TestDesk, filter: Partial<Input<'custody.board'>> = {}): Promise<Row[]> {
  const board = await desk.ask('custody.board', { limit: 500, ...filter })
  if (!board.ok) throw new Error('the board always answers')
  return board.value.rows
}

/** A colleague with the right PIN. */
export async function beside(desk: TestDesk, index: number): Promise<Second> {
  const tiles = await desk.ask('staff.tiles', {})
  const tile = tiles.ok ? tiles.value.tiles[index] : undefined
  if (!tile) throw new Error('no such tile')
  return { staffId: tile.staffId, pin: people[index]?.pin ?? '' }
}

/** A thing as a window sends it, looked at: with a number, a photo and the day it is to come back. */
export function looked({ thingId, tip }: Pick<Row, 'thingId' | 'tip'>) {
  return { thingId, tip, docNumber: '360322001', photo: aPhoto, returnBy: '2026-09-30' }
}

/** One act of every kind, and chance in between; each answer is taken as it comes. */
export async function aCustodyDay(lottery: Lottery, desk: TestDesk): Promise<void> {
  const officer = await beside(desk, 1)
  const errands = await desk.ask('assist.list', { scope: 'open', limit: 1_000 })
  // What an errand carries goes by its letter; this day is about the rest.
  const carried = new Set(errands.ok ? errands.value.rows.map(({ caseId }) => caseId) : [])
  const free = (await at(desk, 'COUNTER')).filter(
    ({ caseId, disputed, incidentId, offerId }) =>
      !disputed && !incidentId && !offerId && !carried.has(caseId),
  )
  const [one, two, three, four, five] = free
  if (!(one && two && three && four && five)) throw new Error('too few originals for a day')
  await desk.signIn(0)
  await desk.ask('custody.stow', {
    caseId: one.caseId,
    things: [{ thingId: one.thingId }],
    bag: 'NEW',
    shelf: '柜2-格5',
  })
  const out = await desk.ask('custody.handOver', {
    things: [looked(one)],
    to: { at: 'OFFICER', staffId: officer.staffId },
    second: officer,
  })
  if (out.ok) await desk.ask('custody.slipPrinted', { slipId: out.value.slip.slipId })
  const us = await desk.ask('desk.overview', {})
  if (!us.ok) throw new Error('no overview')
  const to = {
    centreId: us.value.centreId as never,
    centreName: us.value.centreName,
    officer: people[1].name,
  }
  const offered = await desk.ask('custody.offer', { things: [looked(two)], to })
  const again = await desk.ask('custody.offer', { things: [looked(three)], to })
  const [offerId] = again.ok ? again.value.offerIds : []
  if (offerId) await desk.ask('custody.withdraw', { offerId, because: 'WITHDRAWN', reason: '改日再送' })
  await takeSome(lottery, desk, four.caseId)
  await desk.signIn(1)
  if (offered.ok) await desk.ask('custody.accept', { parts: offered.value.parts })
  const [moved] = await at(desk, 'OFFICER')
  if (moved)
    await desk.ask('custody.handOver', {
      things: [looked(moved)],
      to: { at: 'DEPARTMENT', organ: '县民政局', receiver: '刘科员', slipPhoto: aPhoto },
    })
  const lost = await desk.ask('custody.incident', {
    thingIds: [four.thingId, five.thingId],
    kind: 'LOST',
    account: '盘点时没有找到',
    second: await beside(desk, 0),
  })
  await desk.signIn(2)
  for (const incidentId of lost.ok ? lost.value.incidentIds : [])
    await desk.ask('custody.closeIncident', {
      incidentId,
      outcome: lottery.chance(0.5) ? 'FOUND' : 'MADE_GOOD',
      account: '在柜后找到',
      signedBy: '陈桂香',
      second: await beside(desk, 0),
    })
  const [there] = await at(desk, 'DEPARTMENT')
  if (there)
    await desk.ask('custody.override', {
      things: [{ thingId: there.thingId, tip: there.tip }],
      to: { at: 'COUNTER' },
      reason: '清点时在本中心柜台',
    })
  const trip = await desk.ask('custody.round', {})
  const stops = trip.ok ? trip.value.stops : []
  const planned = await desk.ask('custody.planRound', {
    day: trip.ok ? trip.value.day : '2026-09-21',
    stops: stops.map(({ bags, fetch, organ }) => ({
      organ,
      bags: bags.map(({ thingIds }) => ({ thingIds })),
      fetch,
    })),
  })
  const seen = (await inHand(desk)).filter(() => lottery.chance(0.7))
  const bagNos = [...new Set(seen.flatMap(({ bagNo }) => bagNo ?? []))]
  const thingIds = seen.map(({ thingId }) => thingId)
  if (planned.ok) await desk.ask('custody.count', { roundId: planned.value.roundId, bagNos, thingIds })
  await desk.ask('custody.count', { bagNos, thingIds })
  for (let n = 0; n < 12; n += 1) await aRandomHandover(lottery, desk)
}

/** Whoever is signed in tries something with a thing in hand. Answers the code of a no. */
export async function aRandomHandover(lottery: Lottery, desk: TestDesk): Promise<string | undefined> {
  const rows = await inHand(desk)
  if (rows.length === 0) return undefined
  const row = lottery.pick(rows)
  const luck = lottery.draw()
  const things = [lottery.chance(0.9) ? looked(row) : { thingId: row.thingId, tip: 'stale' as never }]
  if (luck < 0.2) {
    const signedBy = lottery.chance(0.3) ? '赵生人' : '陈桂香'
    return codeOf(await givenBack(desk, things, signedBy))
  }
  const to = lottery.pick<Input<'custody.handOver'>['to']>([
    { at: 'COUNTER' },
    { at: 'COURIER', company: 'EMS', waybill: lottery.chance(0.7) ? 'EA123456789CN' : 'EA1' },
    {
      at: 'DEPARTMENT',
      organ: '县人社局',
      receiver: '何科员',
      ...(lottery.chance(0.8) ? { slipPhoto: aPhoto } : {}),
    },
    { at: 'FILED', why: '随案归档' },
  ])
  return codeOf(await desk.ask('custody.handOver', { things, to, releasedBy: '何科员' }))
}

async function takeSome(lottery: Lottery, desk: TestDesk, caseId: CaseId): Promise<void> {
  await desk.ask('custody.takeIn', {
    caseId,
    from: { at: 'APPLICANT', signedBy: '陈桂香' },
    to: lottery.chance(0.5) ? 'COUNTER' : 'ME',
    lines: [
      { name: '授权委托书', form: 'COPY', copies: 2, condition: 'GOOD' },
      {
        name: '不动产登记费凭据',
        form: 'FEE_RECEIPT',
        copies: 1,
        condition: 'GOOD',
        fee: { amountFen: 8_000, receiptNo: 'GX-2026-0918', purpose: '不动产登记费' },
      },
    ],
  })
}

function at(desk: TestDesk, where: NonNullable<Input<'custody.board'>['at']>): Promise<Row[]> {
  return inHand(desk, { at: where })
}

export function codeOf(answer: {
  readonly ok: boolean
  readonly refusal?: { readonly code: string }
}): string | undefined {
  return answer.ok ? undefined : answer.refusal?.code
}

/** A visit that leaves originals behind: every paper that may stay for a while does. */
export function aVisitWithOriginals(matterId: string, nowMs: number): ReturnType<typeof aVisit> {
  const visit = aVisit(matterId, { nowMs })
  const may = new Set(
    mergeMatter(rules.catalogue, matterId, visit.answers)
      .materials.filter(
        ({ custodyPolicy }) => custodyPolicy === 'SHORT_HOLD' || custodyPolicy === 'SURRENDER',
      )
      .map(({ rowId }) => rowId),
  )
  const materials = visit.materials.map((row) =>
    may.has(row.rowId) ? { ...row, judgement: { state: 'SUPPLIED', taken: 'ORIGINAL' } as const } : row,
  )
  return { ...visit, materials }
}
