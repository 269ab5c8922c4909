import { bigint, boolean, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** The one row that says which life of which city this database is. */
export const cityLife = pgTable('city_life', {
  one: boolean('one').primaryKey().default(true),
  cityId: text('city_id').notNull(),
  cityEpoch: integer('city_epoch').notNull(),
  bornMs: bigint('born_ms', { mode: 'number' }).notNull(),
  probedMs: bigint('probed_ms', { mode: 'number' }).notNull().default(0),
})
