import { z } from 'zod'
import { Hash } from './entry.ts'

/** Where a part of a piece begins; in the address, which a desk signs with the bytes. */
export const PiecePlace = z.strictObject({
  pieceId: Hash,
  offset: z.coerce.number().int().min(0).max(67_108_864),
})

/** What whoever read the stick may know: from where it was and how much, never what. */
export const BundleTold = z.strictObject({
  centreName: z.string(),
  deskPart: z.string(),
  entries: z.number().int(),
  /** Of these, not known before; 0 for a stick that was read already. */
  fresh: z.number().int(),
  held: z.number().int(),
  returned: z.number().int(),
  pictures: z.number().int(),
})
export type BundleTold = z.infer<typeof BundleTold>

/** The sealed answer goes back to the stick as it is. */
export const BundleDone = z.strictObject({ reply: z.base64(), told: BundleTold })
export type BundleDone = z.infer<typeof BundleDone>
