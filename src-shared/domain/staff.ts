import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'

/** What a person at the counter may do; the ids are those of the policy's posts (domain.md 8.4). */
export const Role = z.enum(['clerk', 'assistOfficer', 'centreManager', 'auditor'])
export type Role = z.infer<typeof Role>

/** A person of the centre, as the journal and the city know them: never a PIN. */
export const Staff = z.object({
  staffId: StaffId,
  /** The digit of the person's tile on the lock screen. */
  number: z.number().int().min(1).max(99),
  name: z.string().min(1).max(30),
  role: Role,
  badge: z.string().max(20),
})
export type Staff = z.infer<typeof Staff>

/** What changed about a person of the centre. That a PIN was set is told, never which. */
export const StaffChanged = z.object({
  type: z.literal('staff-changed'),
  staffId: StaffId,
  change: z.discriminatedUnion('what', [
    z.object({ what: z.literal('LEFT'), on: DateText }),
    z.object({ what: z.literal('PIN') }),
  ]),
})
export type StaffChanged = z.infer<typeof StaffChanged>

/** Six digits, as at a cash machine; the desk's own secret makes up for the short length. */
export const Pin = z.string().regex(/^\d{6}$/)

/** The PIN of the person acting, given once more where an act says no to the applicant (ui.md 2.a). */
export const Confirmation = z.object({ pin: Pin })

const freeTries = 5
const waitsMin = [10, 20, 30] as const

export type PinState = { readonly wrong: number; readonly waitUntilMs: number }

/** Five wrong PINs lock the tile for 10, then 20, then 30 minutes a try (ui.md 2.l). */
export function afterWrongPin({ wrong }: PinState, nowMs: number): PinState {
  const now = wrong + 1
  if (now < freeTries) return { wrong: now, waitUntilMs: 0 }
  const wait = waitsMin[Math.min(now - freeTries, waitsMin.length - 1)] ?? 30
  return { wrong: now, waitUntilMs: nowMs + wait * 60_000 }
}

/** How many tries are left before the tile locks. */
export function triesLeft({ wrong }: PinState): number {
  return Math.max(0, freeTries - wrong)
}
