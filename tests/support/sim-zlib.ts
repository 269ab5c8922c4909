import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'

type Done = (error: Error | null, bytes?: Buffer) => void
type Pack = (input: zlib.InputType, options?: object) => Buffer

/**
 * Packing and unpacking are over when they were asked for, and not when a thread of the system says so: what is
 * sent ahead, or comes in a crowd, would otherwise come in an order no seed knows.
 */
function atOnce(pack: Pack) {
  return (input: zlib.InputType, options: object | Done, done?: Done): void => {
    const [given, told] = typeof options === 'function' ? [{}, options] : [options, done]
    queueMicrotask(() => {
      let packed: Buffer
      try {
        packed = pack(input, given)
      } catch (error) {
        told?.(error as Error)
        return
      }
      told?.(null, packed)
    })
  }
}

Object.assign(zlib, {
  gzip: atOnce(zlib.gzipSync),
  gunzip: atOnce(zlib.gunzipSync),
  zstdCompress: atOnce(zlib.zstdCompressSync),
  zstdDecompress: atOnce(zlib.zstdDecompressSync),
})
syncBuiltinESMExports()
