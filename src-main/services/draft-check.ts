import { deferralLimit } from '#shared/catalogue/deferral.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedField, MergedMaterial, MergedMatter } from '#shared/catalogue/merged.ts'
import type { DraftFault, IntakeDraft } from '#shared/contract/intake.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { charactersIn } from '#shared/kernel/characters.ts'
import type { Rules } from './desk.ts'

/** A draft against the catalogue of today: the merged matter and all that stands in the way. */
export type CheckedDraft = { readonly merged: MergedMatter; readonly faults: DraftFault[] }

/** Checks everything at once, so that the applicant is told once and the clerk sees one list. */
export function checkDraft(rules: Rules, draft: IntakeDraft, matterId: string, today: string): CheckedDraft {
  const merged = mergeMatter(rules.catalogue, matterId, draft.answers)
  return {
    merged,
    faults: [
      ...kindFaults(rules, draft, matterId),
      ...applicantFaults(rules, draft, today),
      ...representativeFaults(rules, draft, today),
      ...merged.questions
        .filter((question) => question.answer === undefined)
        .map(({ question, situationId }) => fault('answer-missing', 'situation', situationId, { question })),
      ...formFaults(rules, draft, merged, today),
      ...materialFaults(rules, draft, merged),
    ],
  }
}

/** An allowance is a person's, a company's change is a company's: the catalogue says whose. */
function kindFaults(rules: Rules, { applicant }: IntakeDraft, matterId: string): readonly DraftFault[] {
  const wanted = rules.catalogue.matters.find((matter) => matter.matterId === matterId)?.applicantType
  return wanted === undefined || wanted === 'EITHER' || wanted === applicant.kind
    ? []
    : [fault('applicant-kind-wrong', 'applicant', 'kind')]
}

function applicantFaults(rules: Rules, { applicant }: IntakeDraft, today: string): readonly DraftFault[] {
  const faults: DraftFault[] = []
  if (!applicant.name.trim()) faults.push(fault('applicant-name-missing', 'applicant', 'name'))
  if (applicant.identityMethod !== 'PENDING') {
    const id =
      applicant.kind === 'PERSON'
        ? checkIdNumber(applicant.idNumber, today, rules.knownAreas)
        : checkCreditCode(applicant.idNumber)
    if (!id.ok) faults.push(fault(id.refusal.code, 'applicant', 'idNumber', id.refusal.detail))
  }
  const birthDate = applicant.birthDate?.trim() ?? ''
  if (birthDate && !parseTypedDay(birthDate, today).ok)
    faults.push(fault('field-form', 'applicant', 'birthDate', { field: '出生日期' }))
  if (applicant.phone.trim()) {
    const phone = checkPhone(applicant.phone)
    if (!phone.ok) faults.push(fault('phone-form', 'applicant', 'phone'))
  } else if (!applicant.noPhoneReason.trim()) faults.push(fault('phone-missing', 'applicant', 'phone'))
  return faults
}

function representativeFaults(rules: Rules, draft: IntakeDraft, today: string): readonly DraftFault[] {
  const { capacity, name, idNumber, relation } = draft.representative
  if (capacity === 'SELF') return []
  const at = !name?.trim()
    ? 'name'
    : !idNumber?.trim()
      ? 'idNumber'
      : !relation?.trim()
        ? 'relation'
        : undefined
  if (at) return [fault('representative-missing', 'applicant', `representative.${at}`)]
  const id = checkIdNumber(idNumber ?? '', today, rules.knownAreas)
  return id.ok ? [] : [fault(id.refusal.code, 'applicant', 'representative.idNumber', id.refusal.detail)]
}

function formFaults(
  rules: Rules,
  draft: IntakeDraft,
  merged: MergedMatter,
  today: string,
): readonly DraftFault[] {
  const known = new Set(rules.catalogue.fields.map((field) => field.fieldId))
  const unknown = Object.keys(draft.form)
    .filter((fieldId) => !known.has(fieldId) && !rules.wasKnown(fieldId))
    .map((fieldId) => fault('field-unknown', 'form', fieldId, { field: fieldId }))
  const wrong = merged.fields.flatMap((field) => {
    const value = draft.form[field.fieldId]?.trim() ?? ''
    if (!value)
      return field.required ? [fault('field-missing', 'form', field.fieldId, { field: field.label })] : []
    return fits(rules, field, value, today)
      ? []
      : [fault('field-form', 'form', field.fieldId, { field: field.label, ...tooLong(field, value) })]
  })
  return [...unknown, ...wrong]
}

