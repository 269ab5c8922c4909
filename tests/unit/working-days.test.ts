import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import chineseDays from 'chinese-days'
import { describe, expect, test } from 'vitest'
import { addDays } from '#shared/domain/day.ts'
import {
  addWorkingDays,
  dueDate,
  isWorkingDay,
  type WorkingDayCalendar,
  workingDaysBetween,
} from '#shared/domain/working-days.ts'
import { dueVectors } from '#tests/support/due-vectors.ts'

const calendar = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../catalogue/working-days.json'), 'utf8'),
) as WorkingDayCalendar

describe('the n-th working day after the start', () => {
  test.each(dueVectors)('from %s, %i working days on, is %s', (start, n, due) => {
    expect(addWorkingDays(calendar, start, n)).toEqual({ due, provisional: false })
    expect(workingDaysBetween(calendar, start, due)).toEqual({ days: n, provisional: false })
  })

  test.each([
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('the year %i has %i of them', (year, days) => {
    expect(workingDaysBetween(withYearBefore(year), `${year - 1}-12-31`, `${year}-12-31`)).toEqual({
      days,
      provisional: false,
    })
  })

  test('never falls on a rest day and is undone by counting back, from every day of 2026', () => {
    for (let start = '2026-01-01'; start < '2026-10-01'; start = addDays(start, 1)) {
      const { due } = addWorkingDays(calendar, start, 7)
      expect(isWorkingDay(calendar, due)).toBe(true)
      expect(workingDaysBetween(calendar, start, due).days).toBe(7)
      expect(workingDaysBetween(calendar, due, start).days).toBe(-7)
    }
  })
})

describe('a year whose notice is not out yet', () => {
  test('counts Monday to Friday and says that the date is provisional', () => {
    expect(isWorkingDay(calendar, '2027-01-01')).toBe('unknown')
    expect(addWorkingDays(calendar, '2026-12-31', 1)).toEqual({ due: '2027-01-01', provisional: true })
    expect(addWorkingDays(calendar, '2026-12-30', 1)).toEqual({ due: '2026-12-31', provisional: false })
    expect(workingDaysBetween(calendar, '2026-12-30', '2027-01-04')).toEqual({ days: 3, provisional: true })
    expect(dueDate(calendar, '2026-12-28', { n: 5, unit: 'N' })).toEqual({
      due: '2027-01-04',
      provisional: true,
    })
  })

  test('gives a firm date once its notice has arrived', () => {
    const arrived = {
      years: { ...calendar.years, 2027: { restDays: ['2027-01-01'], workingWeekends: ['2027-01-02'] } },
    }
    expect(addWorkingDays(arrived, '2026-12-31', 1)).toEqual({ due: '2027-01-02', provisional: false })
  })
})

describe('a limit', () => {
  test('in calendar days or months that ends on a rest day ends on the next working day', () => {
    expect(dueDate(calendar, '2026-09-14', { n: 10, unit: 'N' }).due).toBe('2026-09-24')
    expect(dueDate(calendar, '2026-09-14', { n: 11, unit: 'N' }).due).toBe('2026-09-28')
    expect(dueDate(calendar, '2026-09-01', { n: 1, unit: 'M' }).due).toBe('2026-10-08')
    expect(dueDate(calendar, '2026-01-31', { n: 1, unit: 'M' }).due).toBe('2026-02-28')
  })

  test('may end on a weekend that is worked', () => {
    expect(dueDate(calendar, '2026-09-10', { n: 10, unit: 'N' }).due).toBe('2026-09-20')
  })

  test('in working days follows the calendar, in hours it runs on', () => {
    expect(dueDate(calendar, '2026-02-13', { n: 5, unit: 'W' }).due).toBe('2026-02-27')
    expect(dueDate(calendar, '2026-09-25', { n: 24, unit: 'H' }).due).toBe('2026-09-26')
    expect(dueDate(calendar, '2026-09-25', { n: 25, unit: 'H' }).due).toBe('2026-09-27')
  })
})

test('the shipped calendar agrees with an independent one on every day of five years', () => {
  const disagreements: string[] = []
  for (let day = '2022-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day) !== chineseDays.isWorkday(day)) disagreements.push(day)
  }
  expect(disagreements).toEqual([])
})

/** Counting begins on 31 December, which is not counted itself, so nothing of that year matters. */
function withYearBefore(year: number): WorkingDayCalendar {
  return { years: { [year]: calendar.years[year] ?? { restDays: [], workingWeekends: [] } } }
}
