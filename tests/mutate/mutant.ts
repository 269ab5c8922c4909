import { gzipSync } from 'node:zlib'
import type { Entry } from '#shared/protocol/entry.ts'
import { signed, type Wire } from './wire.ts'
import type { World } from './world.ts'

/** A request that is wrong in one way, and what must be said to it where that is certain. */
export type Mutant = {
  readonly wire: Wire
  readonly says?: { readonly status: number; readonly code: string; readonly reason?: string }
  /** What the log becomes when the city takes it. */
  readonly becomes?: readonly Entry[]
  /** Whatever is answered, nothing may change. */
  readonly still?: true
  /** Asked first, so that the mutant can build on it. */
  readonly before?: Wire
}

export function refused(status: number, code: string, reason?: string): Pick<Mutant, 'says' | 'still'> {
  return { says: { status, code, ...(reason === undefined ? {} : { reason }) }, still: true }
}

export function posted({ writer }: World, path: string, body: Buffer, more: object = {}): Wire {
  return signed(writer.desk, { method: 'POST', path, body, ...more })
}

export function pushed(world: World, batch: unknown): Wire {
  return posted(world, '/v1/push', gzipSync(JSON.stringify(batch), { level: 1 }), { encoding: 'gzip' })
}
