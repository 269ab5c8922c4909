import { dateOf } from '#shared/kernel/instants.ts'

const chinaOffsetMs = 8 * 3_600_000

/** `YYYYMMDDThhmmss` in China's time. */
export function timeText(ms: number): string {
  return new Date(ms + chinaOffsetMs).toISOString().slice(0, 19).replace(/[-:]/g, '')
}

export function dayText(day: string | undefined): string {
  return day?.replaceAll('-', '') ?? ''
}

/** The hour counts where the act was told on its own day; told later, only its day is known. */
export function timeOn(on: string, toldMs: number): string {
  return dateOf(toldMs) === on ? timeText(toldMs) : `${dayText(on)}T000000`
}

export function maxTime(one: string, other: string): string {
  return one < other ? other : one
}
