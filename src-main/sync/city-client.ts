import { z } from 'zod'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import type { LinkReason } from '#shared/domain/link.ts'
import { BundleDone } from '#shared/protocol/bundle-line.ts'
import type { ChainPoint } from '#shared/protocol/entry.ts'
import { LogPage, type OpenEpoch, RefusalProof } from '#shared/protocol/epoch.ts'
import { FeedPage } from '#shared/protocol/feed.ts'
import { Certificate, type Hello, Problem, PushAck, Signed, Welcome } from '#shared/protocol/messages.ts'
import { PictureStanding, PictureStandings } from '#shared/protocol/picture.ts'
import { CataloguePiece } from '#shared/protocol/publication.ts'
import { answerVerifies, bodyDigest, requestHeaders, signRequest } from '#shared/protocol/signing.ts'
import type { Brought, Carry } from './carry.ts'
import type { Pressed } from './press.ts'

/** What the wire needs to know of this desk and its city. */
export type Line = {
  readonly cityUrl: string
  readonly cityKey: string
  readonly deskId: string
  readonly deskKey: string
  readonly wallMs: () => number
  readonly newId: () => string
  readonly idleMs: number
  readonly carry: Carry
  /** The program ends: what is under way is given up. */
  readonly giveUp: AbortSignal | undefined
  /** The city's clock less ours, as it last said so under its signature. */
  offsetMs: number
  /** How often the city itself answered, signed and for us. */
  answers: number
}

export function lineOf(
  { cityKey, cityUrl, deskId, deskKey }: Pick<Line, 'cityKey' | 'cityUrl' | 'deskId' | 'deskKey'>,
  {
    carry,
    giveUp,
    idleMs,
    seams,
  }: Pick<Line, 'carry' | 'idleMs'> & {
    readonly giveUp?: AbortSignal
    readonly seams: Pick<Line, 'newId' | 'wallMs'>
  },
): Line {
  const { newId, wallMs } = seams
  const ours = { cityKey, cityUrl, deskId, deskKey, newId, wallMs }
  return { ...ours, carry, idleMs, giveUp, offsetMs: 0, answers: 0 }
}

/** An answer that verified, a refusal in the city's words, or an outage: the line, not the record. */
export type Reply<Body> =
  | { readonly type: 'answer'; readonly body: Body; readonly signedText: string }
  | {
      readonly type: 'problem'
      readonly status: number
      readonly problem: Problem
      /** The city signed it for this request: only then may it stop the desk or set its clock. */
      readonly proof?: RefusalProof
      readonly retryAfterMs?: number
    }
  | { readonly type: 'outage'; readonly reason: LinkReason }
/** What did not go well: the line or the city, in their own words. */
export type Trouble = Exclude<Reply<unknown>, { type: 'answer' }>

export function hello(line: Line, message: Hello): Promise<Reply<Welcome>> {
  const body = Buffer.from(JSON.stringify(message))
  return exchange(line, 'POST', '/v1/hello', body, { 'content-type': 'application/json' }, Welcome)
}

/** Sends a packed batch; the signature covers the pressed bytes as they go over the line. */
export function push(line: Line, { bytes, packing }: Pressed): Promise<Reply<PushAck>> {
  const headers = { 'content-type': 'application/json', 'content-encoding': packing }
  return exchange(line, 'POST', '/v1/push', bytes, headers, PushAck)
}

/** Asks for the next page of the centre's feed. */
export function feedAfter(line: Line, { hash, seq }: ChainPoint): Promise<Reply<FeedPage>> {
  return read(line, `/v1/feed?after=${seq}&hash=${hash}`, FeedPage)
}

/** The next piece of a catalogue the feed told of. */
export function cataloguePiece(line: Line, sha256: string, offset: number): Promise<Reply<CataloguePiece>> {
  return read(line, `/v1/catalogues/${sha256}?offset=${offset}`, CataloguePiece)
}

/** Asks what the city has in effect of a day this desk closed. */
export function dayAnswer(line: Line, date: string, nth: number): Promise<Reply<DayAnswer>> {
  return read(line, `/v1/days/${date}/${nth}`, DayAnswer)
}

/** Asks what the city has of these pictures. */
export function havePictures(line: Line, pictures: readonly string[]): Promise<Reply<PictureStandings>> {
  const body = Buffer.from(JSON.stringify({ pictures }))
  return exchange(
    line,
    'POST',
    '/v1/pictures/have',
    body,
    { 'content-type': 'application/json' },
    PictureStandings,
  )
}

/** One chunk of a sealed file; where it belongs stands in the address, which is signed with the bytes. */
export function sendChunk(
  line: Line,
  pictureId: string,
  offset: number,
  chunk: Uint8Array,
): Promise<Reply<PictureStanding>> {
  const headers = { 'content-type': 'application/offset+octet-stream' }
  const path = `/v1/pictures/${pictureId}?offset=${offset}`
  return exchange(line, 'PATCH', path, Buffer.from(chunk), headers, PictureStanding)
}

export function finishPicture(line: Line, pictureId: string): Promise<Reply<PictureStanding>> {
  const headers = { 'content-type': 'application/json' }
  return exchange(
    line,
    'POST',
    `/v1/pictures/${pictureId}/done`,
    Buffer.from(JSON.stringify({})),
    headers,
    PictureStanding,
  )
}

/** A part of what a stick brought; the city says how far it has this piece. */
export function sendPiece(
  line: Line,
  pieceId: string,
  offset: number,
  part: Uint8Array,
): Promise<Reply<{ offset: number }>> {
  const headers = { 'content-type': 'application/offset+octet-stream' }
  const path = `/v1/bundles/${pieceId}?offset=${offset}`
  return exchange(line, 'PATCH', path, Buffer.from(part), headers, z.object({ offset: z.number().int() }))
}

