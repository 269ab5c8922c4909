import type { StaffAdded } from '#shared/domain/events.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { staff } from '../tables/staff.ts'
import type { At } from './at.ts'

export function applyStaffAdded(writer: Writer, event: StaffAdded, { position }: At): void {
  writer
    .insert(staff)
    .values({ ...event.staff, changedAt: position })
    .run()
}
