import type { FieldSpec } from '#shared/catalogue/schema.ts'
import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'

/** As on every list: names, numbers and days of birth are not read over a shoulder (security.md 4.6). */
export function maskField({ label, type }: Pick<FieldSpec, 'label' | 'type'>, value: string): string {
  if (/姓名|户名|联系人$/.test(label)) return maskName(value)
  if (type === 'date' && label.includes('出生')) return `${value.slice(0, 4)}年`
  return maskers[type]?.(value) ?? value
}

const maskers: Readonly<Partial<Record<FieldSpec['type'], (value: string) => string>>> = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  account: maskAccount,
  address: maskAddress,
}
