import { z } from 'zod'
import { CountId, DateText, RoundId, ThingId } from '#shared/kernel/ids.ts'

/** What lies together: a bag by its number, or loose papers one by one. */
export const RoundBag = z.object({
  bagNo: z.string().trim().max(40).optional(),
  thingIds: z.array(ThingId).min(1).max(200),
})

export const RoundStop = z.object({
  organ: z.string().trim().min(1).max(80),
  bags: z.array(RoundBag).max(200),
  /** Results that wait there to be fetched, in the words of the sheet. */
  fetch: z.array(z.string().trim().max(160)).max(200),
})
export type RoundStop = z.infer<typeof RoundStop>

/**
 * 跑腿单: which bags go where on a day. Moves nothing: the custody paper of the trip is its own (D13), and
 * what stays at a window goes there by a handover with its stamped slip (ui.md 2.b).
 */
export const RoundPlanned = z.object({
  type: z.literal('round-planned'),
  roundId: RoundId,
  day: DateText,
  stops: z.array(RoundStop).min(1).max(60),
  on: DateText,
  atMs: z.number().int(),
})
export type RoundPlanned = z.infer<typeof RoundPlanned>

/**
 * 盘点, of the cabinet or of what a round brought back: what the book says is here was looked for, bag by
 * bag. It moves nothing; what was not found is marked until it turns up.
 */
export const CabinetCounted = z.object({
  type: z.literal('cabinet-counted'),
  countId: CountId,
  /** The round that came home; absent where the whole cabinet was gone through. */
  roundId: RoundId.optional(),
  found: z.array(ThingId).max(10_000),
  missing: z.array(ThingId).max(10_000),
  /** Bags that were seen and that the book has elsewhere. */
  strange: z.array(z.string().max(40)).max(500),
  on: DateText,
  atMs: z.number().int(),
})
export type CabinetCounted = z.infer<typeof CabinetCounted>

type Expected = { readonly bagNo?: string | null | undefined; readonly thingId: ThingId }
export type Seen = { readonly bagNos: readonly string[]; readonly thingIds: readonly ThingId[] }

/** What was looked for against what was seen: a bag is seen as a whole, loose papers one by one. */
export function compareCount(
  expected: readonly Expected[],
  seen: Seen,
): Pick<CabinetCounted, 'found' | 'missing' | 'strange'> {
  const bags = new Set(seen.bagNos)
  const things = new Set(seen.thingIds)
  const isSeen = ({ bagNo, thingId }: Expected) => (bagNo ? bags.has(bagNo) : things.has(thingId))
  const known = new Set(expected.flatMap(({ bagNo }) => bagNo ?? []))
  return {
    found: expected.filter(isSeen).map(({ thingId }) => thingId),
    missing: expected.filter((each) => !isSeen(each)).map(({ thingId }) => thingId),
    strange: [...bags].filter((bagNo) => !known.has(bagNo)),
  }
}
