import { describe, expect, test } from 'vitest'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { decideMove, deficienciesOf, type ItemFacts } from '#shared/domain/decide-move.ts'
import type { Limit } from '#shared/domain/item-case.ts'
import type { Move } from '#shared/domain/move.ts'
import { derived } from '#shared/domain/move-clocks.ts'
import { daysRun, dueAfterStops, statutoryEnd } from '#shared/domain/running-clock.ts'
import type { WorkingDayCalendar } from '#shared/domain/working-days.ts'
import { dueVectors } from '#tests/support/due-vectors.ts'
import { anItemIn, aRow, department, factsOn, following, fullMoves } from '#tests/support/moves.ts'
import { readShipped } from '#tests/support/shipped-catalogue.ts'

const calendar = WorkingDayFile.parse(readShipped('working-days.json'))
const w = (n: number): Limit => ({ n, unit: 'W' })

describe('a limit that was stopped', () => {
  test.each(dueVectors)(
    'from %s, %i working days: a stop of no length, or after the end, changes nothing (%s)',
    (on, n, due) => {
      expect(dueAfterStops(calendar, on, w(n), []).due).toBe(due)
      expect(dueAfterStops(calendar, on, w(n), [{ from: on, to: on }]).due).toBe(due)
      expect(dueAfterStops(calendar, on, w(n), [{ from: due, to: '2026-12-01' }]).due).toBe(due)
      expect(dueAfterStops(calendar, on, w(n), [{ from: on }]).due).toBe(due)
    },
  )

  test.each<readonly [string, string, Limit, readonly (readonly [string, string])[], string]>([
    ['three of ten days had run', '2026-09-14', w(10), [['2026-09-17', '2026-09-22']], '2026-10-09'],
    ['over the New Year holiday', '2026-02-11', w(5), [['2026-02-12', '2026-02-24']], '2026-02-28'],
    [
      'twice',
      '2026-09-14',
      w(10),
      [
        ['2026-09-17', '2026-09-22'],
        ['2026-09-28', '2026-10-08'],
      ],
      '2026-10-13',
    ],
    ['calendar days', '2026-09-18', { n: 15, unit: 'N' }, [['2026-09-20', '2026-09-25']], '2026-10-08'],
    ['months', '2026-09-18', { n: 1, unit: 'M' }, [['2026-09-20', '2026-09-25']], '2026-10-23'],
    ['hours', '2026-09-18', { n: 48, unit: 'H' }, [['2026-09-18', '2026-09-21']], '2026-09-23'],
  ])('%s', (_, on, limit, stops, due) => {
    const spans = stops.map(([from, to]) => ({ from, to }))
    expect(dueAfterStops(calendar, on, limit, spans)).toEqual({ due, provisional: false })
  })
})

describe('an extension', () => {
  test('adds to what the law allows, once, and a stop still moves the new end', () => {
    const extension = { on: '2026-10-08', days: 10 }
    expect(statutoryEnd(calendar, '2026-09-14', w(20), {}).due).toBe('2026-10-16')
    expect(statutoryEnd(calendar, '2026-09-14', w(20), { extension }).due).toBe('2026-10-30')
    const pauses = [{ from: '2026-10-19', to: '2026-10-21', kind: 'TESTING' }]
    expect(statutoryEnd(calendar, '2026-09-14', w(20), { extension, pauses }).due).toBe('2026-11-03')
    const month = statutoryEnd(calendar, '2026-09-18', { n: 1, unit: 'M' }, { extension })
    expect(month.due).toBe('2026-11-02')
  })
})

