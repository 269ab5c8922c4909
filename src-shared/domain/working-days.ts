import { assert } from '#shared/kernel/fault.ts'
import { addDays, addMonths, type Day, weekdayOf } from './day.ts'
import type { Limit } from './item-case.ts'

/** The State Council's yearly notice as plain lists. Data, so that a new year needs no new program. */
export type WorkingDayCalendar = {
  readonly years: Readonly<
    Record<string, { readonly restDays: readonly Day[]; readonly workingWeekends: readonly Day[] }>
  >
}

/** `provisional` when a year without a published notice took part and Monday to Friday was assumed. */
export type DueDate = { readonly due: Day; readonly provisional: boolean }

const walkMax = 20_000

export function isWorkingDay(calendar: WorkingDayCalendar, day: Day): boolean | 'unknown' {
  const year = calendar.years[day.slice(0, 4)]
  if (!year) return 'unknown'
  if (year.restDays.includes(day)) return false
  return isWeekday(day) || year.workingWeekends.includes(day)
}

/** The n-th working day after `start`. The day of acceptance itself is never counted. */
export function addWorkingDays(calendar: WorkingDayCalendar, start: Day, n: number): DueDate {
  assert(Number.isInteger(n) && n >= 0 && n <= 5000, 'a limit is 0 to 5000 whole working days')
  let due = start
  let left = n
  let provisional = false
  for (let step = 0; left > 0 && step < walkMax; step += 1) {
    due = addDays(due, 1)
    const works = isWorkingDay(calendar, due)
    provisional ||= works === 'unknown'
    if (works === 'unknown' ? isWeekday(due) : works) left -= 1
  }
  assert(left === 0, 'a walk over the calendar comes to an end')
  return { due, provisional }
}

/**
 * The last day of a limit that began on `start`: W working days, N calendar days, H hours, M months.
 *
 * Calendar days and months that end on a rest day end on the next working day. Hours run on
 * through rest days and are rounded up to whole days, because only the day is shown.
 */
export function dueDate(calendar: WorkingDayCalendar, start: Day, { n, unit }: Limit): DueDate {
  switch (unit) {
    case 'W':
      return addWorkingDays(calendar, start, n)
    case 'N':
      return onOrAfter(calendar, addDays(start, n))
    case 'M':
      return onOrAfter(calendar, addMonths(start, n))
    case 'H':
      return { due: addDays(start, Math.ceil(n / 24)), provisional: false }
  }
}

/** Working days after `from` up to and with `to`; below zero when `to` is already past. */
export function workingDaysBetween(
  calendar: WorkingDayCalendar,
  from: Day,
  to: Day,
): { readonly days: number; readonly provisional: boolean } {
  if (to < from) {
    const back = workingDaysBetween(calendar, to, from)
    return { days: back.days === 0 ? 0 : -back.days, provisional: back.provisional }
  }
  let days = 0
  let provisional = false
  for (let day = addDays(from, 1), step = 0; day <= to; day = addDays(day, 1), step += 1) {
    assert(step < walkMax, 'a walk over the calendar comes to an end')
    const works = isWorkingDay(calendar, day)
    provisional ||= works === 'unknown'
    if (works === 'unknown' ? isWeekday(day) : works) days += 1
  }
  return { days, provisional }
}

function onOrAfter(calendar: WorkingDayCalendar, day: Day): DueDate {
  const works = isWorkingDay(calendar, day)
  if (works === true) return { due: day, provisional: false }
  if (works === 'unknown' && isWeekday(day)) return { due: day, provisional: true }
  const next = addWorkingDays(calendar, day, 1)
  return { due: next.due, provisional: next.provisional || works === 'unknown' }
}

function isWeekday(day: Day): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6
}
