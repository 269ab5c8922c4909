import { bodyDigest, requestHeaders, requestVerifies } from '#shared/protocol/signing.ts'

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

/**
 * The header that stands in the way of believing the request, or nothing when it is signed by `key`.
 *
 * No window is put around the time it was made: the clock of a village computer may be years off, and
 * a request sent twice does no harm, because entries are known by their place and their id.
 */
export function distrusted(request: DeskRequest, key: string): string | undefined {
  const { headers, method, path, body } = request
  const deskId = claimedDesk(request)
  const createdMs = one(headers, requestHeaders.created)
  const nonce = one(headers, requestHeaders.nonce)
  const digest = one(headers, requestHeaders.digest)
  const signature = one(headers, requestHeaders.signature)
  if (deskId === undefined) return requestHeaders.desk
  if (createdMs === undefined || !/^\d{1,16}$/.test(createdMs)) return requestHeaders.created
  if (nonce === undefined || nonce.length > 80) return requestHeaders.nonce
  if (digest === undefined || digest !== bodyDigest(body)) return requestHeaders.digest
  if (signature === undefined) return requestHeaders.signature
  const parts = { method, path, deskId, createdMs, nonce, digest }
  return requestVerifies(key, parts, signature) ? undefined : requestHeaders.signature
}

function one(headers: DeskRequest['headers'], name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
