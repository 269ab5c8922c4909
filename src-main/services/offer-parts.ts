import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { offerHash } from '#shared/crypto/offer-hash.ts'
import { Holder, Identity } from '#shared/domain/custody.ts'
import { Offer } from '#shared/domain/custody-events.ts'
import { DateText, LegId, OfferId, Sha256 } from '#shared/kernel/ids.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'

/**
 * Characters of one code: a QR code of version 25 at level L, which a hand scanner reads from a screen at
 * arm's length. Four originals fit into one code; a longer list is shown as several, in any order.
 */
const partChars = 1_200
const textMax = 400_000
const form = /^PC1\.([\w-]{8})\.(\d{1,3})\.(\d{1,3})\.([\w-]+)$/

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

/** Packed and in letters every scanner types the same, whatever input method is on. */
export function partsOf(sheet: z.infer<typeof OfferSheet> | ReceiptSheet): string[] {
  const text = canonical(sheet as unknown as Json)
  const packed = deflateRawSync(Buffer.from(text), { level: 9 }).toString('base64url')
  const n = Math.ceil(packed.length / partChars)
  return Array.from(
    { length: n },
    (_, at) => `PC1.${tagOf(text)}.${at + 1}.${n}.${packed.slice(at * partChars, (at + 1) * partChars)}`,
  )
}

/** Puts scanned codes together again; says which are still missing. */
export function sheetOf<Sheet>(
  shape: z.ZodType<Sheet>,
  parts: readonly string[],
): Result<Sheet, 'offer-unreadable' | 'offer-incomplete'> {
  const read = parts.map((part) => form.exec(part.trim()))
  const [first] = read
  if (!first || read.some((each) => each?.[1] !== first[1] || each?.[3] !== first[3]))
    return refuse('offer-unreadable')
  const n = Number(first[3])
  const chunks = new Map(read.map((each) => [Number(each?.[2]), each?.[4] ?? '']))
  const missing = Array.from({ length: n }, (_, at) => at + 1).filter((at) => !chunks.has(at))
  if (missing.length > 0) return refuse('offer-incomplete', { missing: missing.join('、'), n: `${n}` })
  const packed = Array.from({ length: n }, (_, at) => chunks.get(at + 1) ?? '').join('')
  const text = unpacked(packed)
  if (text === undefined || tagOf(text) !== first[1]) return refuse('offer-unreadable')
  const sheet = shape.safeParse(JSON.parse(text))
  return sheet.success ? ok(sheet.data) : refuse('offer-unreadable')
}

function unpacked(packed: string): string | undefined {
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: textMax }).toString()
  } catch {
    return undefined
  }
}

function tagOf(text: string): string {
  return offerHash(text).slice(0, 8)
}