function fits(rules: Rules, field: MergedField, value: string, today: string): boolean {
  if (charactersIn(value) > lengthOf(field)) return false
  switch (field.type) {
    case 'idNumber':
      return checkIdNumber(value, today, rules.knownAreas).ok
    case 'creditCode':
      return checkCreditCode(value).ok
    case 'date':
      return parseTypedDay(value, today).ok
    case 'phone':
      return checkPhone(value).ok
    case 'choice':
      return field.options?.some((option) => option.value === value) ?? false
    case 'number':
    case 'money':
      return /^\d{1,12}(\.\d{1,2})?$/.test(value)
    case 'account':
      return /^\d{8,24}$/.test(value.replaceAll(' ', ''))
    case 'text':
    case 'address':
      return true
  }
}

/** Says so when it is the length that is wrong: a name that came in from the applicant may be longer. */
function tooLong(field: MergedField, value: string): { readonly max?: string } {
  return charactersIn(value) > lengthOf(field) ? { max: `${lengthOf(field)}` } : {}
}

function lengthOf(field: MergedField): number {
  return field.maxLength ?? 200
}

function materialFaults(rules: Rules, draft: IntakeDraft, merged: MergedMatter): readonly DraftFault[] {
  const rows = new Map(merged.materials.map((row) => [row.rowId, row]))
  const known = new Set(rules.catalogue.materials.map((material) => material.materialId))
  const seen = new Set<string>()
  return draft.materials.flatMap(({ judgement, rowId }) => {
    const row = rows.get(rowId)
    if (seen.has(rowId))
      return [fault('material-judged-twice', 'materials', rowId, { row: row?.name ?? rowId })]
    seen.add(rowId)
    // A row of an item that an answer has switched off is no fault, it just no longer counts.
    const materialId = rowId.split('#')[0] ?? ''
    if (!row)
      return known.has(materialId) || rules.wasKnown(materialId)
        ? []
        : [fault('row-unknown', 'materials', rowId, { row: rowId })]
    const code = misjudged(row, judgement, merged)
    if (!code) return []
    const max = code === 'deferral-too-long' ? { max: `${deferralLimit(row, merged)}` } : {}
    return [fault(code, 'materials', rowId, { row: row.name, ...max })]
  })
}

type MisjudgedCode = Extract<
  DraftFault['code'],
  'never-hold-original' | 'not-waivable' | 'not-deferrable' | 'deferral-too-long' | 'reason-missing'
>

/** Whether a row may be judged so at all; asked at the intake and again when papers are brought later. */
export function misjudged(
  row: MergedMaterial,
  judgement: Judgement,
  merged: MergedMatter,
): MisjudgedCode | undefined {
  if (judgement.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL' && row.custodyPolicy === 'NEVER_HOLD')
    return 'never-hold-original'
  if (judgement.state === 'WAIVED') {
    const may =
      judgement.by === 'commitment'
        ? row.mayCommit || row.waivableBy.includes('commitment')
        : row.waivableBy.includes(judgement.by)
    return may ? undefined : 'not-waivable'
  }
  if (judgement.state === 'NOT_APPLICABLE')
    return row.necessity !== 'OPTIONAL' && !judgement.reason?.trim() ? 'reason-missing' : undefined
  if (judgement.state !== 'DEFERRED') return undefined
  if (!row.mayDefer) return 'not-deferrable'
  return judgement.days > deferralLimit(row, merged) ? 'deferral-too-long' : undefined
}

function fault(
  code: DraftFault['code'],
  step: DraftFault['step'],
  at: string,
  detail: Readonly<Record<string, string>> = {},
): DraftFault {
  return { code, step, at, detail }
}
