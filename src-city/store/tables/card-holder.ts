import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId } from '#shared/kernel/ids.ts'

/** What cards read at a centre say of a number, as hashes. */
export const cardHolder = pgTable(
  'card_holder',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    numberHash: text('number_hash').notNull(),
    nameHash: text('name_hash').notNull(),
    readMs: bigint('read_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.numberHash] })],
)
