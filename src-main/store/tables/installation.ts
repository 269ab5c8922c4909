import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** Under which calendar the ends of the clocks were last worked out. One row. */
export const calendarNote = sqliteTable('calendar_note', {
  onlyRow: integer('only_row').primaryKey(),
  sha256: text('sha256').notNull(),
})

/** Who this desk is, with its signing key and the city's pinned key. One row. */
export const installation = sqliteTable('installation', {
  onlyRow: integer('only_row').primaryKey(),
  deskId: text('desk_id').$type<DeskId>().notNull(),
  epoch: integer('epoch').notNull(),
  centreId: text('centre_id').$type<CentreId>().notNull(),
  centreName: text('centre_name').notNull(),
  deskPart: text('desk_part').notNull(),
  practice: integer('practice', { mode: 'boolean' }).notNull(),
  deskKey: text('desk_key').notNull(),
  cityUrl: text('city_url').notNull(),
  cityId: text('city_id').notNull(),
  cityKey: text('city_key').notNull(),
  certificate: text('certificate').notNull(),
})
