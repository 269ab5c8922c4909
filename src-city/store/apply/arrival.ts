import { DeskEvent, kindVersions } from '#shared/domain/events.ts'
import { fieldName } from '#shared/kernel/field-name.ts'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { parsed } from '#shared/kernel/json.ts'
import { held, type Verdict } from './verdict.ts'

/** An entry that is well chained, before anybody asked whether it makes sense. */
export type Arrival = {
  readonly seq: number
  readonly entryId: EntryId
  readonly kind: string
  readonly kindV: number
  readonly caseId: CaseId | undefined
  readonly actedOn: string
  readonly envelope: string
  readonly salt: string
  readonly body: string
  readonly hash: string
}

export type Reading = { readonly event: DeskEvent } | { readonly verdict: Verdict }

/** Reads the body by its schema. What cannot be read is kept and waits for a city that can. */
export function readEvent({ kind, kindV, body }: Arrival): Reading {
  if (!isKnown(kind)) return { verdict: held('HELD_SCHEMA', 'kind-unknown') }
  if (kindVersions[kind] !== kindV) return { verdict: held('HELD_SCHEMA', 'kind-version-unknown') }
  const read = DeskEvent.safeParse(parsed(body))
  if (!read.success) return { verdict: atField(read.error.issues[0]?.path ?? []) }
  if (read.data.type !== kind) return { verdict: atField(['type']) }
  return { event: read.data }
}

/** Names the field for whoever looks into it, never its value. */
function atField(path: readonly PropertyKey[]): Verdict {
  const verdict = held('HELD_SCHEMA', 'body-schema')
  const field = fieldName(path)
  return field === '' ? verdict : { ...verdict, detail: `${verdict.detail}（${field}）` }
}

function isKnown(kind: string): kind is keyof typeof kindVersions {
  return Object.hasOwn(kindVersions, kind)
}
