import { isUtf8 } from 'node:buffer'
import { gunzip } from 'node:zlib'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { limits } from '#shared/protocol/messages.ts'
import type { CityCode } from '../services/city.ts'

const pieceBytes = 131_072

/** Unpacks a body piece by piece, off the main thread, and stops at the limit: a bomb costs no more (security.md 5.3). */
export function inflated(packed: Uint8Array): Promise<Result<Buffer, CityCode>> {
  return new Promise((resolve) => {
    gunzip(packed, { chunkSize: pieceBytes, maxOutputLength: limits.maxBytes }, (error, bytes) => {
      if (!error) return resolve(ok(bytes))
      const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      resolve(
        tooLarge
          ? refuse('E_TOO_LARGE', { field: 'body' })
          : refuse('input-malformed', { field: 'content-encoding' }),
      )
    })
  })
}

/** Bytes to a value; text that is not UTF-8 or not JSON is malformed, whatever it was meant to be. */
export function readJson(bytes: Uint8Array): Result<unknown, CityCode> {
  try {
    if (!isUtf8(bytes)) return refuse('input-malformed', { field: 'body' })
    return ok(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as unknown)
  } catch {
    return refuse('input-malformed', { field: 'body' })
  }
}
