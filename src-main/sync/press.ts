import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { limits, type Packing } from '#shared/protocol/messages.ts'

/** The body of a batch as it goes over the line. */
export type Pressed = { readonly bytes: Buffer; readonly packing: Packing }

/**
 * Off the main thread, so that a backlog does not make the counter wait. Zstandard takes a sixth of the time of gzip
 * and a quarter fewer bytes (adr/0037), for a city that reads it, where this program's Node has it.
 */
export async function press(text: string, readsZstd: boolean): Promise<Pressed> {
  if (readsZstd && 'zstdCompress' in zlib) return { bytes: await zstd(text), packing: 'zstd' }
  return {
    bytes: await promisify<string, zlib.ZlibOptions, Buffer>(zlib.gzip)(text, { level: 6 }),
    packing: 'gzip',
  }
}

/** The window is said: pressed in pieces the length is not known to it, and a city takes no frame that looks back further than a batch. */
function zstd(text: string): Promise<Buffer> {
  const params = { [zlib.constants.ZSTD_c_windowLog]: Math.log2(limits.maxBytes) }
  return promisify<string, zlib.ZstdOptions, Buffer>(zlib.zstdCompress)(text, { params })
}
