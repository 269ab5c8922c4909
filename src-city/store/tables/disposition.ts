import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CaseId, CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'

export type DispositionState = 'HELD_SCHEMA' | 'HELD_INTERNAL' | 'RETURNED_RULE'

/** What became of an entry that was not simply applied. */
export const disposition = pgTable(
  'disposition',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    entryId: text('entry_id').$type<EntryId>().notNull(),
    caseId: text('case_id').$type<CaseId>(),
    state: text('state').$type<DispositionState>().notNull(),
    code: text('code').notNull(),
    detail: text('detail').notNull(),
    disposedMs: bigint('disposed_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.epoch, table.seq] })],
)
