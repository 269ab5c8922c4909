import { z } from 'zod'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { narrowed } from './typed-text.ts'

/** Who carries a bag outside the centre; `OTHER` is any other company, by its name. */
export const CourierCompany = z.enum(['EMS', 'SF', 'OTHER'])
export type CourierCompany = z.infer<typeof CourierCompany>

/** As a list says it before the number. */
export const courierWords: Readonly<Record<CourierCompany, string>> = {
  EMS: '邮政 EMS',
  SF: '顺丰',
  OTHER: '快递',
}

/** EMS: two letters, nine digits, CN, or thirteen digits; SF: SF and twelve or thirteen digits. */
const forms: Readonly<Record<CourierCompany, RegExp>> = {
  EMS: /^([A-Z]{2}\d{9}CN|\d{13})$/,
  SF: /^SF\d{12,13}$/,
  OTHER: /^[A-Z0-9]{10,20}$/,
}

/** A number as it is stored: narrow, in capitals, without the blanks and hyphens people write into it. */
export function checkWaybill(company: CourierCompany, raw: string): Result<string, 'waybill-form'> {
  const waybill = narrowed(raw).replace(/[\s-]/g, '').toUpperCase()
  return forms[company].test(waybill) ? ok(waybill) : refuse('waybill-form', { company, waybill })
}
