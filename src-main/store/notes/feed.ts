import { sql } from 'drizzle-orm'
import { type ChainPoint, noHash } from '#shared/protocol/entry.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { feedCursor, feedEntry } from '../tables/feed.ts'

export type { FeedEntry } from '#shared/protocol/feed.ts'
export type FeedState = typeof feedEntry.$inferSelect.state

/** Keeps an entry as it came; told once more, only what became of it is new. */
export function keepFeedEntry(writer: Writer, entry: FeedEntry, state: FeedState, nowMs: number): void {
  const { seq, ...rest } = entry
  writer
    .insert(feedEntry)
    .values({ ...rest, feedSeq: seq, takenMs: nowMs, state })
    .onConflictDoUpdate({ target: feedEntry.entryId, set: { state: sql`excluded.state` } })
    .run()
}

/** Only in the transaction of what was taken (sync.md C.11). */
export function moveFeedCursor(writer: Writer, { hash, seq }: ChainPoint): void {
  writer
    .insert(feedCursor)
    .values({ onlyRow: 1, seq, hash })
    .onConflictDoUpdate({ target: feedCursor.onlyRow, set: { seq, hash } })
    .run()
}

/** The city began its feed anew: read it from the start, what is known is known by its id. */
export function rewindFeed(writer: Writer): void {
  moveFeedCursor(writer, { seq: 0, hash: noHash })
}
