import { expect, test } from 'vitest'
import { addDays, addMonths, isDay, weekdayOf } from '#shared/domain/day.ts'

test('a day exists only if the calendar has it', () => {
  expect(['2024-02-29', '2000-02-29', '2026-12-31'].every(isDay)).toBe(true)
  expect(
    ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-1-1', '', '0000-01-01'].some(isDay),
  ).toBe(false)
})

test('counting days agrees with the calendar on the wall for two centuries', () => {
  let day = '1900-01-01'
  for (let at = Date.UTC(1900, 0, 1); at <= Date.UTC(2100, 11, 31); at += 86_400_000) {
    const wall = new Date(at)
    if (day !== wall.toISOString().slice(0, 10) || weekdayOf(day) !== wall.getUTCDay()) {
      expect(day).toBe(wall.toISOString().slice(0, 10))
      expect(weekdayOf(day)).toBe(wall.getUTCDay())
    }
    day = addDays(day, 1)
  }
  expect(day).toBe('2101-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('a month on is the same date, or the last day of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
  expect(addMonths('2026-09-14', 12)).toBe('2027-09-14')
})
