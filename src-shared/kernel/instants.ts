import type { DateText } from './ids.ts'

/** China keeps one zone without summer time, so a fixed offset is exact (since 1992). */
const chinaOffsetMs = 8 * 3_600_000

/** The business date of an instant, wherever the computer thinks it stands. */
export function dateOf(ms: number): DateText {
  return new Date(ms + chinaOffsetMs).toISOString().slice(0, 10)
}

/** `HH:mm` of an instant in China's time. */
export function timeOf(ms: number): string {
  return new Date(ms + chinaOffsetMs).toISOString().slice(11, 16)
}

/** The first instant of a business date in China's time. */
export function startOfDay(date: DateText): number {
  return Date.parse(`${date}T00:00:00Z`) - chinaOffsetMs
}
