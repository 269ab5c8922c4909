import type { Clocks } from '#shared/domain/item-case.ts'
import { workingDaysBetween } from '#shared/domain/working-days.ts'
import { type Desk, today } from './desk.ts'

/**
 * Working days from today to each due day, beside which they are told (ui.md 2.0.5). A day that has
 * passed counts as one over at least, also when only a weekend lies between.
 */
export function daysLeft(desk: Desk, days: readonly (string | undefined)[]): Record<string, number> {
  const now = today(desk)
  return Object.fromEntries(
    days.flatMap((day) => {
      if (!day) return []
      const { days: left } = workingDaysBetween(desk.rules.calendar, now, day)
      return [[day, day < now ? Math.min(-1, left) : left] as const]
    }),
  )
}

/** Every last day an item has, whichever clock it belongs to. */
export function dueDays(clocks: Clocks): readonly (string | undefined)[] {
  const { custodyDue, noticeDue, promisedDue, statutoryDue, supplementDue } = clocks
  return [promisedDue, statutoryDue, supplementDue, custodyDue, noticeDue]
}
