import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** The positions of one log at the city. */
export const logHead = pgTable(
  'log_head',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    epoch: integer('epoch').notNull(),
    receivedSeq: integer('received_seq').notNull(),
    receivedHash: text('received_hash').notNull(),
    appliedSeq: integer('applied_seq').notNull(),
    receivedMs: bigint('received_ms', { mode: 'number' }).notNull(),
    durableSeq: integer('durable_seq').notNull().default(0),
    pruneOkSeq: integer('prune_ok_seq').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.epoch] })],
)
