import { z } from 'zod'
import { RosterPerson } from '#shared/domain/roster.ts'
import { Confirmation, Pin, Role, Staff } from '#shared/domain/staff.ts'
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
          /** The city has this person act at no desk any more. */
          off: z.boolean(),
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
    refusals: ['staff-unknown', 'staff-off', 'pin-wrong', 'pin-locked'],
  },
  /** Who works at the other desks of this centre, as the city last told it. */
  'staff.elsewhere': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({ people: z.array(RosterPerson.omit({ deskId: true })) }),
    refusals: [],
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
  /**
   * Somebody leaves the centre for good: no tile, no PIN, no filing as an officer from that day. Whoever
   * still holds things hands them over first; nobody sees themselves off.
   */
  'staff.leave': {
    roles: ['centreManager'],
    input: z.object({ staffId: StaffId, confirm: Confirmation }),
    output: z.object({}),
    /** `still-holds` detail: `n`, things in their hands. */
    refusals: ['staff-unknown', 'own-leaving', 'still-holds', 'pin-wrong', 'pin-locked'],
  },
  /** A new PIN: everybody their own, and the manager for whoever forgot theirs. */
  'staff.setPin': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({ staffId: StaffId, pin: Pin, confirm: Confirmation }),
    output: z.object({}),
    refusals: ['staff-unknown', 'manager-needed', 'pin-too-simple', 'pin-wrong', 'pin-locked'],
  },
} as const
