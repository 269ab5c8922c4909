import { asc, eq, sql } from 'drizzle-orm'
import type { EntryId } from '#shared/kernel/ids.ts'
import { type ChainPoint, noHash } from '#shared/protocol/entry.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { feedCursor, feedEntry } from '../tables/feed.ts'

export type FeedRow = typeof feedEntry.$inferSelect

/** How far the feed was taken. */
export function feedCursorOf(reader: Reader): ChainPoint {
  return cursor(reader).get() ?? { seq: 0, hash: noHash }
}

export function findFeedEntry(reader: Reader, entryId: EntryId): FeedRow | undefined {
  return byId(reader).get({ entryId })
}

/** Kept for a program that knows their kind, in their order. */
export function listUnknownFeed(reader: Reader, limit: number): readonly FeedRow[] {
  return unknown(reader).all({ limit })
}

const cursor = prepared((reader: Reader) =>
  reader.select({ seq: feedCursor.seq, hash: feedCursor.hash }).from(feedCursor).prepare(),
)

const byId = prepared((reader: Reader) =>
  reader
    .select()
    .from(feedEntry)
    .where(eq(feedEntry.entryId, sql.placeholder('entryId')))
    .prepare(),
)

const unknown = prepared((reader: Reader) =>
  reader
    .select()
    .from(feedEntry)
    .where(sql`${feedEntry.state} = 'UNKNOWN'`)
    .orderBy(asc(feedEntry.feedSeq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)
