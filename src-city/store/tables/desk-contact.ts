import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** What a desk said of itself when it last greeted. */
export const deskContact = pgTable(
  'desk_contact',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    seenMs: bigint('seen_ms', { mode: 'number' }).notNull(),
    waiting: integer('waiting').notNull(),
    oldestMs: bigint('oldest_ms', { mode: 'number' }),
    appVersion: text('app_version'),
    skewMs: bigint('skew_ms', { mode: 'number' }).notNull(),
    refusedCode: text('refused_code'),
    /** How far it has taken the feed, by its own signed word. */
    heardSeq: integer('heard_seq'),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId] })],
)
