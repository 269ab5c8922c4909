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
