import { assert } from '#shared/kernel/fault.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type Day, isDay } from './day.ts'
import { narrowed } from './typed-text.ts'

export type CaseNoParts = {
  /** Nine digits of the township. */
  readonly area: string
  readonly date: Day
  /** Three characters allotted to the desk by the city; they make the number unique without a line. */
  readonly deskPart: string
  /** Begins at 1 each day. */
  readonly serial: number
}
export type CaseNoFault = 'case-no-length' | 'case-no-form' | 'case-no-check-character'
export type CaseNoFacts = CaseNoParts & { readonly caseNo: string }

/** The 25 characters of a matter's number; final at once, with or without a line to the city. */
export function makeCaseNo({ area, date, deskPart, serial }: CaseNoParts): string {
  assert(/^\d{9}$/.test(area), 'a case number names a township by nine digits')
  assert(isDay(date), 'a case number carries a day that exists')
  assert(/^[0-9A-Z]{3}$/.test(deskPart), 'a desk part is three digits or capitals')
  assert(Number.isInteger(serial) && serial >= 1 && serial <= 9999, 'a desk opens 1 to 9999 matters a day')
  const body = `${area}${date.replaceAll('-', '')}${deskPart}${String(serial).padStart(4, '0')}`
  return body + checkCharacter(body)
}

/** Reads a number typed from paper or scanned, grouped or not. */
export function checkCaseNo(raw: string): Result<CaseNoFacts, CaseNoFault> {
  const caseNo = narrowed(raw).replace(/[\s-]/g, '').toUpperCase()
  if (caseNo.length !== 25) return refuse('case-no-length', { length: String(caseNo.length) })
  const match = /^(\d{9})(\d{4})(\d{2})(\d{2})([0-9A-Z]{3})(\d{4})[0-9A-Z]$/.exec(caseNo)
  if (!match) return refuse('case-no-form')

  const [, area = '', year, month, day, deskPart = '', serial] = match
  const date = `${year}-${month}-${day}`
  if (!isDay(date) || Number(serial) === 0) return refuse('case-no-form')
  if (checkCharacter(caseNo.slice(0, 24)) !== caseNo[24]) return refuse('case-no-check-character')
  return ok({ caseNo, area, date, deskPart, serial: Number(serial) })
}

/** Grouped for the eye: `360322102-20260914-A07-0032-X`. */
export function formatCaseNo(caseNo: string): string {
  const cuts = [0, 9, 17, 20, 24, 25]
  return cuts
    .slice(1)
    .map((cut, at) => caseNo.slice(cuts[at], cut))
    .join('-')
}

/** The number of the n-th item of a matter. */
export function itemCaseNo(caseNo: string, n: number): string {
  return `${caseNo}-${twoDigits(n)}`
}

export function handoverSlipNo(caseNo: string, n: number): string {
  return `${caseNo}-J${twoDigits(n)}`
}

export function authorizationLetterNo(caseNo: string, n: number): string {
  return `${caseNo}-W${twoDigits(n)}`
}

/** ISO 7064 MOD 37,36: finds every single wrong character and every swap of neighbours. */
export function checkCharacter(body: string): string {
  let product = 36
  for (const character of body) {
    const sum = (product + alphabet.indexOf(character)) % 36 || 36
    product = (sum * 2) % 37
  }
  return alphabet.charAt((37 - product) % 36)
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function twoDigits(n: number): string {
  assert(Number.isInteger(n) && n >= 1 && n <= 99, 'a matter has 1 to 99 of each kind of paper')
  return String(n).padStart(2, '0')
}
