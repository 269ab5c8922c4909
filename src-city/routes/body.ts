import { isUtf8 } from 'node:buffer'
import { constants, gunzip, zstdDecompress } from 'node:zlib'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { limits, zstdWindowLog } from '#shared/protocol/limits.ts'
import type { Packing } from '#shared/protocol/messages.ts'
import type { CityCode } from '../services/city.ts'

const pieces = { chunkSize: 131_072, maxOutputLength: limits.maxBytes }
/** Looking back further than a batch is long would be memory for nothing: a frame that asks for it is refused unread. */
const window = { params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog(limits.maxBytes) } }
const tooLarge = new Set(['ERR_BUFFER_TOO_LARGE', 'ZSTD_error_frameParameter_windowTooLarge'])

/** Unpacks a body piece by piece, off the main thread, and stops at the limit: a bomb costs no more (security.md 5.3). */
export function inflated(packed: Uint8Array, packing: Packing): Promise<Result<Buffer, CityCode>> {
  return new Promise((resolve) => {
    const done = (error: Error | null, bytes: Buffer) => {
      if (!error) return resolve(ok(bytes))
      const { code = '' } = error as { code?: string }
      resolve(
        tooLarge.has(code)
          ? refuse('E_TOO_LARGE', { field: 'body' })
          : refuse('input-malformed', { field: 'content-encoding' }),
      )
    }
    if (packing === 'gzip') gunzip(packed, pieces, done)
    else zstdDecompress(packed, { ...pieces, ...window }, done)
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
