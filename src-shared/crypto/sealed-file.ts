import { createCipheriv, createDecipheriv } from 'node:crypto'
import { hash, randomBytes } from './suite.ts'

/**
 * A file sealed once, with a key of its own (security.md 3.3): `suite(2)`, then chunks of 64 KiB, each with
 * its tag behind it. The number of the chunk and whether it is the last are part of the nonce, so a file
 * that was cut, turned round or mixed with another does not open. The key is never used a second time.
 */
const header = Buffer.from([0, 1])
const chunkBytes = 65_536
const tagBytes = 16

export type SealedFile = { readonly name: string; readonly bytes: Buffer; readonly key: string }

/** `chance` gives the key; a file is never sealed with one that was used before. */
export function sealFile(plain: Uint8Array, chance: (n: number) => Uint8Array = randomBytes): SealedFile {
  const key = Buffer.from(chance(32))
  const bytes = Buffer.concat([header, ...sealChunks(key, header, plain)])
  return { name: nameOfFile(bytes), bytes, key: key.toString('base64url') }
}

/** Each chunk with its tag behind it; what is not secret and must not change goes into `context`. */
export function sealChunks(key: Uint8Array, context: Uint8Array, plain: Uint8Array): readonly Buffer[] {
  const parts: Buffer[] = []
  const last = Math.max(0, Math.ceil(plain.length / chunkBytes) - 1)
  for (let n = 0; n <= last; n += 1) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(n, n === last))
    cipher.setAAD(context)
    parts.push(cipher.update(plain.subarray(n * chunkBytes, (n + 1) * chunkBytes)), cipher.final())
    parts.push(cipher.getAuthTag())
  }
  return parts
}

/** The name of a sealed file is the hash of what lies on the disk, never of what is in it. */
export function nameOfFile(bytes: Uint8Array): string {
  return hash(bytes).toString('base64url')
}

/** Undefined when key or any bit differs, or a part is missing. */
export function openFile(key: string, sealed: Uint8Array): Buffer | undefined {
  if (sealed[0] !== header[0] || sealed[1] !== header[1]) return undefined
  return openChunks(Buffer.from(key, 'base64url'), header, sealed.subarray(header.length))
}

export function openChunks(key: Uint8Array, context: Uint8Array, body: Uint8Array): Buffer | undefined {
  const last = Math.ceil(body.length / (chunkBytes + tagBytes)) - 1
  const parts: Buffer[] = []
  try {
    for (let n = 0; n <= last; n += 1) {
      const chunk = body.subarray(n * (chunkBytes + tagBytes), (n + 1) * (chunkBytes + tagBytes))
      const end = chunk.length - tagBytes
      if (end < 0) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(n, n === last), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(context)
      decipher.setAuthTag(chunk.subarray(end))
      parts.push(decipher.update(chunk.subarray(0, end)), decipher.final())
    }
  } catch {
    return undefined
  }
  return last < 0 ? undefined : Buffer.concat(parts)
}

/** `H(salt || picture)`, as base64url. */
export function commitTo(salt: string, plain: Uint8Array): string {
  return hash(Buffer.from(salt, 'base64url'), plain).toString('base64url')
}

function nonce(n: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(n, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}
