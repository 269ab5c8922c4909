import { eq } from 'drizzle-orm'
import { type FeedKind, feedKindVersions } from '#shared/domain/department-act.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId, CentreId, EntryId } from '#shared/kernel/ids.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { feedHash } from '#shared/protocol/feed.ts'
import type { Writer } from './store.ts'
import { feed, feedHead } from './tables/feed.ts'

export type Telling = {
  readonly entryId: EntryId
  readonly kind: FeedKind
  readonly caseId: CaseId | null
  readonly body: object
}

/**
 * Adds to the feed of a centre, in the transaction of what is told.
 *
 * The row of the head is locked until the commit: numbers are given in the order of commits, so that no
 * reader can ever pass one by (sync.md C.11). Taken last, after the log and the cases, by everybody.
 */
export async function recordFeed(
  writer: Writer,
  centreId: CentreId,
  tellings: readonly Telling[],
  nowMs: number,
): Promise<number> {
  let { hash, seq } = await lockFeed(writer, centreId)
  const rows = tellings.map(({ body, ...telling }) => {
    seq += 1
    const entry = {
      ...telling,
      seq,
      kindV: feedKindVersions[telling.kind],
      body: JSON.stringify(body),
      madeMs: nowMs,
    }
    hash = feedHash(centreId, hash, entry)
    const { seq: feedSeq, ...rest } = entry
    return { ...rest, centreId, feedSeq, hash }
  })
  if (rows.length > 0) await writer.insert(feed).values(rows)
  await writer.update(feedHead).set({ seq, hash }).where(eq(feedHead.centreId, centreId))
  return seq
}

/** Nobody else adds to this feed until the commit; what is read of it from here on stays so. */
export async function lockFeed(
  writer: Writer,
  centreId: CentreId,
): Promise<{ readonly seq: number; readonly hash: string }> {
  await writer.insert(feedHead).values({ centreId, seq: 0, hash: noHash }).onConflictDoNothing()
  const [head] = await writer
    .select({ seq: feedHead.seq, hash: feedHead.hash })
    .from(feedHead)
    .where(eq(feedHead.centreId, centreId))
    .for('update')
  assert(head, 'a feed that was just begun has a head')
  return head
}