describe('an item that is stopped and goes on', () => {
  const accepted = { acceptedOn: '2026-09-14', promisedDue: '2026-09-28', statutoryDue: '2026-10-16' }
  const item = anItemIn('IN_REVIEW', { clocks: { ...accepted, provisional: false } })

  test('keeps its days: both ends move by what was left when it stopped', () => {
    const stopped = after(item, fullMoves.SUSPEND, '2026-09-17')
    expect(stopped.clocks).toMatchObject({ ...accepted, pauses: [{ from: '2026-09-17', kind: 'TESTING' }] })
    const resumed = after(stopped, fullMoves.RESUME, '2026-09-22')
    expect(resumed.clocks).toMatchObject({
      pauses: [{ from: '2026-09-17', to: '2026-09-22' }],
      promisedDue: '2026-10-09',
      statutoryDue: '2026-10-22',
    })
  })

  test('a supplement demanded meanwhile stops nothing; used and waited stand side by side', () => {
    const acts: readonly (readonly [Move, string])[] = [
      [fullMoves.SUSPEND, '2026-09-17'],
      [fullMoves.RESUME, '2026-09-22'],
      [fullMoves.DEMAND, '2026-09-22'],
      [fullMoves.DEMAND_MET, '2026-09-24'],
      [fullMoves.APPROVE, '2026-09-28'],
      [fullMoves.COMPLETE, '2026-09-29'],
    ]
    const done = acts.reduce((each, [move, on]) => after(each, move, on), item)
    expect(done.clocks.promisedDue).toBe('2026-10-09')
    expect(done.clocks.used).toEqual({ days: 6, waited: 2, promised: 10 })
    expect(daysRun(calendar, done.clocks, '2026-09-28')).toMatchObject({ days: 6, stopped: 4, waited: 2 })
  })

  test('is extended once: the end of the law moves, the promise stays', () => {
    const extended = after(item, fullMoves.EXTEND, '2026-10-16')
    expect(extended.clocks).toMatchObject({ promisedDue: '2026-09-28', statutoryDue: '2026-10-30' })
    const back = after(extended, fullMoves.BACK_TO_REVIEW, '2026-10-16')
    expect(decideMove(back, fullMoves.EXTEND, factsOn('2026-10-19'))).toMatchObject({
      ok: false,
      refusal: { code: 'already-extended' },
    })
  })
})

describe('silence', () => {
  test('of five working days is acceptance from the day the papers came', () => {
    const item = anItemIn('RECEIVED', { clocks: { noticeDue: '2026-09-20', provisional: false } })
    const facts = { ...factsOn('2026-09-21'), system: true }
    expect(decideMove(item, fullMoves.DEEM_ACCEPTED, facts)).toMatchObject({
      value: {
        to: 'DEEMED_ACCEPTED',
        clocks: { acceptedOn: '2026-09-14', promisedDue: '2026-09-28', statutoryDue: '2026-10-16' },
      },
    })
  })
})

describe('clocks around an item', () => {
  test('a paper that may follow is due counted from acceptance', () => {
    const item = anItemIn('ACCEPTED_WITH_DEFICIENCY', { rows: [aRow(following)] })
    expect(deficienciesOf(calendar, item)).toMatchObject([{ rowId: 'M10', due: '2026-09-17' }])
  })

  test('a permit is handed over within ten working days of the decision; other items have no such term', () => {
    const permit = anItemIn('IN_REVIEW', { since: '2026-09-16' })
    expect(after(permit, fullMoves.APPROVE, '2026-09-18').clocks).toMatchObject({
      decidedOn: '2026-09-18',
      deliveryDue: '2026-10-09',
    })
    const payment = after({ ...permit, permit: false }, fullMoves.APPROVE, '2026-09-18')
    expect(payment.clocks).not.toHaveProperty('deliveryDue')
  })

  test("the department's clocks begin with its acceptance, five days to tell from the day it has the file", () => {
    const item = anItemIn('RECEIVED', {
      role: 'COLLECT',
      clocks: { custodyDue: '2026-09-15', provisional: false },
    })
    const sent = after(item, fullMoves.FORWARD, '2026-09-15')
    expect(sent.clocks).toEqual({ noticeDue: '2026-09-21', provisional: false })
    const decided = decideMove(sent, fullMoves.ACCEPT, factsOn('2026-09-18', { by: department }))
    expect(decided).toMatchObject({
      value: { clocks: { acceptedOn: '2026-09-18', promisedDue: '2026-10-09' } },
    })
  })

  test('a guess over an unknown year is made good when the year is known', () => {
    const known = { ...calendar.years['2026'], restDays: ['2027-01-01', '2027-01-02', '2027-01-03'] }
    const grown: WorkingDayCalendar = {
      years: { ...calendar.years, '2027': { workingWeekends: [], ...known } },
    }
    const item = anItemIn('IN_REVIEW', {
      clocks: { acceptedOn: '2026-12-28', promisedDue: '2027-01-11', provisional: true },
    })
    expect(derived(calendar, item, item.clocks)).toEqual(item.clocks)
    expect(derived(grown, item, item.clocks)).toEqual({
      acceptedOn: '2026-12-28',
      promisedDue: '2027-01-12',
      provisional: false,
    })
  })
})

function after(item: ItemFacts, move: Move, on: string): ItemFacts {
  const decided = decideMove(item, move, factsOn(on))
  if (!decided.ok) throw new Error(`${move.act}: ${decided.refusal.code}`)
  const { clocks, from, to } = decided.value
  return { ...item, state: to, clocks, since: from === to ? item.since : on }
}
