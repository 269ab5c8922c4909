import type { Answer } from '#shared/contract/desk.ts'
import type { AppointmentRow } from '#shared/contract/officer.ts'
import { clockOf } from '#shared/domain/appointment.ts'
import { weekdayOf } from '#shared/domain/day.ts'

export type Day = Extract<Answer<'appointment.list'>, { ok: true }>['value']['days'][number]

export const slotMin = 30
const firstMin = 8 * 60 + 30
export const slotCount = 19

export function minuteOf(slot: number): number {
  return firstMin + slot * slotMin
}

export function slotText(slot: number): string {
  return clockOf(minuteOf(slot))
}

/** What is booked in a half hour, those before and after the hours shown at the edges. */
export function inSlot(rows: readonly AppointmentRow[], slot: number): readonly AppointmentRow[] {
  const from = slot === 0 ? 0 : minuteOf(slot)
  const to = slot === slotCount - 1 ? 24 * 60 : minuteOf(slot) + slotMin
  return rows.filter(({ fromMin, status, toMin }) => status !== 'CANCELLED' && fromMin < to && from < toMin)
}

/** A rest day by the calendar; where its year is not known, by the weekday alone. */
export function rests({ on, works }: Day): boolean {
  return works === 'unknown' ? [0, 6].includes(weekdayOf(on)) : !works
}

/** The years of these days whose holidays nobody has brought in yet. */
export function unknownYears(days: readonly Day[]): readonly string[] {
  return [...new Set(days.filter(({ works }) => works === 'unknown').map(({ on }) => on.slice(0, 4)))]
}
