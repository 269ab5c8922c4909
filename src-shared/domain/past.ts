import { z } from 'zod'
import { type Day, partsOf } from './day.ts'

/** What earlier cases of a person may be asked for, once that person agrees (domain.md 8). */
export const PastCategory = z.enum(['NAME', 'PHONE', 'ADDRESS', 'HOUSEHOLD', 'FAMILY'])
export type PastCategory = z.infer<typeof PastCategory>

/** Whose data a field of the form is, where an earlier case may answer it. */
export const PastKind = z.enum(['HOUSEHOLD', 'SPOUSE', 'CHILD', 'MOTHER', 'FATHER', 'GUARDIAN'])
export type PastKind = z.infer<typeof PastKind>

/** Somebody at the counter agreed that what was registered before is used again. */
export const PastConsent = z.object({
  agreedMs: z.number().int(),
  categories: z.array(PastCategory).max(PastCategory.options.length),
})
export type PastConsent = z.infer<typeof PastConsent>

/** Older data is only offered, and each field of it is confirmed by itself. */
export const freshMonthsMax = 24

export function isFresh(seenOn: Day, today: Day): boolean {
  return monthsSince(seenOn, today) <= freshMonthsMax
}

/** `本月`, `8 个月前`, `3 年前`: years once months no longer tell anybody anything. */
export function ageWord(seenOn: Day, today: Day): string {
  const months = monthsSince(seenOn, today)
  if (months <= 0) return '本月'
  return months <= freshMonthsMax ? `${months} 个月前` : `${Math.floor(months / 12)} 年前`
}

/** `上次 2026-03 · 8 个月前`: the source of a value and its age, as a badge. */
export function pastBadge(seenOn: Day, today: Day): string {
  return `上次 ${seenOn.slice(0, 7)} · ${ageWord(seenOn, today)}`
}

/** Full months; the day of the month does not matter to anybody reading 「8 个月前」 except at the limit. */
function monthsSince(seenOn: Day, today: Day): number {
  const then = partsOf(seenOn)
  const now = partsOf(today)
  return (now.year - then.year) * 12 + now.month - then.month - (now.date < then.date ? 1 : 0)
}
