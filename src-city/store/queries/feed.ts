import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { CaseId, CentreId, DeskId } from '#shared/kernel/ids.ts'
import { type ChainPoint, noHash } from '#shared/protocol/entry.ts'
import type { Reader } from '../store.ts'
import { desk } from '../tables/desk.ts'
import { deskContact } from '../tables/desk-contact.ts'
import { feed, feedHead } from '../tables/feed.ts'
import { publication } from '../tables/publication.ts'
import { untoldTo } from './publication.ts'

export async function findFeedHead(
  reader: Reader,
  centreId: CentreId,
): Promise<{ readonly seq: number; readonly hash: string }> {
  const [row] = await reader
    .select({ seq: feedHead.seq, hash: feedHead.hash })
    .from(feedHead)
    .where(eq(feedHead.centreId, centreId))
  return row ?? { seq: 0, hash: noHash }
}

/** The hash at a place of the feed, to tell whether a cursor belongs to it. */
export async function findFeedHash(
  reader: Reader,
  centreId: CentreId,
  seq: number,
): Promise<string | undefined> {
  if (seq === 0) return noHash
  const [row] = await reader
    .select({ hash: feed.hash })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), eq(feed.feedSeq, seq)))
  return row?.hash
}

/** Entries after a place, in order; `bytes` is what went before each of them on the same page. */
export async function listFeed(reader: Reader, centreId: CentreId, afterSeq: number, max: number) {
  const { body, caseId, entryId, feedSeq, hash, kind, kindV, madeMs } = feed
  return reader
    .select({
      seq: feedSeq,
      entryId,
      kind,
      kindV,
      caseId,
      body,
      madeMs,
      hash,
      bytes: sql<number>`(sum(octet_length(${body})) over (order by ${feedSeq}) - octet_length(${body}))::int`,
    })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), gt(feedSeq, afterSeq)))
    .orderBy(asc(feedSeq))
    .limit(max)
}

/** What a centre was told of one case, in order. */
export function listFeedOfCase(reader: Reader, centreId: CentreId, caseId: CaseId) {
  const { body, feedSeq, kind } = feed
  return reader
    .select({ seq: feedSeq, kind, body })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), eq(feed.caseId, caseId)))
    .orderBy(asc(feedSeq))
}

const commandsMax = 100

/** What desks of a centre were asked to do, newest first. */
export function listCommands(reader: Reader, centreId: CentreId) {
  const { body, entryId, feedSeq, kind, madeMs } = feed
  return reader
    .select({ seq: feedSeq, entryId, body, givenMs: madeMs })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), eq(kind, 'desk-commanded')))
    .orderBy(desc(feedSeq))
    .limit(commandsMax)
}

/** The roster desks of a centre were last told. */
export async function findToldRoster(reader: Reader, centreId: CentreId): Promise<string | undefined> {
  const [row] = await reader
    .select({ body: feed.body })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), eq(feed.kind, 'roster-told')))
    .orderBy(desc(feed.feedSeq))
    .limit(1)
  return row?.body
}

/** The desks of a centre, and how far each has taken its feed. */
export function listHeard(reader: Reader, centreId: CentreId) {
  return reader
    .select({ deskId: desk.deskId, heardSeq: deskContact.heardSeq })
    .from(desk)
    .leftJoin(deskContact, and(eq(deskContact.centreId, desk.centreId), eq(deskContact.deskId, desk.deskId)))
    .where(and(eq(desk.centreId, centreId), eq(desk.status, 'ACTIVE')))
    .orderBy(asc(desk.deskPart))
}

export async function findHeard(
  reader: Reader,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
): Promise<{ readonly heardSeq: number | null } | undefined> {
  const [row] = await reader
    .select({ heardSeq: deskContact.heardSeq })
    .from(deskContact)
    .where(and(eq(deskContact.centreId, centreId), eq(deskContact.deskId, deskId)))
  return row
}

/** Where the feed of the centre ends, if this desk has said it stands there and nothing published waits to be told. */
export async function findEndHeard(
  reader: Reader,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
): Promise<ChainPoint | undefined> {
  const seq = sql<number>`coalesce(${feedHead.seq}, 0)`
  const [row] = await reader
    .select({ seq, hash: sql<string>`coalesce(${feedHead.hash}, ${noHash})` })
    .from(deskContact)
    .leftJoin(feedHead, eq(feedHead.centreId, deskContact.centreId))
    .where(
      and(
        eq(deskContact.centreId, centreId),
        eq(deskContact.deskId, deskId),
        eq(deskContact.heardSeq, seq),
        sql`not exists (select from ${publication} where ${untoldTo(centreId)})`,
      ),
    )
  return row
}
