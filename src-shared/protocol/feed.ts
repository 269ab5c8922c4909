import { z } from 'zod'
import { hash } from '#shared/crypto/suite.ts'
import { CaseId, type CentreId, EntryId } from '#shared/kernel/ids.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { type ChainPoint, Hash } from './entry.ts'
import { LogPoint } from './messages.ts'

/** What one page may carry. A page holds at least one entry, whatever its size. */
export const feedLimits = { maxEntries: 100, maxBytes: 262_144 } as const

/** One thing the city tells a centre, in the very text its hash was taken over (sync.md C.11). */
export const FeedEntry = z.strictObject({
  seq: z.number().int().min(1),
  entryId: EntryId,
  kind: z.string().max(60),
  kindV: z.number().int().min(1),
  caseId: CaseId.nullable(),
  body: z.string().max(200_000),
  madeMs: z.number().int(),
  hash: Hash,
})
export type FeedEntry = z.infer<typeof FeedEntry>

/** Signed by the city as a whole; `head` is how far the feed of the centre goes. */
export const FeedPage = z.strictObject({
  cityEpoch: z.number().int(),
  entries: z.array(FeedEntry),
  head: LogPoint,
})
export type FeedPage = z.infer<typeof FeedPage>

/** Chained like a journal, so that a cursor is a number and a hash and a lost memory is noticed. */
export function feedHash(centreId: CentreId, prev: string, entry: Omit<FeedEntry, 'hash'>): string {
  const text = canonical({ ...entry, centreId, prev } as unknown as Json)
  return hash('gsc/feed/1', text).toString('base64url')
}

const erasedMark = '{"erased":true,'

/** What is left of what the feed said of an erased case; `undefined`: nothing. */
export function erasedBody(left: object | undefined): string {
  return left ? JSON.stringify({ erased: true, ...left }) : ''
}

export function isErasedBody(body: string): boolean {
  return body === '' || body.startsWith(erasedMark)
}

/**
 * Whether a page follows on from the cursor, entry by entry without a gap. Of one whose body was erased the city's
 * signature over the page stands for the hash.
 */
export function feedFollows(centreId: CentreId, cursor: ChainPoint, entries: readonly FeedEntry[]): boolean {
  let before = cursor
  for (const { hash: told, ...entry } of entries) {
    const follows = isErasedBody(entry.body) || feedHash(centreId, before.hash, entry) === told
    if (entry.seq !== before.seq + 1 || !follows) return false
    before = { seq: entry.seq, hash: told }
  }
  return true
}
