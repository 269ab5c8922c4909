import { addDays, addMonths, type Day, daysBetween } from './day.ts'
import type { Clocks, Limit } from './item-case.ts'
import {
  addWorkingDays,
  type DueDate,
  dueDate,
  type WorkingDayCalendar,
  workingDaysBetween,
} from './working-days.ts'

type Stop = { readonly from: Day; readonly to?: Day | undefined }

/**
 * The end of a limit that was stopped in between.
 *
 * What ran before a stop is taken off, the rest runs on after it; like every start, the day it goes on
 * is not counted. A stop that begins after the end no longer moves it: being late is not healed.
 */
export function dueAfterStops(
  calendar: WorkingDayCalendar,
  start: Day,
  limit: Limit,
  stops: readonly Stop[],
): DueDate {
  const closed = stops.flatMap(({ from, to }) => (to && from >= start ? [{ from, to }] : []))
  if (closed.length === 0) return dueDate(calendar, start, limit)
  return limit.unit === 'W'
    ? workingDaysLeft(calendar, start, limit.n, closed)
    : calendarDaysLeft(calendar, start, limit, closed)
}

function workingDaysLeft(
  calendar: WorkingDayCalendar,
  start: Day,
  n: number,
  stops: readonly { readonly from: Day; readonly to: Day }[],
): DueDate {
  let left = n
  let from = start
  let provisional = false
  for (const stop of stops) {
    const ran = workingDaysBetween(calendar, from, stop.from)
    if (ran.days >= left) break
    provisional ||= ran.provisional
    left -= ran.days
    from = stop.to
  }
  const end = addWorkingDays(calendar, from, left)
  return { due: end.due, provisional: provisional || end.provisional }
}

function calendarDaysLeft(
  calendar: WorkingDayCalendar,
  start: Day,
  { n, unit }: Limit,
  stops: readonly { readonly from: Day; readonly to: Day }[],
): DueDate {
  let end = unit === 'M' ? addMonths(start, n) : addDays(start, unit === 'H' ? Math.ceil(n / 24) : n)
  for (const stop of stops) if (stop.from < end) end = addDays(end, daysBetween(stop.from, stop.to))
  return dueDate(calendar, end, { n: 0, unit: unit === 'H' ? 'H' : 'N' })
}

/** The end the law sets: its limit, stopped where it was stopped, and moved once where it was extended. */
export function statutoryEnd(
  calendar: WorkingDayCalendar,
  start: Day,
  limit: Limit,
  { extension, pauses = [] }: Pick<Clocks, 'extension' | 'pauses'>,
): DueDate {
  if (!extension) return dueAfterStops(calendar, start, limit, pauses)
  const { days } = extension
  if (limit.unit === 'W') return dueAfterStops(calendar, start, { n: limit.n + days, unit: 'W' }, pauses)
  const base = dueAfterStops(calendar, start, limit, pauses)
  const end = dueAfterStops(calendar, base.due, { n: days, unit: 'W' }, pauses)
  return { due: end.due, provisional: base.provisional || end.provisional }
}

/**
 * Working days an item has run from acceptance to a day, without its stops; `waited` are those among
 * them on which a supplement was owed. Both are told, because only the first counts in law.
 */
export function daysRun(
  calendar: WorkingDayCalendar,
  { acceptedOn, demands = [], pauses = [] }: Clocks,
  until: Day,
): {
  readonly days: number
  readonly waited: number
  readonly stopped: number
  readonly provisional: boolean
} {
  if (!acceptedOn) return { days: 0, waited: 0, stopped: 0, provisional: false }
  const whole = workingDaysBetween(calendar, acceptedOn, until)
  const stopped = within(calendar, pauses, until)
  const days = Math.max(0, whole.days - stopped)
  return {
    days,
    waited: Math.min(days, within(calendar, demands, until)),
    stopped,
    provisional: whole.provisional,
  }
}

function within(calendar: WorkingDayCalendar, spans: readonly Stop[], until: Day): number {
  return spans.reduce((sum, { from, to }) => {
    const end = to && to < until ? to : until
    return end <= from ? sum : sum + workingDaysBetween(calendar, from, end).days
  }, 0)
}
