import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { offerHash } from '#shared/crypto/offer-hash.ts'
import { Holder, Identity } from '#shared/domain/custody.ts'
import { Offer } from '#shared/domain/custody-events.ts'
import {
  base32,
  fromBase32,
  type HandCode,
  type HandCodeKind,
  readHandCode,
  writeHandCodes,
} from '#shared/domain/hand-code.ts'
import { DateText, LegId, OfferId, Sha256 } from '#shared/kernel/ids.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'

const textMax = 400_000

export const OfferSheet = z.object({ v: z.literal(1), offers: z.array(Offer).min(1).max(200) })

/** What the accepting desk shows in return: the names of what it took, for the desk that has the offers. */
export const ReceiptSheet = z.object({
  v: z.literal(1),
  receipts: z
    .array(
      z.object({
        offerId: OfferId,
        hash: Sha256,
        legId: LegId,
        to: Holder,
        receivedBy: Identity,
        on: DateText,
        atMs: z.number().int(),
        place: z.string().max(80),
      }),
    )
    .min(1)
    .max(200),
})
export type ReceiptSheet = z.infer<typeof ReceiptSheet>

/** Packed, and cut into codes. */
export function partsOf(kind: HandCodeKind, sheet: z.infer<typeof OfferSheet> | ReceiptSheet): string[] {
  const text = canonical(sheet as unknown as Json)
  return writeHandCodes(kind, tagOf(text), deflateRawSync(Buffer.from(text), { level: 9 }))
}

/** Puts scanned codes together again; says which are still missing. */
export function sheetOf<Sheet>(
  kind: HandCodeKind,
  shape: z.ZodType<Sheet>,
  parts: readonly string[],
): Result<Sheet, 'offer-unreadable' | 'offer-incomplete'> {
  const read = parts.map(readHandCode)
  const [first] = read
  const strange = (each: HandCode | undefined) =>
    each?.kind !== kind || each.tag !== first?.tag || each.of !== first.of || each.n < 1 || each.n > each.of
  if (!first || read.some(strange)) return refuse('offer-unreadable')
  const { of, tag } = first
  const data = new Map(read.map((each) => [each?.n, each?.data ?? '']))
  const wanted = Array.from({ length: of }, (_, at) => at + 1)
  const missing = wanted.filter((n) => !data.has(n))
  if (missing.length > 0) return refuse('offer-incomplete', { missing: missing.join('、'), n: `${of}` })
  const text = unpacked(wanted.map((n) => data.get(n) ?? '').join(''))
  if (text === undefined || tagOf(text) !== tag) return refuse('offer-unreadable')
  const sheet = shape.safeParse(JSON.parse(text))
  return sheet.success ? ok(sheet.data) : refuse('offer-unreadable')
}

function unpacked(packed: string): string | undefined {
  try {
    return inflateRawSync(fromBase32(packed), { maxOutputLength: textMax }).toString()
  } catch {
    return undefined
  }
}

/** Five bytes of the hash: two lists that meet on one desk are told apart, and a torn one is noticed. */
function tagOf(text: string): string {
  return base32(Buffer.from(offerHash(text), 'base64url').subarray(0, 5))
}
