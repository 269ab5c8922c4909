import type { MergedField } from '#shared/catalogue/merged.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { charactersIn } from '#shared/kernel/characters.ts'

export type FieldFault = 'field-missing' | 'field-form' | 'field-long'

/** What a field takes when the catalogue sets no limit of its own; the desk counts the same. */
export const lengthMax = 200

/** What is wrong with one field, or nothing. An optional field may stay empty. */
export function wrongField(
  field: MergedField,
  form: Readonly<Record<string, string>>,
  today: string,
): FieldFault | undefined {
  const value = (form[field.fieldId] ?? '').trim()
  if (value === '') return field.required ? 'field-missing' : undefined
  if (charactersIn(value) > (field.maxLength ?? lengthMax)) return 'field-long'
  return hasForm(field, value, today) ? undefined : 'field-form'
}

function hasForm(field: MergedField, value: string, today: string): boolean {
  switch (field.type) {
    case 'idNumber':
      return checkIdNumber(value, today, new Set()).ok
    case 'creditCode':
      return checkCreditCode(value).ok
    case 'phone':
      return checkPhone(value).ok
    case 'date':
      return parseTypedDay(value, today).ok
    case 'number':
    case 'money':
      return /^\d{1,12}(\.\d{1,2})?$/.test(value)
    case 'account':
      return /^\d{8,24}$/.test(value.replaceAll(' ', ''))
    case 'choice':
      return field.options?.some((option) => option.value === value) ?? true
    case 'text':
    case 'address':
      return true
  }
}
