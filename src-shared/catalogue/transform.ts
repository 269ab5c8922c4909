import { addressParts } from '#shared/domain/address-parts.ts'
import type { Transform } from './typing-profile.ts'

/** A value in the form a department's screen takes. Dates come as `2026-09-18`, addresses whole. */
export function transformed(value: string, transform: Transform | undefined): string {
  const [year = '', month = '', day = ''] = value.split('-')
  switch (transform) {
    case 'date-compact':
      return `${year}${month}${day}`
    case 'date-slash':
      return `${year}/${month}/${day}`
    case 'date-chinese':
      return `${year}年${Number(month)}月${Number(day)}日`
    case 'address-county':
      return addressParts(value).county
    case 'address-township':
      return addressParts(value).township
    case 'address-village':
      return addressParts(value).village
    case 'address-rest':
      return addressParts(value).rest
    // A choice is told in words unless its code is asked for; who knows the options has done that.
    case 'choice-code':
    case undefined:
      return value
  }
}
