import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '#shared/domain/staff.ts'
import type { StaffId } from '#shared/kernel/ids.ts'

/** The people of the desk, from the journal. */
export const staff = sqliteTable('staff', {
  staffId: text('staff_id').$type<StaffId>().primaryKey(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  badge: text('badge').notNull(),
  changedAt: integer('changed_at').notNull(),
  /** The day from which the person no longer works here. */
  leftOn: text('left_on'),
})

/** Local only: PIN verifiers never leave the desk. */
export const staffPin = sqliteTable('staff_pin', {
  staffId: text('staff_id').$type<StaffId>().primaryKey(),
  pinHash: text('pin_hash').notNull(),
  wrong: integer('wrong').notNull(),
  waitUntilMs: integer('wait_until_ms').notNull(),
})
