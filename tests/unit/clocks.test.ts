import { describe, expect, test } from 'vitest'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { clocksOf } from '#shared/domain/clocks.ts'
import { CentreRole, ItemState, type Limit } from '#shared/domain/item-case.ts'
import { dueVectors } from '#tests/support/due-vectors.ts'
import { readShipped } from '#tests/support/shipped-catalogue.ts'

const calendar = WorkingDayFile.parse(readShipped('working-days.json'))
const days = (n: number): Limit => ({ n, unit: 'W' })
const decide = { role: 'DECIDE' } as const

describe('the clocks of an accepted item, under the calendar that is shipped', () => {
  test.each(dueVectors)('accepted on %s and promised in %i working days, it is due on %s', (on, n, due) => {
    const item = { ...decide, promised: days(n), statutory: days(n) }
    const expected = { acceptedOn: on, promisedDue: due, statutoryDue: due, provisional: false }
    expect(clocksOf(calendar, item, 'ACCEPTED', on)).toEqual(expected)
    expect(clocksOf(calendar, item, 'ACCEPTED_WITH_DEFICIENCY', on)).toEqual(expected)
  })

  test('promise and law run side by side from the day of acceptance', () => {
    const item = { ...decide, promised: days(5), statutory: days(20) }
    expect(clocksOf(calendar, item, 'ACCEPTED', '2026-09-18')).toEqual({
      acceptedOn: '2026-09-18',
      promisedDue: '2026-09-24',
      statutoryDue: '2026-10-22',
      provisional: false,
    })
  })

  test('a limit nobody set starts no clock', () => {
    expect(clocksOf(calendar, decide, 'ACCEPTED', '2026-09-18')).toEqual({
      acceptedOn: '2026-09-18',
      provisional: false,
    })
  })

  test('calendar days and months that end on a rest day end on the next working day', () => {
    const item = { ...decide, promised: { n: 15, unit: 'N' }, statutory: { n: 1, unit: 'M' } } as const
    expect(clocksOf(calendar, item, 'ACCEPTED', '2026-09-18')).toMatchObject({
      promisedDue: '2026-10-08',
      statutoryDue: '2026-10-19',
    })
  })
})

describe('before acceptance', () => {
  test('an item of our own has five working days to hear what is missing, and no other clock', () => {
    const item = { ...decide, promised: days(5), statutory: days(20) }
    expect(clocksOf(calendar, item, 'RECEIVED', '2026-09-18')).toEqual({
      noticeDue: '2026-09-24',
      provisional: false,
    })
    expect(clocksOf(calendar, { ...item, role: 'FIRST_REVIEW' }, 'RECEIVED', '2026-02-13').noticeDue).toBe(
      '2026-02-27',
    )
  })

  test('an item that is passed on leaves us within one working day; the notice clock is shown beside it', () => {
    expect(clocksOf(calendar, { role: 'COLLECT', promised: days(3) }, 'RECEIVED', '2026-04-30')).toEqual({
      noticeDue: '2026-05-11',
      custodyDue: '2026-05-06',
      provisional: false,
    })
  })

  test('help with an application on line starts no clock of ours', () => {
    expect(clocksOf(calendar, { role: 'ASSIST', promised: days(3) }, 'RECEIVED', '2026-09-18')).toEqual({
      provisional: false,
    })
  })

  test('an item that waits for a supplement has no legal clock, only the day asked of the applicant', () => {
    for (const role of CentreRole.options)
      expect(
        clocksOf(
          calendar,
          { role, promised: days(5), statutory: days(20) },
          'CORRECTION_PENDING',
          '2026-09-18',
        ),
      ).toEqual({
        supplementDue: '2026-10-15',
        provisional: false,
      })
  })
})

describe('at the end', () => {
  test('what is decided on the spot keeps its day and owes nothing', () => {
    expect(clocksOf(calendar, { ...decide, promised: days(5) }, 'COMPLETED', '2026-09-18')).toEqual({
      acceptedOn: '2026-09-18',
      provisional: false,
    })
  })

  test.each(['ACCEPTANCE_REFUSED', 'NOT_REQUIRED', 'WITHDRAWN', 'TERMINATED', 'DRAFT'] as const)(
    'an item that is %s has no clock',
    (state) => {
      expect(ItemState.options).toContain(state)
      expect(clocksOf(calendar, { ...decide, promised: days(5) }, state, '2026-09-18')).toEqual({
        provisional: false,
      })
    },
  )
})

describe('a year whose holidays are not published', () => {
  test('is counted Monday to Friday and marked 暂定', () => {
    const lastKnown = Math.max(...Object.keys(calendar.years).map(Number))
    const item = { ...decide, promised: days(5) }
    const over = clocksOf(calendar, item, 'ACCEPTED', `${lastKnown}-12-31`)
    expect(over.provisional).toBe(true)
    expect(over.promisedDue?.slice(0, 4)).toBe(`${lastKnown + 1}`)
  })

  test('marks the whole item even when only the legal limit crosses into it', () => {
    const item = { ...decide, promised: days(1), statutory: days(20) }
    expect(clocksOf(calendar, item, 'ACCEPTED', '2026-12-10')).toMatchObject({
      promisedDue: '2026-12-11',
      statutoryDue: '2027-01-07',
      provisional: true,
    })
  })
})
