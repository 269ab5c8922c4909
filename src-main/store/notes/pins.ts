import { sql } from 'drizzle-orm'
import type { PinState } from '#shared/domain/staff.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { staffPin } from '../tables/staff.ts'

/** Sets a person's PIN verifier. Not an act of the counter: it is never journaled and never sent. */
export function keepPin(writer: Writer, staffId: StaffId, pinHash: string): void {
  writer
    .insert(staffPin)
    .values({ staffId, pinHash, wrong: 0, waitUntilMs: 0 })
    .onConflictDoUpdate({
      target: staffPin.staffId,
      set: { pinHash: sql`excluded.pin_hash`, wrong: 0, waitUntilMs: 0 },
    })
    .run()
}

/** Nobody signs in as this person any more. */
export function dropPin(writer: Writer, staffId: StaffId): void {
  writer.delete(staffPin).where(sql`${staffPin.staffId} = ${staffId}`).run()
}

/** Counts tries across restarts, so that switching the machine off gains nothing. */
export function keepPinState(writer: Writer, staffId: StaffId, { wrong, waitUntilMs }: PinState): void {
  writer.update(staffPin).set({ wrong, waitUntilMs }).where(sql`${staffPin.staffId} = ${staffId}`).run()
}
