import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '#shared/domain/staff.ts'
import type { DeskId, StaffId } from '#shared/kernel/ids.ts'

/** Who works at the desks of this centre, as the city last told it. */
export const rosterPerson = sqliteTable('roster_person', {
  staffId: text('staff_id').$type<StaffId>().primaryKey(),
  deskId: text('desk_id').$type<DeskId>().notNull(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  badge: text('badge').notNull(),
  off: integer('off', { mode: 'boolean' }).notNull(),
  version: integer('version').notNull(),
})
