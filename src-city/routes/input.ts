import type { z } from 'zod'
import { fieldName } from '#shared/kernel/field-name.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { isText } from '#shared/kernel/text.ts'
import { limits } from '#shared/protocol/limits.ts'
import { type Packing, protoOldest, protoVersion } from '#shared/protocol/messages.ts'
import type { CityCode } from '../services/city.ts'
import { inflated, readJson } from './body.ts'
import { type Route, type RouteName, routes } from './contract.ts'

/** What a request brings along, as it was on the line. */
export type Sent = {
  readonly params: unknown
  readonly query: unknown
  readonly body: Uint8Array
  readonly packing: Packing | undefined
}

/** The path wins over the body, and what the schema does not name is refused, not dropped. */
export async function inputOf(name: RouteName, incoming: Sent): Promise<Result<unknown, CityCode>> {
  const parts = { ...(incoming.query as object), ...(incoming.params as object) }
  const route: Route = routes[name]
  if (route.method === 'GET') return checked(route.input, parts)
  if (route.raw) return checked(route.input, { ...parts, body: incoming.body })
  const unpacked = incoming.packing ? await inflated(incoming.body, incoming.packing) : ok(incoming.body)
  if (!unpacked.ok) return unpacked
  const body = readJson(unpacked.value)
  if (!body.ok) return body
  if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))
    return refuse('input-malformed', { field: 'body' })
  const tooMuch = refusedUnread(body.value)
  if (tooMuch) return tooMuch
  return checked(routes[name].input, { ...body.value, ...(incoming.params as object) })
}

/** Two things are said before the shape is looked at, because another version's shape may differ. */
function refusedUnread(body: object): Result<never, CityCode> | undefined {
  const { proto, entries } = body as { readonly proto?: unknown; readonly entries?: unknown }
  if (typeof proto === 'number' && (proto < protoOldest || proto > protoVersion))
    return refuse('E_CLIENT_TOO_OLD', {
      field: 'proto',
      reason: proto < protoOldest ? 'desk-older' : 'city-older',
    })
  if (Array.isArray(entries) && entries.length > limits.maxEntries)
    return refuse('E_TOO_LARGE', { field: 'entries' })
  return undefined
}

function checked(schema: z.ZodType, value: unknown): Result<unknown, CityCode> {
  const read = schema.safeParse(value)
  if (read.success) {
    const unwritable = unwritableAt(read.data)
    return unwritable ? refuse('input-malformed', { field: fieldName(unwritable) }) : ok(read.data)
  }
  const issue = plainest(read.error.issues[0])
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return refuse('input-malformed', { field: fieldName([...(issue?.path ?? []), ...unknownKey]) || 'body' })
}

/** Of several shapes none of which fits, the one with the least wrong is the one that was meant. */
function plainest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const [meant = []] = issue.errors.toSorted((a, b) => a.length - b.length)
  const inner = plainest(meant[0])
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue
}

/** Where a text is that no database keeps: with a NUL in it, or half a character. */
function unwritableAt(value: unknown): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return isText(value) ? undefined : []
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined
  for (const [key, part] of Object.entries(value)) {
    const within = isText(key) ? unwritableAt(part) : []
    if (within) return [Array.isArray(value) ? Number(key) : key, ...within]
  }
  return undefined
}
