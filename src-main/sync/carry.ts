/** One request as it goes over the line. */
export type Carried = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
  readonly timeoutMs: number
}

/** What came back, read to its end. */
export type Brought = { readonly status: number; readonly retryAfter: string | null; readonly text: string }

/** Takes a request to an address and brings what came back; throws when nothing did, `TimeoutError` in time. */
export type Carry = (address: string, request: Carried) => Promise<Brought>

export const overHttp: Carry = async (address, { body, headers, method, timeoutMs }) => {
  const response = await fetch(address, {
    method,
    headers,
    ...(body ? { body: new Uint8Array(body) } : {}),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  }
}
