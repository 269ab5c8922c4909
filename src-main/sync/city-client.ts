import type { z } from 'zod'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import type { LinkReason } from '#shared/domain/link.ts'
import type { ChainPoint } from '#shared/protocol/entry.ts'
import { FeedPage } from '#shared/protocol/feed.ts'
import { type Hello, Problem, PushAck, Signed, Welcome } from '#shared/protocol/messages.ts'
import { PictureStanding, PictureStandings } from '#shared/protocol/picture.ts'
import { answerVerifies, bodyDigest, requestHeaders, signRequest } from '#shared/protocol/signing.ts'

/** What the wire needs to know of this desk and its city. */
export type Line = {
  readonly cityUrl: string
  readonly cityKey: string
  readonly deskId: string
  readonly deskKey: string
  readonly wallMs: () => number
  readonly newId: () => string
  readonly timeoutMs: number
}

/** An answer that verified, a refusal in the city's words, or an outage: the line, not the record. */
export type Reply<Body> =
  | { readonly type: 'answer'; readonly body: Body; readonly signedText: string }
  | {
      readonly type: 'problem'
      readonly status: number
      readonly problem: Problem
      readonly retryAfterMs?: number
    }
  | { readonly type: 'outage'; readonly reason: LinkReason }

export function hello(line: Line, message: Hello): Promise<Reply<Welcome>> {
  const body = Buffer.from(JSON.stringify(message))
  return exchange(line, 'POST', '/v1/hello', body, { 'content-type': 'application/json' }, Welcome)
}

/** Sends a packed batch; the signature covers the pressed bytes as they go over the line. */
export function push(line: Line, pressed: Buffer): Promise<Reply<PushAck>> {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  return exchange(line, 'POST', '/v1/push', pressed, headers, PushAck)
}

/** Asks for the next page of the centre's feed. */
export function feedAfter(line: Line, { hash, seq }: ChainPoint): Promise<Reply<FeedPage>> {
  return read(line, `/v1/feed?after=${seq}&hash=${hash}`, FeedPage)
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

/** Asks for something of this centre, for comparison: a case, a page of cases, totals. */
export function read<Body>(line: Line, path: string, shape: z.ZodType<Body>): Promise<Reply<Body>> {
  return exchange(line, 'GET', path, Buffer.alloc(0), {}, shape)
}

async function exchange<Body>(
  line: Line,
  method: string,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  shape: z.ZodType<Body>,
): Promise<Reply<Body>> {
  const createdMs = `${line.wallMs()}`
  const nonce = line.newId()
  const digest = bodyDigest(body)
  const signature = signRequest(line.deskKey, { method, path, deskId: line.deskId, createdMs, nonce, digest })
  try {
    const response = await fetch(line.cityUrl + path, {
      method,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(line.timeoutMs),
      headers: {
        ...headers,
        [requestHeaders.desk]: line.deskId,
        [requestHeaders.created]: createdMs,
        [requestHeaders.nonce]: nonce,
        [requestHeaders.digest]: digest,
        [requestHeaders.signature]: signature,
      },
    })
    return understand(
      line,
      response.status,
      response.headers.get('retry-after'),
      await response.text(),
      shape,
    )
  } catch (error) {
    return { type: 'outage', reason: (error as Error).name === 'TimeoutError' ? 'timeout' : 'no-answer' }
  }
}

/** A status code proves nothing: login pages of hotels and proxies answer 200 too (sync.md B 45). */
function understand<Body>(
  line: Line,
  status: number,
  retryAfter: string | null,
  text: string,
  shape: z.ZodType<Body>,
): Reply<Body> {
  const json = parse(text)
  if (status === 200) {
    const signed = Signed.safeParse(json)
    if (!signed.success || !answerVerifies(line.cityKey, signed.data))
      return { type: 'outage', reason: 'not-the-city' }
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
  return {
    type: 'problem',
    status,
    problem: problem.data,
    ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
