import { commitTo, sealFile } from '#shared/crypto/sealed-file.ts'
import { openingMs } from './a-log.ts'

/**
 * A JPEG as far as the desk looks at it: the frame of the given size, filled up to so many bytes. Nobody can
 * see anything on it, and two of different `n` differ.
 */
export function aPicture({ bytes = 60_000, height = 1_600, n = 1, width = 1_200 } = {}): Buffer {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  head.writeUInt16BE(height, 7)
  head.writeUInt16BE(width, 9)
  const fill = Buffer.alloc(Math.max(0, bytes - head.length - 2), n)
  return Buffer.concat([head, fill, Buffer.from([0xff, 0xd9])])
}

/** A picture as a desk seals it and tells of it. */
export function aPictureTold(plain: Buffer) {
  const sealed = sealFile(plain)
  const salt = 'C'.repeat(42) + 'A'
  const event = {
    type: 'picture-taken',
    pictureId: sealed.name,
    label: '居民户口簿',
    mediaType: 'image/jpeg',
    width: 1_200,
    height: 1_600,
    bytes: plain.length,
    sealedBytes: sealed.bytes.length,
    key: sealed.key,
    salt,
    commitment: commitTo(salt, plain),
    takenBy: '01994bbf-a000-7000-8000-000000000001',
    takenMs: openingMs,
  }
  return { ...sealed, event }
}
