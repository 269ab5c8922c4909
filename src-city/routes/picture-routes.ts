import { z } from 'zod'
import { CentreId } from '#shared/kernel/ids.ts'
import { Hash } from '#shared/protocol/entry.ts'
import {
  ChunkPlace,
  chunkLimits,
  PictureHave,
  PictureStanding,
  PictureStandings,
} from '#shared/protocol/picture.ts'

/** The sealed files behind the small records (sync.md C.18). */
export const pictureRoutes = {
  /** What the city has of these pictures, so that a desk sends no byte twice. */
  pictureHave: {
    method: 'POST',
    path: '/v1/pictures/have',
    caller: 'desk',
    whenRevoked: true,
    maxBytes: 16_384,
    input: PictureHave,
    output: PictureStandings,
  },
  pictureChunk: {
    method: 'PATCH',
    path: '/v1/pictures/:pictureId',
    caller: 'desk',
    raw: true,
    whenRevoked: true,
    maxBytes: chunkLimits.largest,
    input: ChunkPlace.extend({ body: z.instanceof(Uint8Array) }),
    output: PictureStanding,
  },
  pictureDone: {
    method: 'POST',
    path: '/v1/pictures/:pictureId/done',
    caller: 'desk',
    whenRevoked: true,
    maxBytes: 1_024,
    input: z.strictObject({ pictureId: Hash }),
    output: PictureStanding,
  },
  /** Pictures a centre told of, and what of them is here and whole. */
  centrePictures: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/pictures',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId }),
    output: z.strictObject({
      told: z.number(),
      toldBytes: z.number(),
      verified: z.number(),
      verifiedBytes: z.number(),
      refused: z.number(),
    }),
  },
} as const
