import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { openChunks, sealChunks } from './sealed-file.ts'
import { deriveKey, hash, type KeyPair } from './suite.ts'

/**
 * Sealed to a public key (suite 1: X25519, HKDF-SHA-256, AES-256-GCM in chunks): whoever writes cannot open it
 * again. `suite(2)`, the one-time public key, then chunks as in a sealed file.
 */
const suite = Buffer.from([0, 1])
/** What stands before the 32 bytes of a key in DER. */
const der = { public: '302a300506032b656e032100', private: '302e020100300506032b656e04220420' } as const
const publicPrefix = Buffer.from(der.public, 'hex')
const privatePrefix = Buffer.from(der.private, 'hex')
const rawBytes = 32

export function makeSealKeys(): KeyPair {
  const pair = generateKeyPairSync('x25519')
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
  }
}

/** The pair that belongs to a signing key: whoever keeps that one has kept this one too. */
export function sealKeysOf(signingKey: string): KeyPair {
  const raw = deriveKey(Buffer.from(signingKey, 'base64url'), 'seal-to/1')
  const privateKey = Buffer.concat([privatePrefix, raw])
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  }
}

/** For whom a thing is sealed, without saying who that is: 8 bytes. */
export function sealKeyId(publicKey: string): Buffer {
  return hash('gsc/seal-key/1', publicKey).subarray(0, 8)
}

export function sealTo(publicKey: string, context: Uint8Array, plain: Uint8Array): Buffer {
  const once = makeSealKeys()
  const header = Buffer.concat([suite, rawOf(once.publicKey)])
  const key = agreed(once.privateKey, publicKey, header, publicKey)
  return Buffer.concat([header, ...sealChunks(key, Buffer.concat([header, context]), plain)])
}

/** Undefined when it was sealed to somebody else, or any bit of it or of `context` differs. */
export function openSealedTo(keys: KeyPair, context: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const header = sealed.subarray(0, suite.length + rawBytes)
  if (header.length < suite.length + rawBytes || !suite.equals(header.subarray(0, suite.length)))
    return undefined
  try {
    const once = Buffer.concat([publicPrefix, header.subarray(suite.length)]).toString('base64url')
    const key = agreed(keys.privateKey, once, header, keys.publicKey)
    return openChunks(key, Buffer.concat([header, context]), sealed.subarray(header.length))
  } catch {
    // A point nobody can agree on.
    return undefined
  }
}

function agreed(privateKey: string, publicKey: string, header: Uint8Array, recipient: string): Buffer {
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' }),
  })
  const salt = Buffer.concat([header, rawOf(recipient)])
  return Buffer.from(hkdfSync('sha256', secret, salt, 'pingchuang/seal-to/1', 32))
}

function rawOf(publicKey: string): Buffer {
  return Buffer.from(publicKey, 'base64url').subarray(-rawBytes)
}
