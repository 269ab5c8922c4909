import type { z } from 'zod'
import type { CaseId } from '#shared/kernel/ids.ts'
import { parsed } from '#shared/kernel/json.ts'
import { erasedText } from './erasure.ts'
import { DeskEvent } from './events.ts'

/** Stands where a key, a salt or an unsalted hash stood: a hash of a name can be guessed. */
export const erasedHash = 'A'.repeat(43)

/** Text that is of the case or of the catalogue and of nobody: numbers given by a desk, codes, names of matters and departments. */
const kept: ReadonlySet<string> = new Set([
  'base',
  'caseNo',
  'catalogueVersion',
  'centreId',
  'centreName',
  'code',
  'custodyPolicy',
  'deptName',
  'docNo',
  'form',
  'handlingItemCode',
  'hash',
  'home',
  'homeName',
  'itemId',
  'itemNo',
  'itemNos',
  'kept',
  'kind',
  'leadDept',
  'legId',
  'letterNo',
  'materialId',
  'matterId',
  'matterIds',
  'matterName',
  'necessity',
  'photo',
  'pictureId',
  'pictures',
  'profileId',
  'projectNo',
  'rowId',
  'rowIds',
  'taskCode',
  'thingId',
  'thingIds',
  'usedBy',
  'version',
])
const hidden: ReadonlySet<string> = new Set(['commitment', 'key', 'salt', 'sha256', 'textSha256'])
/** Left out whole: they may be absent, and a mark in their place would read as a fact. */
const dropped: ReadonlySet<string> = new Set(['birthDate', 'sex'])

/** Ids and days name nobody, wherever they stand. */
const idOrDay = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2})$/

/**
 * What is left of an entry when its case is erased: ids, codes, days, numbers and states, and no word of or about
 * anybody. Numbers that were given stay given, closed days add up, things keep their way; all else is gone for good,
 * because the salt that bound the body to its envelope goes with it (adr/0041).
 *
 * Erasing twice changes nothing. Throws when the event is of a shape the walk does not know.
 */
export function residueOf(event: DeskEvent, caseId: CaseId): DeskEvent {
  const schema = DeskEvent.options.find((option) => option.shape.type.value === event.type)
  return DeskEvent.parse(leftBy(schema as z.ZodType, event, caseId))
}

/** The same of anything else that is told of a case, by its own schema. */
export function leftBy(schema: z.ZodType, value: object, caseId: CaseId): unknown {
  return walk(schema, value, '', { caseId, owner: value })
}

/** The same of a body as it is written down. Of a kind this program does not know nothing can be told apart: nothing is left. */
export function residueText(body: string, caseId: CaseId): string {
  const event = DeskEvent.safeParse(parsed(body)).data
  return event ? JSON.stringify(residueOf(event, caseId)) : '{}'
}

type Place = { readonly caseId: CaseId; readonly owner: object }

/** Follows the schema, because only it tells a code (one of a few) from words. */
function walk(schema: z.ZodType, value: unknown, key: string, at: Place): unknown {
  if (value === undefined || value === null) return value
  const { def } = schema as unknown as { readonly def: Def }
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'default':
      return walk(def.innerType as z.ZodType, value, key, at)
    case 'object':
      return walkObject(def.shape ?? {}, value as object, at)
    case 'array':
      return key === 'strokes'
        ? []
        : (value as unknown[]).map((each) => walk(def.element as z.ZodType, each, key, at))
    case 'union':
      return walk(
        (def.options ?? []).find((option) => option.safeParse(value).success) as z.ZodType,
        value,
        key,
        at,
      )
    case 'record':
      return {}
    case 'string':
      return textLeft(value as string, key, at)
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
      return value
    default:
      throw new TypeError(`nothing is known of ${def.type}`)
  }
}

type Def = {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly shape?: Readonly<Record<string, z.ZodType>>
}

function walkObject(shape: Readonly<Record<string, z.ZodType>>, value: object, { caseId }: Place): object {
  const fields = Object.entries(value).flatMap(([name, each]) => {
    const schema = shape[name]
    if (!schema || dropped.has(name)) return []
    return [[name, walk(schema, each, name, { caseId, owner: value })] as const]
  })
  return Object.fromEntries(fields)
}

function textLeft(value: string, key: string, { caseId, owner }: Place): string {
  // One person may have another case: nothing here may lead there.
  if (key === 'partyId') return caseId
  if (key === 'hash' && 'offer' in owner) return offerMark(owner)
  if (hidden.has(key)) return erasedHash
  return kept.has(key) || idOrDay.test(value) ? value : erasedText
}

/** An offer and its acceptance go by one name; the hash of its text, names in it and no salt, is not kept. */
function offerMark({ offer }: { readonly offer?: unknown }): string {
  const { offerId } = offer as { readonly offerId: string }
  return offerId.replaceAll('-', '').padEnd(43, 'A')
}
