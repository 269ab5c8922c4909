import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'

/** What the city told this centre, as it came. What it means for a case here stands in the journal. */
export const feedEntry = sqliteTable('feed_entry', {
  entryId: text('entry_id').$type<EntryId>().primaryKey(),
  feedSeq: integer('feed_seq').notNull(),
  kind: text('kind').notNull(),
  kindV: integer('kind_v').notNull(),
  caseId: text('case_id').$type<CaseId>(),
  body: text('body').notNull(),
  hash: text('hash').notNull(),
  madeMs: integer('made_ms').notNull(),
  takenMs: integer('taken_ms').notNull(),
  state: text('state').$type<'TAKEN' | 'ELSEWHERE' | 'UNKNOWN'>().notNull(),
})

export const feedCursor = sqliteTable('feed_cursor', {
  onlyRow: integer('only_row').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
})
