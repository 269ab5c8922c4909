import type { MergedField } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'

/** What the form already knows about a field from the applicant, as the form stores it. */
function knownValue(field: MergedField, { applicant, form }: IntakeDraft, today: string): string | undefined {
  const from = field.from ?? parentSource(field.fieldId, form)
  if (!from) return undefined
  const id = applicant.kind === 'PERSON' ? checkIdNumber(applicant.idNumber, today, new Set()) : undefined
  const facts = id?.ok ? id.value : undefined
  switch (from) {
    case 'applicant.name':
      return applicant.name || undefined
    case 'applicant.idNumber':
      // An organisation's code is no answer to a question for a person's number, nor the other way round.
      return (field.type === 'creditCode') === (applicant.kind === 'ORGANISATION')
        ? applicant.idNumber || undefined
        : undefined
    case 'applicant.phone':
      return applicant.phone || undefined
    case 'applicant.address':
      return applicant.address || undefined
    case 'applicant.birthDate':
      return facts?.birthDate
    case 'applicant.sex':
      return facts && sexValue(field, facts.sex)
  }
}

/** Fills what is empty and known; what the clerk typed stays. */
export function knownValues(
  fields: readonly MergedField[],
  draft: IntakeDraft,
  today: string,
): Readonly<Record<string, string>> {
  const known = fields.flatMap((field) => {
    const value = draft.form[field.fieldId]?.trim() ? undefined : knownValue(field, draft, today)
    return value === undefined ? [] : [[field.fieldId, value] as const]
  })
  return Object.fromEntries(known)
}

/** An applicant who turns out not to be this parent leaves that parent's fields again. */
export function leftByRelation(
  fields: readonly MergedField[],
  draft: IntakeDraft,
): Readonly<Record<string, string>> {
  const { applicant, form } = draft
  const own: readonly string[] = [applicant.name, applicant.idNumber, applicant.phone]
  const others = fields.filter(({ fieldId }) => isParent(fieldId) && !parentSource(fieldId, form))
  return Object.fromEntries(
    others.flatMap(({ fieldId }) => (form[fieldId] && own.includes(form[fieldId]) ? [[fieldId, '']] : [])),
  )
}

function isParent(fieldId: string): boolean {
  return /^(mother|father)\./.test(fieldId)
}

/** A mother who applies for her child is asked for herself once. */
function parentSource(fieldId: string, form: IntakeDraft['form']): keyof typeof parentSources | undefined {
  const [who, what = ''] = fieldId.split('.')
  if (!isParent(fieldId) || form['applicant.relation'] !== who) return undefined
  const source = `applicant.${what}`
  return isSource(source) ? source : undefined
}

const parentSources = {
  'applicant.name': true,
  'applicant.idNumber': true,
  'applicant.phone': true,
} as const

function isSource(source: string): source is keyof typeof parentSources {
  return Object.hasOwn(parentSources, source)
}

/** Where a value came from, while it is still the one that came. */
export function sourceBadge(field: MergedField, draft: IntakeDraft, today: string): string | undefined {
  const value = draft.form[field.fieldId]
  if (!value || knownValue(field, draft, today) !== value) return undefined
  return field.from === 'applicant.birthDate' || field.from === 'applicant.sex' ? '由身份证号得出' : '办事人'
}

function sexValue(field: MergedField, sex: 'MALE' | 'FEMALE'): string | undefined {
  const word = sex === 'MALE' ? '男' : '女'
  if (!field.options) return word
  return field.options.find(({ label, value }) => value === sex || label === word)?.value
}
