import { inflateRawSync } from 'node:zlib'

const endSign = 0x06054b50
const entrySign = 0x02014b50
const entriesMax = 200
const inflatedMax = 64 * 1024 * 1024

/**
 * Whether an archive stays within bounds when it is unpacked: a file of a kilobyte can claim gigabytes.
 *
 * Sizes are not believed: each entry is unpacked once with the size it claims as the limit.
 */
export function unpacksWithinBounds(bytes: Uint8Array): boolean {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== endSign) return false
  const count = zip.readUInt16LE(end + 10)
  if (count === 0 || count > entriesMax) return false
  let at = zip.readUInt32LE(end + 16)
  let left = inflatedMax
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== entrySign) return false
    left -= zip.readUInt32LE(at + 24)
    if (left < 0 || !inflatesAsClaimed(zip, at)) return false
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return true
}

function inflatesAsClaimed(zip: Buffer, at: number): boolean {
  const method = zip.readUInt16LE(at + 10)
  const packed = zip.readUInt32LE(at + 20)
  const claimed = zip.readUInt32LE(at + 24)
  const local = zip.readUInt32LE(at + 42)
  if (local + 30 > zip.length) return false
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packed > zip.length) return false
  if (method === 0) return packed === claimed
  try {
    const options = { maxOutputLength: Math.max(1, claimed) }
    return method === 8 && inflateRawSync(zip.subarray(start, start + packed), options).length === claimed
  } catch {
    return false
  }
}
