import type { DraftFault, IntakeDraft } from '#shared/contract/intake.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import { checkPhone } from '#shared/domain/phone.ts'

export type LocalFault = Pick<DraftFault, 'code' | 'at' | 'detail'>

/** What the clerk can mend before the desk looks at it: the same codes, the same words. */
export function applicantFaults(draft: IntakeDraft, today: string): readonly LocalFault[] {
  return [...identityFaults(draft, today), ...contactFaults(draft), ...representativeFaults(draft, today)]
}

function identityFaults({ applicant }: IntakeDraft, today: string): readonly LocalFault[] {
  const faults: LocalFault[] = []
  const number = idNumberFault(applicant.kind, applicant.idNumber, today)
  if (applicant.identityMethod !== 'PENDING' && number) faults.push(number)
  const birthDate = applicant.birthDate?.trim() ?? ''
  if (applicant.identityMethod === 'PENDING' && birthDate && !parseTypedDay(birthDate, today).ok)
    faults.push({ code: 'field-form', at: 'birthDate', detail: {} })
  if (applicant.name.trim() === '') faults.push({ code: 'applicant-name-missing', at: 'name', detail: {} })
  return faults
}

export function idNumberFault(
  kind: IntakeDraft['applicant']['kind'],
  typed: string,
  today: string,
): LocalFault | undefined {
  const checked = kind === 'PERSON' ? checkIdNumber(typed, today, new Set()) : checkCreditCode(typed)
  return checked.ok
    ? undefined
    : { code: checked.refusal.code, at: 'idNumber', detail: checked.refusal.detail }
}

function contactFaults({ applicant: { phone, noPhoneReason } }: IntakeDraft): readonly LocalFault[] {
  if (phone.trim() === '') return noPhoneReason ? [] : [{ code: 'phone-missing', at: 'phone', detail: {} }]
  return checkPhone(phone).ok ? [] : [{ code: 'phone-form', at: 'phone', detail: {} }]
}

function representativeFaults({ representative }: IntakeDraft, today: string): readonly LocalFault[] {
  const { capacity, idNumber, name, relation } = representative
  if (capacity === 'SELF') return []
  const missing = !name?.trim()
    ? 'name'
    : !idNumber?.trim()
      ? 'idNumber'
      : !relation?.trim()
        ? 'relation'
        : undefined
  if (missing) return [{ code: 'representative-missing', at: `representative.${missing}`, detail: {} }]
  const wrong = idNumberFault('PERSON', idNumber ?? '', today)
  return wrong ? [{ ...wrong, at: 'representative.idNumber' }] : []
}
