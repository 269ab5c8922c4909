import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { CentreId } from '#shared/kernel/ids.ts'

export const centre = pgTable('centre', {
  centreId: text('centre_id').$type<CentreId>().primaryKey(),
  name: text('name').notNull(),
  changedMs: bigint('changed_ms', { mode: 'number' }).notNull(),
})

/** How many desk parts a township has been given; only ever counts up. */
export const area = pgTable('area', {
  area: text('area').primaryKey(),
  desksGiven: integer('desks_given').notNull(),
})
