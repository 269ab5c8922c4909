import { erasedText } from './erasure.ts'

/**
 * How personal data looks on lists, on papers for others and on the applicant's own screen. Where it was erased
 * the name says so, and beside it the rest says nothing.
 */

/** `王*` and `王*民`: the family name stays, so that the clerk still finds the row. */
export function maskName(name: string): string {
  if (name === erasedText) return name
  const characters = Array.from(name.trim())
  const [first = ''] = characters
  if (characters.length <= 2) return characters.length === 2 ? `${first}*` : first && '*'
  return first + '*'.repeat(characters.length - 2) + characters.at(-1)
}

/** First six and last four, which hides the birth date: `360302********0000`. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber === erasedText) return ''
  return idNumber.length <= 10 ? stars(idNumber) : betweenStars(idNumber, 6, 4)
}

/** `138****3210`; a landline keeps its area and its last two digits. */
export function maskPhone(phone: string): string {
  if (phone === erasedText) return ''
  if (/^1\d{10}$/.test(phone)) return betweenStars(phone, 3, 4)
  return phone.length <= 6 ? stars(phone) : betweenStars(phone, 4, 2)
}

/** Only the last four: enough to recognise one's own card, too little to use it. */
export function maskAccount(account: string): string {
  if (account === erasedText) return ''
  return account.length <= 4 ? stars(account) : betweenStars(account, 0, 4)
}

/** Down to the village or neighbourhood; the house number goes. */
export function maskAddress(address: string): string {
  if (address === erasedText) return ''
  const township = /^.*(?:街道|镇|乡)(?=.)/.exec(address)?.[0] ?? /^.*[区县](?=.)/.exec(address)?.[0] ?? ''
  const village = /^.+?(?:村委会|居委会|社区|村)/.exec(address.slice(township.length))?.[0] ?? ''
  const shown = township + village
  return shown === address ? address : `${shown}****`
}

function betweenStars(text: string, head: number, tail: number): string {
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(-tail)
}

function stars(text: string): string {
  return '*'.repeat(text.length)
}
