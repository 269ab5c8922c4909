import type { MergedField } from '#shared/catalogue/merged.ts'
import type { IntakeDraft, PastData } from '#shared/contract/intake.ts'
import { maskIdNumber } from '#shared/domain/masking.ts'
import { isFresh, pastBadge } from '#shared/domain/past.ts'

type Form = IntakeDraft['form']
/** A value of an earlier case that waits for an Enter, with what that Enter fills. */
export type Offer = { readonly sentence: string; readonly fill: Form }

/** What agreeing fills at once: the household, as long as it is not too old. */
export function freshHousehold(
  fields: readonly MergedField[],
  { form }: Pick<IntakeDraft, 'form'>,
  past: PastData | undefined,
  today: string,
): Form {
  return Object.fromEntries(
    fields.flatMap(({ fieldId }) => {
      const seen = past?.household[fieldId]
      return seen && !form[fieldId]?.trim() && isFresh(seen.seenOn, today) ? [[fieldId, seen.value]] : []
    }),
  )
}

/**
 * What an empty field is offered. One Enter takes over the whole person; of data that is too old only
 * the one field, so that every value is looked at by itself.
 */
export function pastOffer(
  field: MergedField,
  form: Form,
  past: PastData | undefined,
  today: string,
): Offer | undefined {
  if (!past || !field.past || form[field.fieldId]?.trim()) return undefined
  const member = memberFor(field, form, past)
  const seen = past.household[field.fieldId] ?? (member && { value: member.values[field.fieldId], ...member })
  if (!seen?.value) return undefined
  const whole = member && isFresh(member.seenOn, today) ? stillEmpty(member.values, form) : {}
  return {
    sentence: `${pastBadge(seen.seenOn, today)}：${shown(field, seen.value)}，按 Enter 沿用`,
    fill: { ...whole, [field.fieldId]: seen.value },
  }
}

/** Where a value came from, while it is still the one that came. */
export function pastSource(
  field: MergedField,
  form: Form,
  past: PastData | undefined,
  today: string,
): string | undefined {
  const value = form[field.fieldId]
  if (!past || !field.past || !value) return undefined
  const member = memberFor(field, form, past)
  if (past.household[field.fieldId]?.value === value)
    return pastBadge(past.household[field.fieldId]?.seenOn ?? '', today)
  return member?.values[field.fieldId] === value ? pastBadge(member.seenOn, today) : undefined
}

/** The draft as it would be if nothing had been taken over from earlier cases. */
export function withoutPast(draft: IntakeDraft, past: PastData): IntakeDraft {
  const { applicant, form } = draft
  const come = new Map<string, readonly (string | undefined)[]>()
  const add = (fieldId: string, value: string | undefined) =>
    come.set(fieldId, [...(come.get(fieldId) ?? []), value])
  for (const [fieldId, { value }] of Object.entries(past.household)) add(fieldId, value)
  for (const { values } of past.members)
    for (const [fieldId, value] of Object.entries(values)) add(fieldId, value)
  const own = (key: 'name' | 'phone' | 'address') =>
    applicant[key] === past[key]?.value ? '' : applicant[key]
  return unsettled({
    ...draft,
    applicant: { ...applicant, name: own('name'), phone: own('phone'), address: own('address') },
    form: Object.fromEntries(
      Object.entries(form).map(([fieldId, value]) => [
        fieldId,
        come.get(fieldId)?.includes(value) ? '' : value,
      ]),
    ),
  })
}

/** Nothing about this person has been asked or answered yet. */
export function unsettled(draft: IntakeDraft): IntakeDraft {
  const { besidesReason: _, consent: __, notSame: ___, ...rest } = draft
  const { partyId: ____, ...applicant } = rest.applicant
  return { ...rest, applicant }
}

/** Whom a field is about: the one whose name was typed, else the one seen last. */
function memberFor({ past: kind }: MergedField, form: Form, { members }: PastData) {
  const those = members.filter((member) => member.kind === kind)
  const [nameField = ''] = Object.keys(those[0]?.values ?? {}).filter((fieldId) => fieldId.endsWith('.name'))
  const typed = form[nameField]?.trim()
  return typed ? those.find(({ values }) => values[nameField] === typed) : those[0]
}

function stillEmpty(values: Form, form: Form): Form {
  return Object.fromEntries(Object.entries(values).filter(([fieldId]) => !form[fieldId]?.trim()))
}

function shown({ options, type }: MergedField, value: string): string {
  if (type === 'idNumber') return maskIdNumber(value)
  return options?.find((option) => option.value === value)?.label ?? value
}
