import { eq } from 'drizzle-orm'
import type { StaffAdded } from '#shared/domain/events.ts'
import type { StaffChanged } from '#shared/domain/staff.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { staff } from '../tables/staff.ts'
import type { At } from './at.ts'

/**
 * Who left keeps the row, for what they did, and gives up the digit of the tile: a number below zero is
 * nobody's. A PIN is not the journal's business.
 */
export function applyStaff(writer: Writer, event: StaffAdded | StaffChanged, { position }: At): void {
  if (event.type === 'staff-added')
    writer
      .insert(staff)
      .values({ ...event.staff, changedAt: position })
      .run()
  else if (event.change.what === 'LEFT')
    writer
      .update(staff)
      .set({ leftOn: event.change.on, number: -position, changedAt: position })
      .where(eq(staff.staffId, event.staffId))
      .run()
}
