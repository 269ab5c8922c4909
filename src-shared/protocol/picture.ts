import { z } from 'zod'
import { Hash } from './entry.ts'

/** What one chunk may carry, and how small the line may make it (sync.md C.17). */
export const chunkLimits = { smallest: 65_536, largest: 1_048_576 } as const
/** Pictures one question may name. */
export const askedMax = 50

export const PictureHave = z.strictObject({ pictures: z.array(Hash).min(1).max(askedMax) })
export type PictureHave = z.infer<typeof PictureHave>

/**
 * What the city has of one picture.
 *
 * `UNKNOWN`: its entry is not in effect yet, so its file waits too. `PART`: everything below the offset is on
 * the disk. `REFUSED`: whole and right by its hash, but not the picture its entry speaks of.
 */
export const PictureStanding = z.strictObject({
  pictureId: Hash,
  state: z.enum(['UNKNOWN', 'PART', 'VERIFIED', 'REFUSED']),
  offset: z.number().int().min(0),
})
export type PictureStanding = z.infer<typeof PictureStanding>

export const PictureStandings = z.strictObject({ pictures: z.array(PictureStanding) })
export type PictureStandings = z.infer<typeof PictureStandings>

/** Where a chunk begins; in the address, because the address is what the desk signs besides the bytes. */
export const ChunkPlace = z.strictObject({
  pictureId: Hash,
  offset: z.coerce.number().int().min(0).max(16_777_216),
})