/** All pieces are there: the city takes them in and answers whoever wrote them. */
export function finishBundle(line: Line, pieces: readonly string[]): Promise<Reply<BundleDone>> {
  const headers = { 'content-type': 'application/json' }
  return exchange(line, 'POST', '/v1/bundles', Buffer.from(JSON.stringify({ pieces })), headers, BundleDone)
}

/** Asks for something of this centre, for comparison: a case, a page of cases, totals. */
export function read<Body>(line: Line, path: string, shape: z.ZodType<Body>): Promise<Reply<Body>> {
  return exchange(line, 'GET', path, Buffer.alloc(0), {}, shape)
}

/** Own entries of a log this disk has lost. */
export function logAfter(
  line: Line,
  { after, epoch, limit }: { readonly epoch: number; readonly after: number; readonly limit?: number },
): Promise<Reply<LogPage>> {
  const most = limit === undefined ? '' : `&limit=${limit}`
  return read(line, `/v1/log?epoch=${epoch}&after=${after}${most}`, LogPage)
}

/** Seals the log and asks for the next one; the answer is the certificate as the city signed it. */
export function openEpoch(line: Line, message: OpenEpoch): Promise<Reply<Certificate>> {
  const body = Buffer.from(JSON.stringify(message))
  return exchange(line, 'POST', '/v1/epochs', body, { 'content-type': 'application/json' }, Certificate)
}

/** More time for the certificate this desk has. */
export function renewCertificate(line: Line): Promise<Reply<Certificate>> {
  const headers = { 'content-type': 'application/json' }
  return exchange(line, 'POST', '/v1/certificates', Buffer.from(JSON.stringify({})), headers, Certificate)
}

/** A clock that is years off is set by the city's word, and the request made once more (security.md 5.1). */
async function exchange<Body>(
  line: Line,
  method: string,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  shape: z.ZodType<Body>,
): Promise<Reply<Body>> {
  const reply = await exchangeOnce(line, method, path, body, headers, shape)
  if (reply.type !== 'problem' || reply.proof?.reason !== 'clock') return reply
  line.offsetMs = reply.proof.cityMs - line.wallMs()
  return exchangeOnce(line, method, path, body, headers, shape)
}

async function exchangeOnce<Body>(
  line: Line,
  method: string,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  shape: z.ZodType<Body>,
): Promise<Reply<Body>> {
  const createdMs = `${Math.max(0, Math.round(line.wallMs() + line.offsetMs))}`
  const nonce = line.newId()
  const digest = bodyDigest(body)
  const parts = { method, path, deskId: line.deskId, createdMs, nonce, digest, profile: 2 } as const
  const signature = signRequest(line.deskKey, parts)
  try {
    const brought = await line.carry(line.cityUrl + path, {
      method,
      ...(method === 'GET' ? {} : { body }),
      idleMs: line.idleMs,
      ...(line.giveUp ? { giveUp: line.giveUp } : {}),
      headers: {
        ...headers,
        [requestHeaders.desk]: line.deskId,
        [requestHeaders.created]: createdMs,
        [requestHeaders.nonce]: nonce,
        [requestHeaders.digest]: digest,
        [requestHeaders.signature]: signature,
        [requestHeaders.profile]: '2',
      },
    })
    return understand(line, { ...brought, nonce }, shape)
  } catch (error) {
    return { type: 'outage', reason: (error as Error).name === 'TimeoutError' ? 'timeout' : 'no-answer' }
  }
}

type Heard = Brought & { readonly nonce: string }

/** A status code proves nothing: login pages of hotels and proxies answer 200 too (sync.md B 45). */
function understand<Body>(
  line: Line,
  { nonce, retryAfter, status, text }: Heard,
  shape: z.ZodType<Body>,
): Reply<Body> {
  const json = parse(text)
  if (status === 200) {
    const signed = Signed.safeParse(json)
    if (!signed.success || !isOurs(line, signed.data, nonce))
      return { type: 'outage', reason: 'not-the-city' }
    line.answers += 1
    const body = shape.safeParse(parse(signed.data.body))
    return body.success
      ? { type: 'answer', body: body.data, signedText: JSON.stringify(signed.data) }
      : { type: 'outage', reason: 'city-error' }
  }
  const problem = Problem.safeParse(json)
  if (!problem.success) return { type: 'outage', reason: status >= 500 ? 'city-error' : 'not-the-city' }
  if (status === 429 || status === 503) return { type: 'outage', reason: 'city-busy' }
  // No room for pictures is no outage: records still go through.
  const full = problem.data.code === 'E_QUOTA'
  if (status >= 500 && !full) return { type: 'outage', reason: 'city-error' }
  const seconds = Number(retryAfter)
  const proof = proofOf(line, problem.data, nonce)
  if (proof) line.answers += 1
  return {
    type: 'problem',
    status,
    problem: problem.data,
    ...(proof ? { proof } : {}),
    ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  }
}

/** Signed by the city, and for no other request than this; a certificate alone stands by itself. */
function isOurs({ cityKey }: Line, signed: Signed, nonce: string): boolean {
  return (signed.nonce === undefined || signed.nonce === nonce) && answerVerifies(cityKey, signed)
}

function proofOf({ cityKey }: Line, { code, signed }: Problem, nonce: string): RefusalProof | undefined {
  if (signed?.nonce !== nonce || !answerVerifies(cityKey, signed)) return undefined
  const proof = RefusalProof.safeParse(parse(signed.body)).data
  return proof?.code === code ? proof : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
