import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash as hashOnce,
  hkdfSync,
  randomBytes as nodeRandomBytes,
  sign as nodeSign,
  verify as nodeVerify,
  timingSafeEqual,
} from 'node:crypto'
import { Fault } from '#shared/kernel/fault.ts'
import { kept } from '#shared/kernel/kept.ts'

/**
 * Suite 1 of the algorithm registry (security.md 6.1): SHA-256, HKDF-SHA-256, AES-256-GCM, Ed25519.
 *
 * The only place that imports `node:crypto`, and only what BoringSSL inside Electron has too. Ids are
 * stored with the data, so that suite 2 (SM2/SM3/SM4) can be read beside it later.
 */
export const hashAlg = 'sha256'
export const sigAlg = 'ed25519'
const suiteId = 1

export function hash(...parts: readonly (string | Uint8Array)[]): Buffer {
  const [first = '', ...more] = parts
  // One call costs a third of three, for texts as short as most are.
  return hashOnce('sha256', more.length > 0 ? joined(parts) : first, 'buffer')
}

export function randomBytes(n: number): Buffer {
  return nodeRandomBytes(n)
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Derives an independent 32-byte key for one purpose. */
export function deriveKey(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `pingchuang/${purpose}`, 32))
}

/** `suite(1) nonce(12) tag(16) ciphertext`; `context` must be the same at `openSealed`. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = nodeRandomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([suiteId]), nonce, cipher.getAuthTag(), body])
}

/** `undefined` when key, context or any byte differs. */
export function openSealed(key: Uint8Array, sealed: Uint8Array, context: string): Buffer | undefined {
  if (sealed[0] !== suiteId) throw new Fault('suite-unknown', `suite ${sealed[0]}`)
  const bytes = Buffer.from(sealed)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(bytes.subarray(13, 29))
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    return undefined
  }
}

/** Both halves as base64url DER, as they are stored and sent. */
export type KeyPair = { readonly publicKey: string; readonly privateKey: string }

export function makeKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ed25519')
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
  }
}

/** To read a key costs as much as to sign with it, and a city hears the same few hundred desks all day. */
const keysMax = 5_000

const privateKeyOf = kept(keysMax, (text) =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' }),
)
const publicKeyOf = kept(keysMax, (text) =>
  createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' }),
)

export function sign(privateKey: string, ...parts: readonly (string | Uint8Array)[]): string {
  return nodeSign(null, joined(parts), privateKeyOf(privateKey)).toString('base64url')
}

/** False for a wrong signature and for a key or signature that cannot even be read. */
export function verify(
  publicKey: string,
  signature: string,
  ...parts: readonly (string | Uint8Array)[]
): boolean {
  try {
    return nodeVerify(null, joined(parts), publicKeyOf(publicKey), Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** First 8 bytes of the key's hash in groups of four, for a person to compare by eye. */
export function fingerprint(publicKey: string): string {
  const hex = hash(Buffer.from(publicKey, 'base64url')).subarray(0, 8).toString('hex').toUpperCase()
  return hex.match(/.{4}/g)?.join(' ') ?? hex
}

function joined(parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}
