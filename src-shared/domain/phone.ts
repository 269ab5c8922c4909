import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { narrowed } from './typed-text.ts'

export type PhoneFacts = { readonly phone: string; readonly kind: 'MOBILE' | 'LANDLINE' }

/** Checks a telephone number at which the applicant can be reached. */
export function checkPhone(raw: string): Result<PhoneFacts, 'phone-form'> {
  const phone = narrowed(raw)
    .replaceAll(' ', '')
    .replace(/^(\+86|0086)-?/, '')
  if (isMobile(phone.replaceAll('-', ''))) return ok({ phone: phone.replaceAll('-', ''), kind: 'MOBILE' })
  if (isLandline(phone)) return ok({ phone, kind: 'LANDLINE' })
  return refuse('phone-form')
}

function isMobile(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone)
}

/** The home area 0799 has seven digits everywhere; a missing digit there is certainly a slip. */
function isLandline(phone: string): boolean {
  if (phone.startsWith('0799')) return /^0799-?\d{7}(-\d{1,6})?$/.test(phone)
  return /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/.test(phone)
}
