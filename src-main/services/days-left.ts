import type { Day } from '#shared/domain/day.ts'
import type { Clocks } from '#shared/domain/item-case.ts'
import { type WorkingDayCalendar, workingDaysBetween } from '#shared/domain/working-days.ts'
import { type Desk, today } from './desk.ts'

/**
 * Working days from today to each due day, beside which they are told (ui.md 2.0.5). A day that has
 * passed counts as one over at least, also when only a weekend lies between.
 */
export function daysLeft(desk: Desk, days: readonly (string | undefined)[]): Record<string, number> {
  const now = today(desk)
  return Object.fromEntries(
    days.flatMap((day) => (day ? [[day, leftUntil(desk.rules.calendar, now, day).days] as const] : [])),
  )
}

export function leftUntil(
  calendar: WorkingDayCalendar,
  today: Day,
  day: Day,
): { readonly days: number; readonly provisional: boolean } {
  const { days, provisional } = workingDaysBetween(calendar, today, day)
  return { days: day < today ? Math.min(-1, days) : days, provisional }
}

/** Every last day an item has, whichever clock it belongs to. */
export function dueDays(clocks: Clocks): readonly (string | undefined)[] {
  const { custodyDue, firstReviewDue, noticeDue, promisedDue, statutoryDue, supplementDue } = clocks
  return [promisedDue, statutoryDue, firstReviewDue, supplementDue, custodyDue, noticeDue]
}
