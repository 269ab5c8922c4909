import { z } from 'zod'
import { characters } from '#shared/kernel/characters.ts'
import { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import type { MatterReceived } from './events.ts'
import { checkIdNumber } from './id-number.ts'

/** What of an intake may be set right after the city sent it back. */
export const CorrectedField = z.enum(['name', 'idNumber'])
export type CorrectedField = z.infer<typeof CorrectedField>

/** Set right, right as it was, or not pursued: always an entry of its own, the first one stays as it is. */
export const CorrectionWay = z.enum(['FIXED', 'STANDS', 'LEFT'])
export type CorrectionWay = z.infer<typeof CorrectionWay>

/** An entry the city had sent back was looked at by a person (sync.md C.7). */
export const EntryCorrected = z.object({
  type: z.literal('entry-corrected'),
  caseId: CaseId.optional(),
  corrects: EntryId,
  /** What the city had said. */
  code: z.string().max(60),
  way: CorrectionWay,
  changes: z.array(z.object({ field: CorrectedField, value: characters(60) })).max(4),
  reason: characters(200).optional(),
})
export type EntryCorrected = z.infer<typeof EntryCorrected>

/** Sent back for what it says, so that a field can be set right; everything else is about the order of things. */
export const fixableFields: Readonly<Record<string, readonly CorrectedField[]>> = {
  'card-name-differs': ['name', 'idNumber'],
}

export type Wish = Pick<EntryCorrected, 'way' | 'changes'> & { readonly reason?: string | undefined }

/**
 * What a person may say of an entry that came back.
 *
 * A rule about the order of things is not argued with: such an entry is looked at and left, with a reason, and
 * the step is done again where the case now stands.
 */
export function decideCorrection(
  returned: { readonly entryId: EntryId; readonly caseId?: CaseId | undefined; readonly code: string },
  { changes, reason, way }: Wish,
  today: Day,
): Result<EntryCorrected, 'not-fixable' | 'nothing-changed' | 'number-wrong' | 'reason-missing'> {
  const fields = fixableFields[returned.code] ?? []
  const said = reason?.trim() ?? ''
  const kept = changes
    .map(({ field, value }) => ({ field, value: value.trim() }))
    .filter(({ value }) => value)
  if (way !== 'LEFT' && fields.length === 0) return refuse('not-fixable')
  if (way !== 'FIXED' && said.length < 2) return refuse('reason-missing')
  if (way === 'FIXED' && kept.length === 0) return refuse('nothing-changed')
  if (kept.some(({ field }) => !fields.includes(field))) return refuse('not-fixable')
  const number = kept.find(({ field }) => field === 'idNumber')
  if (way === 'FIXED' && number && !checkIdNumber(number.value, today, new Set()).ok)
    return refuse('number-wrong')
  return ok({
    type: 'entry-corrected',
    ...(returned.caseId ? { caseId: returned.caseId } : {}),
    corrects: returned.entryId,
    code: returned.code,
    way,
    changes: way === 'FIXED' ? kept : [],
    ...(said ? { reason: said } : {}),
  })
}

/** The intake as it counts from now on; what was written down first stays in the journal. */
export function amended(
  event: MatterReceived,
  { changes, code, reason, way }: EntryCorrected,
): MatterReceived {
  if (way === 'LEFT') return event
  const told = new Map(changes.map(({ field, value }) => [field, value]))
  const name = told.get('name') ?? event.applicant.name
  const typed = told.get('idNumber')
  const id = typed === undefined ? undefined : checkIdNumber(typed, event.receivedOn, new Set())
  return {
    ...event,
    applicant: {
      ...event.applicant,
      name,
      ...(id?.ok ? { idNumber: id.value.idNumber, birthDate: id.value.birthDate, sex: id.value.sex } : {}),
    },
    ...(way === 'STANDS' ? { confirmed: { code, reason: reason ?? '' } } : {}),
  }
}
