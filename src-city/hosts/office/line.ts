import { z } from 'zod'
import { errorCode, Fault } from '#shared/kernel/fault.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type Route, type RouteName, type Routes, routes } from '../../routes/contract.ts'

/** Where the city is, and the key or token by which it knows who asks. */
export type Line = { readonly url: string; readonly bearer: string }

const answerMs = 30_000
const Problem = z.object({
  code: z.string(),
  sentence: z.string(),
  field: z.string().optional(),
  reason: z.string().optional(),
})

/**
 * Asks the city over HTTP, as the system of a department would: a refusal is a value, a line that is down or
 * an answer nobody can read is a fault.
 */
export async function askCity<Name extends RouteName>(
  line: Line,
  name: Name,
  input: z.input<Routes[Name]['input']>,
): Promise<Result<z.output<Routes[Name]['output']>, string>> {
  const { method, path }: Route = routes[name]
  const parts = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const place = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = encodeURIComponent(String(parts.get(key)))
    parts.delete(key)
    return value
  })
  const query = new URLSearchParams([...parts].map(([key, value]): [string, string] => [key, String(value)]))
  const response = await heard(
    line,
    name,
    method === 'GET'
      ? { method, place: `${place}?${query}` }
      : { method, place, body: Object.fromEntries(parts) },
  )
  return answered(name, response, await readBody(response))
}

/** A part of a piece of a bundle, as bytes; what the city has of it comes back. */
export async function sendPart(
  line: Line,
  pieceId: string,
  offset: number,
  part: Uint8Array,
): Promise<Result<{ offset: number }, string>> {
  const place = `/v1/operator/bundles/${pieceId}?offset=${offset}`
  const response = await heard(line, 'operatorPiece', { method: 'PATCH', place, part })
  return answered('operatorPiece', response, await readBody(response))
}

function answered<Name extends RouteName>(
  name: Name,
  response: Response,
  body: unknown,
): Result<z.output<Routes[Name]['output']>, string> {
  // The compiler knows the route's output by its name only where the name is known.
  const route: Route = routes[name]
  if (response.ok) return ok(readable(name, route.output.safeParse(body)) as z.output<Routes[Name]['output']>)
  const { code, field = '', reason = '', sentence } = readable(name, Problem.safeParse(body))
  const retryAfterS = response.headers.get('retry-after') ?? ''
  return refuse(code, { sentence, field, reason, retryAfterS, status: String(response.status) })
}

type Wish = {
  readonly method: Route['method']
  readonly place: string
  readonly body?: object
  readonly part?: Uint8Array
}

async function heard(line: Line, name: RouteName, { body, method, part, place }: Wish): Promise<Response> {
  try {
    return await fetch(new URL(place, line.url), {
      method,
      headers: {
        authorization: `Bearer ${line.bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(part === undefined ? {} : { 'content-type': 'application/offset+octet-stream' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(part === undefined ? {} : { body: new Uint8Array(part) }),
      signal: AbortSignal.timeout(answerMs),
    })
  } catch (error) {
    throw new Fault(
      'city-unreachable',
      errorCode(error) || (error as Error).name,
      `没有收到市级（${line.url}）的答复，请检查网络和地址。${again(name)}`,
    )
  }
}

/** Whether it was done is not known; what a second try does is. */
function again(name: RouteName): string {
  if (routes[name].method === 'GET') return '没有改动任何内容。'
  return name === 'openOffice'
    ? '不知道登记上没有：先用 offices 查看，多出来的用 revoke 停用，再重新登记。'
    : '不知道登记上没有：把同一条命令原样再执行一次，不会重复登记。'
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function readable<Value>(name: RouteName, read: z.ZodSafeParseResult<Value>): Value {
  if (read.success) return read.data
  throw new Fault(
    'answer-unreadable',
    read.error.issues[0]?.path.join('.') ?? '',
    `收到的答复读不懂：这个地址不是市级服务，或者版本不配套，请核对 --city。${again(name)}`,
  )
}
