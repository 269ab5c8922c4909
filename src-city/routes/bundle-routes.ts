import { z } from 'zod'
import { bundleLimits } from '#shared/protocol/bundle.ts'
import { BundleDone, PiecePlace } from '#shared/protocol/bundle-line.ts'
import { Hash } from '#shared/protocol/entry.ts'
import { chunkLimits } from '#shared/protocol/picture.ts'

const piece = {
  method: 'PATCH',
  raw: true,
  maxBytes: chunkLimits.largest,
  input: PiecePlace.extend({ body: z.instanceof(Uint8Array) }),
  output: z.strictObject({ offset: z.number().int() }),
} as const

const whole = {
  method: 'POST',
  maxBytes: 65_536,
  input: z.strictObject({ pieces: z.array(Hash).min(1).max(bundleLimits.piecesMax) }),
  output: BundleDone,
} as const

/** What a stick brought (sync.md C.21), read at a desk with a line or at the city itself. */
export const bundleRoutes = {
  bundlePiece: { ...piece, path: '/v1/bundles/:pieceId', caller: 'desk' },
  bundleDone: { ...whole, path: '/v1/bundles', caller: 'desk' },
  operatorPiece: { ...piece, path: '/v1/operator/bundles/:pieceId', caller: 'operator' },
  operatorBundle: { ...whole, path: '/v1/operator/bundles', caller: 'operator' },
} as const
