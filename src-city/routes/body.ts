import { createGunzip } from 'node:zlib'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { limits } from '#shared/protocol/messages.ts'
import type { CityCode } from '../services/city.ts'

/**
 * Unpacks a body piece by piece and stops at the limit, so that a bomb of a few kilobytes costs a few
 * kilobytes (security.md 5.3).
 */
export async function inflated(packed: Uint8Array): Promise<Result<Buffer, CityCode>> {
  const gunzip = createGunzip()
  gunzip.end(packed)
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > limits.maxBytes) return refuse('E_TOO_LARGE', { field: 'body' })
      pieces.push(piece)
    }
  } catch {
    return refuse('input-malformed', { field: 'content-encoding' })
  } finally {
    gunzip.destroy()
  }
  return ok(Buffer.concat(pieces))
}

/** Bytes to a value; text that is not UTF-8 or not JSON is malformed, whatever it was meant to be. */
export function readJson(bytes: Uint8Array): Result<unknown, CityCode> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return ok(JSON.parse(text) as unknown)
  } catch {
    return refuse('input-malformed', { field: 'body' })
  }
}
