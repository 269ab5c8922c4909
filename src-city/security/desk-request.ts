import { bodyDigest, type Profile, requestHeaders, requestVerifies } from '#shared/protocol/signing.ts'

export type DeskRequest = {
  readonly method: string
  /** As on the request line, query included. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

/** Which desk a request says it comes from. */
export function claimedDesk({ headers }: DeskRequest): string | undefined {
  return one(headers, requestHeaders.desk)
}

export type Trusted = {
  readonly profile: Profile
  readonly nonce: string
  readonly createdMs: number
}

/**
 * What a request is believed to be when it is signed by one of `keys`, or the header that stands in the
 * way. Whether it comes in time and for the first time is asked by who knows the clock and the database.
 */
export function trusted(request: DeskRequest, key: string): Trusted | { readonly field: string } {
  const { headers, method, path, body } = request
  const deskId = claimedDesk(request)
  const createdMs = one(headers, requestHeaders.created)
  const nonce = one(headers, requestHeaders.nonce)
  const digest = one(headers, requestHeaders.digest)
  const signature = one(headers, requestHeaders.signature)
  const profile = one(headers, requestHeaders.profile) === '2' ? 2 : 1
  if (deskId === undefined) return { field: requestHeaders.desk }
  if (createdMs === undefined || !/^\d{1,16}$/.test(createdMs)) return { field: requestHeaders.created }
  if (nonce === undefined || !/^[\w-]{8,80}$/.test(nonce)) return { field: requestHeaders.nonce }
  if (digest === undefined || digest !== bodyDigest(body)) return { field: requestHeaders.digest }
  if (signature === undefined) return { field: requestHeaders.signature }
  const parts = { method, path, deskId, createdMs, nonce, digest, profile } as const
  return requestVerifies(key, parts, signature)
    ? { profile, nonce, createdMs: Number(createdMs) }
    : { field: requestHeaders.signature }
}

/** The nonce an answer is bound to; a desk of version 1 gets answers that stand by themselves. */
export function nonceOf({ headers }: Pick<DeskRequest, 'headers'>): string | undefined {
  const nonce = one(headers, requestHeaders.nonce)
  return one(headers, requestHeaders.profile) === '2' && nonce && nonce.length <= 80 ? nonce : undefined
}

function one(headers: DeskRequest['headers'], name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
