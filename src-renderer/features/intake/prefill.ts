import type { MergedField } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'

/** What the form already knows about a field from the applicant, as the form stores it. */
function knownValue(field: MergedField, { applicant }: IntakeDraft, today: string): string | undefined {
  if (!field.from) return undefined
  const id = applicant.kind === 'PERSON' ? checkIdNumber(applicant.idNumber, today, new Set()) : undefined
  const facts = id?.ok ? id.value : undefined
  switch (field.from) {
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

/** Where a value came from, while it is still the one that came. */
export function sourceBadge(field: MergedField, draft: IntakeDraft, today: string): string | undefined {
  const value = draft.form[field.fieldId]
  if (!field.from || !value || knownValue(field, draft, today) !== value) return undefined
  return field.from === 'applicant.birthDate' || field.from === 'applicant.sex' ? '由身份证号得出' : '办事人'
}

function sexValue(field: MergedField, sex: 'MALE' | 'FEMALE'): string | undefined {
  const word = sex === 'MALE' ? '男' : '女'
  if (!field.options) return word
  return field.options.find(({ label, value }) => value === sex || label === word)?.value
}
