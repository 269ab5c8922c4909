import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId, StaffId } from '#shared/kernel/ids.ts'

/** Names of the people behind the counter, so that a read-back can show who acted. */
export const staff = pgTable(
  'staff',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    staffId: text('staff_id').$type<StaffId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    badge: text('badge').notNull(),
    leftOn: text('left_on'),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.staffId] })],
)
