import { type IncomingMessage, request as overPlain } from 'node:http'
import { request as overTls } from 'node:https'

/** One request as it goes over the line. */
export type Carried = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
  /** How long nothing may move: no connection, no byte up, no byte down. */
  readonly idleMs: number
  /** The program ends: nobody waits for this any more. */
  readonly giveUp?: AbortSignal
}

/** What came back, read to its end. */
export type Brought = { readonly status: number; readonly retryAfter: string | null; readonly text: string }

/** Takes a request to an address and brings what came back; throws when nothing did, `TimeoutError` in time. */
export type Carry = (address: string, request: Carried) => Promise<Brought>

/** How long nothing may move on the line to the city (sync.md C.17). */
export const lineIdleMs = 30_000
/** A village line that moves is waited for (sync.md C.17); one that only drips is not, for ever. */
const idlesInAll = 20
/** More than the city ever says in one answer; what a login page or a broken proxy pours out ends here. */
const answerBytesMax = 32 * 1024 * 1024

/**
 * Over the sockets of this computer. Not `fetch`: it counts what comes down but cannot tell a long body that
 * still goes out from a line that is dead.
 */
export const overHttp: Carry = (address, { body, giveUp, headers, idleMs, method }) => {
  const { promise, reject, resolve } = Promise.withResolvers<Brought>()
  const going = (address.startsWith('https:') ? overTls : overPlain)(address, {
    method,
    headers,
    timeout: idleMs,
    ...(giveUp ? { signal: giveUp } : {}),
  })
  const fail = (error: Error) => {
    reject(error)
    going.destroy()
  }
  const late = () => fail(Object.assign(new Error(address), { name: 'TimeoutError' }))
  const inAll = setTimeout(late, idleMs * idlesInAll)
  going.on('timeout', late)
  going.on('error', fail)
  going.on('close', () => clearTimeout(inAll))
  going.on('response', (answer) => void read(answer).then(resolve, fail))
  going.end(body)
  return promise
}

async function read(answer: IncomingMessage): Promise<Brought> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > answerBytesMax) throw new RangeError('answer too long')
    parts.push(part)
  }
  return {
    status: answer.statusCode ?? 0,
    retryAfter: answer.headers['retry-after'] ?? null,
    text: Buffer.concat(parts).toString('utf8'),
  }
}
