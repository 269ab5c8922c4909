import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { Enrolled } from '#main/sync/enrol.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Push, PushAck, Welcome } from '#shared/protocol/messages.ts'
import { signAnswer } from '#shared/protocol/signing.ts'
import { byHand, fridayMorning } from './a-desk.ts'

/** What the city says next: an answer it signs, a problem it names, or an answer somebody else made. */
export type Says =
  | { readonly signed: unknown }
  | { readonly status: number; readonly problem: { readonly code: string; readonly sentence: string } }
  | { readonly unsigned: string }
  /** A refusal in the city's own hand. */
  | { readonly refused: string; readonly status: number }

/** A city with a real key on a real socket that says what a test tells it to: for a city gone wrong. */
export async function aSigningCity(
  answer: (path: string, message: unknown, nth: number, deskId: PushAck['deskId']) => Says,
) {
  const keys = makeKeyPair()
  const enrolled: Enrolled = { ...byHand(), cityKey: keys.publicKey }
  const asked: { readonly path: string; readonly message: unknown }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
      const path = request.url ?? ''
      const nonce = String(request.headers['x-nonce'])
      const signed = (value: unknown) => signAnswer(keys.privateKey, 'city', JSON.stringify(value), nonce)
      if (path.startsWith('/v1/feed')) return void response.end(JSON.stringify(signed(emptyFeed)))
      const message: unknown = body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))
      asked.push({ path, message })
      const says = answer(path, message, asked.length, enrolled.certificate.deskId)
      if ('signed' in says) response.end(JSON.stringify(signed(says.signed)))
      else if ('refused' in says)
        response.writeHead(says.status).end(
          JSON.stringify({
            code: says.refused,
            sentence: '这台工作台的记录与市级不一致。',
            signed: signed({ code: says.refused, cityMs: fridayMorning }),
          }),
        )
      else if ('unsigned' in says) response.end(says.unsigned)
      else response.writeHead(says.status).end(JSON.stringify(says.problem))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    enrolled,
    asked,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A city that has nothing to tell. */
const emptyFeed = { cityEpoch: 1, entries: [], head: { seq: 0, hash: noHash } }

export function welcome(seq: number, hash: string): Welcome {
  return { cityId: 'city-by-hand', cityEpoch: 1, logHead: { seq, hash }, durable: true, cityMs: 0, limits }
}

/** The city took the whole batch and applied it. */
export function ackOf(message: unknown, deskId: PushAck['deskId'], change: Partial<PushAck> = {}): PushAck {
  const { epoch, head } = message as Push
  return {
    cityEpoch: 1,
    deskId,
    epoch,
    received: { seq: head.seq, hash: head.hash },
    durable: true,
    durableSeq: head.seq,
    appliedSeq: head.seq,
    pruneOkSeq: 0,
    dispositions: [],
    cityMs: 0,
    ...change,
  }
}
