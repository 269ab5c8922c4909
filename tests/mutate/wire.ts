import { connect } from 'node:net'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { bodyDigest, requestHeaders, signRequest } from '#shared/protocol/signing.ts'
import type { EnrolledDesk } from '../support/a-log.ts'

/** A request byte by byte: whatever may stand on the line, also what no client would write. */
export type Wire = {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  /** The line is closed after the last byte, as by a client that went away. */
  readonly hangsUp?: true
}

export type Heard = { readonly status: number; readonly text: string }

export const jsonType = 'application/json'
export const bytesType = 'application/offset+octet-stream'

/** Signs what is sent as it is sent: the city has no reason in the signature to say no. */
export function signed(
  desk: EnrolledDesk,
  { body = Buffer.alloc(0), method, path, ...more }: Pick<Wire, 'method' | 'path'> & Partial<SignedMore>,
): Wire {
  const { deskId } = desk.certificate
  const createdMs = String(Date.now())
  const nonce = uuidV7(Date.now())
  const digest = bodyDigest(body)
  const parts = { method, path, deskId, createdMs, nonce, digest, profile: 2 } as const
  return {
    method,
    path,
    body,
    headers: [
      ...(method === 'GET' ? [] : [['content-type', more.type ?? jsonType] as const]),
      ...(more.encoding === undefined ? [] : [['content-encoding', more.encoding] as const]),
      ...(method === 'GET' ? [] : [['content-length', String(body.length)] as const]),
      [requestHeaders.desk, deskId],
      [requestHeaders.created, createdMs],
      [requestHeaders.nonce, nonce],
      [requestHeaders.digest, digest],
      [requestHeaders.signature, signRequest(desk.privateKey, parts)],
      [requestHeaders.profile, '2'],
    ],
  }
}

type SignedMore = { readonly body: Buffer; readonly type: string; readonly encoding: string }

/** Sends it over a connection of its own; undefined when the line was closed without an answer. */
export function sent(url: string, wire: Wire): Promise<Heard | undefined> {
  const { hostname, port } = new URL(url)
  const head = [
    `${wire.method} ${wire.path} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'connection: close',
    ...wire.headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    const socket = connect(Number(port), hostname, () => {
      socket.write(Buffer.from(head, 'latin1'))
      socket.write(wire.body)
      if (wire.hangsUp) socket.end()
    })
    socket.setNoDelay(true)
    socket.setTimeout(20_000, () => socket.destroy())
    socket.on('data', (part) => parts.push(part))
    // Whoever is refused early is cut while he still writes; what was said before that counts.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(read(Buffer.concat(parts))))
  })
}

function read(bytes: Buffer): Heard | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1', 0, 20))?.[1])
  return end === -1 || Number.isNaN(status)
    ? undefined
    : { status, text: bytes.subarray(end + 4).toString('utf8') }
}
