import { hash, sigAlg, sign, verify } from '#shared/crypto/suite.ts'
import type { Signed, SignedHead } from './messages.ts'

/** Headers of a desk's request; the signature covers method, path, body hash, time and nonce. */
export const requestHeaders = {
  desk: 'x-desk-id',
  created: 'x-created-ms',
  nonce: 'x-nonce',
  digest: 'x-body-sha256',
  signature: 'x-signature',
  profile: 'x-profile',
} as const

/**
 * What a signature promises. 1: method, path, body, time and nonce, no window. 2: the time is the city's,
 * within `requestWindowMs`, a nonce is believed once, and the answer is bound to it (security.md 5.1).
 */
export type Profile = 1 | 2
export const requestWindowMs = 300_000

export type RequestParts = {
  readonly method: string
  readonly path: string
  readonly deskId: string
  readonly createdMs: string
  readonly nonce: string
  /** base64url SHA-256 of the body as sent on the line, compressed or not. */
  readonly digest: string
  readonly profile?: Profile
}

export function bodyDigest(body: Uint8Array): string {
  return hash(body).toString('base64url')
}

/** Signs a request; the body is covered through its digest (security.md 5.1, profile of this release). */
export function signRequest(privateKey: string, parts: RequestParts): string {
  return sign(privateKey, requestBase(parts))
}

export function requestVerifies(publicKey: string, parts: RequestParts, signature: string): boolean {
  return verify(publicKey, signature, requestBase(parts))
}

/** With a nonce the answer counts for that request alone; without, it may travel by itself. */
export function signAnswer(privateKey: string, keyId: string, body: string, nonce?: string): Signed {
  return nonce === undefined
    ? { body, keyId, sig: sign(privateKey, 'gsc/answer/1', body) }
    : { body, keyId, nonce, sig: sign(privateKey, 'gsc/answer/2', nonce, '\n', body) }
}

/** An answer counts only if this holds: a captive portal also says 200 (sync.md B 45). */
export function answerVerifies(publicKey: string, { body, nonce, sig }: Signed): boolean {
  return nonce === undefined
    ? verify(publicKey, sig, 'gsc/answer/1', body)
    : verify(publicKey, sig, 'gsc/answer/2', nonce, '\n', body)
}

/** A catalogue of the city office, on a stick or by mail: signed by the same key, never mistaken for an answer. */
export function signCatalogue(privateKey: string, keyId: string, body: string): Signed {
  return { body, keyId, sig: sign(privateKey, 'gsc/catalogue/1', body) }
}

export function catalogueVerifies(publicKey: string, signed: Signed): boolean {
  return verify(publicKey, signed.sig, 'gsc/catalogue/1', signed.body)
}

/** The desk signs its own key together with the code: proof that it holds the private half. */
export function proveEnrolment(privateKey: string, code: string, deskKey: string): string {
  return sign(privateKey, 'gsc/enrol/1', code, deskKey)
}

/** A desk that begins a new log signs the new key with itself. */
export function proveKey(privateKey: string, deskKey: string): string {
  return sign(privateKey, 'gsc/key/1', deskKey)
}

export function keyProves(deskKey: string, proof: string): boolean {
  return verify(deskKey, proof, 'gsc/key/1', deskKey)
}

export function enrolmentProves(message: {
  readonly code: string
  readonly deskKey: string
  readonly proof: string
}): boolean {
  return verify(message.deskKey, message.proof, 'gsc/enrol/1', message.code, message.deskKey)
}

type UnsignedHead = Omit<SignedHead, 'sig' | 'sigAlg'>

export function signHead(privateKey: string, deskId: string, head: UnsignedHead): SignedHead {
  return { ...head, sigAlg, sig: sign(privateKey, headBase(deskId, head)) }
}

export function headVerifies(publicKey: string, deskId: string, head: SignedHead): boolean {
  return verify(publicKey, head.sig, headBase(deskId, head))
}

function headBase(deskId: string, { epoch, seq, hash: head, wallMs }: UnsignedHead): string {
  return ['gsc/head/1', sigAlg, deskId, epoch, seq, head, wallMs].join('\n')
}

function requestBase({ method, path, deskId, createdMs, nonce, digest, profile = 1 }: RequestParts): string {
  return [`gsc/request/${profile}`, method, path, deskId, createdMs, nonce, digest].join('\n')
}
