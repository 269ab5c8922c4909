import { bigint, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { CaseId, CentreId, EntryId } from '#shared/kernel/ids.ts'

/** How far the feed of a centre goes; its row is the lock that keeps the numbers in order. */
export const feedHead = pgTable('feed_head', {
  centreId: text('centre_id').$type<CentreId>().primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
})

/** What the city told a centre. Rows are added by `record-feed.ts` and never change. */
export const feed = pgTable(
  'feed',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    feedSeq: integer('feed_seq').notNull(),
    entryId: text('entry_id').$type<EntryId>().notNull(),
    kind: text('kind').notNull(),
    kindV: integer('kind_v').notNull(),
    caseId: text('case_id').$type<CaseId>(),
    body: text('body').notNull(),
    hash: text('hash').notNull(),
    madeMs: bigint('made_ms', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.centreId, table.feedSeq] }),
    unique().on(table.centreId, table.entryId),
  ],
)
