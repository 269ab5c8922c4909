import { z } from 'zod'
import { Pin, Role, Staff } from '#shared/domain/staff.ts'
import { StaffId } from '#shared/kernel/ids.ts'

export const staffProcedures = {
  /** The tiles of the lock screen. */
  'staff.tiles': {
    roles: ['nobody', 'clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({
      tiles: z.array(
        z.object({
          staffId: StaffId,
          number: z.number(),
          name: z.string(),
          role: Role,
          waitUntilMs: z.number(),
        }),
      ),
    }),
    refusals: [],
  },
  'staff.signIn': {
    roles: ['nobody'],
    input: z.object({ staffId: StaffId, pin: Pin }),
    output: Staff,
    /** `pin-wrong` detail: `left`; `pin-locked` detail: `minutes`. */
    refusals: ['staff-unknown', 'pin-wrong', 'pin-locked'],
  },
  'staff.signOut': {
    roles: ['nobody', 'clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({}),
    refusals: [],
  },
  'staff.add': {
    roles: ['centreManager'],
    input: z.object({ name: z.string().min(1).max(30), role: Role, badge: z.string().max(20), pin: Pin }),
    output: Staff,
    /** A PIN of one digit repeated or in a row is refused. */
    refusals: ['pin-too-simple', 'tiles-full'],
  },
} as const
