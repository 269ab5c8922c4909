import { bigint, boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CaseId, CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'

/** Every entry as it was sent, by months of their ids. Rows are added by `record.ts` and never change. */
export const journal = pgTable(
  'journal',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    entryId: text('entry_id').$type<EntryId>().notNull(),
    kind: text('kind').notNull(),
    kindV: integer('kind_v').notNull(),
    caseId: text('case_id').$type<CaseId>(),
    /** Day of the desk's own clock: good for counting, never for order or acceptance. */
    actedOn: text('acted_on').notNull(),
    repeated: boolean('repeated').notNull(),
    envelope: text('envelope').notNull(),
    salt: text('salt').notNull(),
    body: text('body').notNull(),
    hash: text('hash').notNull(),
    receivedMs: bigint('received_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.epoch, table.seq, table.entryId] })],
)
