import { z } from 'zod'

/** A piece of a packed catalogue, and how long the whole is. */
export const CataloguePiece = z.strictObject({
  bytes: z.number().int().min(1),
  offset: z.number().int().min(0),
  part: z.string().max(65_536),
})
export type CataloguePiece = z.infer<typeof CataloguePiece>
