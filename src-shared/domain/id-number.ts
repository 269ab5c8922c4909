import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type Day, dayOf, partsOf } from './day.ts'
import { narrowed } from './typed-text.ts'

export type Sex = 'MALE' | 'FEMALE'
export type IdNumberFault = 'id-length' | 'id-form' | 'id-birth-date' | 'id-check-digit'
export type IdNumberWarning = 'area-unknown'
export type IdNumberFacts = {
  readonly idNumber: string
  readonly birthDate: Day
  readonly sex: Sex
  readonly warnings: readonly IdNumberWarning[]
}

export const elderlyFrom = 60

/**
 * Checks a citizen's identity number (GB 11643-1999) as it was typed, scanned or read from a card.
 *
 * An unknown area only warns: the area is the place where the number was first given, so numbers of
 * abolished counties are ordinary, and their holders are mostly the elderly. `knownAreas` may hold
 * six digits for a county, four for a whole city, two for a whole province.
 */
export function checkIdNumber(
  raw: string,
  today: Day,
  knownAreas: ReadonlySet<string>,
): Result<IdNumberFacts, IdNumberFault> {
  const idNumber = narrowed(raw).toUpperCase()
  if (idNumber.length !== 18) return refuse('id-length', { length: String(idNumber.length) })
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) return refuse('id-form')

  const birthDate = birthDateIn(idNumber)
  if (!birthDate || birthDate > today || birthDate < '1900-01-01') return refuse('id-birth-date')
  if (checkDigit(idNumber) !== idNumber[17]) return refuse('id-check-digit')

  return ok({
    idNumber,
    birthDate,
    sex: Number(idNumber[16]) % 2 === 1 ? 'MALE' : 'FEMALE',
    warnings: isKnownArea(idNumber, knownAreas) ? [] : ['area-unknown'],
  })
}

/** Full years of life. Someone born on 29 February is a year older on 1 March. */
export function ageOn(birthDate: Day, today: Day): number {
  const born = partsOf(birthDate)
  const now = partsOf(today)
  const before = now.month < born.month || (now.month === born.month && now.date < born.date)
  return now.year - born.year - (before ? 1 : 0)
}

export function isElderly(age: number): boolean {
  return age >= elderlyFrom
}

function birthDateIn(idNumber: string): Day | undefined {
  return dayOf(Number(idNumber.slice(6, 10)), Number(idNumber.slice(10, 12)), Number(idNumber.slice(12, 14)))
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function checkDigit(idNumber: string): string | undefined {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0)
  return '10X98765432'[sum % 11]
}

/** Numbers that begin with 9 belong to foreign permanent residents and name no county. */
function isKnownArea(idNumber: string, knownAreas: ReadonlySet<string>): boolean {
  if (idNumber.startsWith('9')) return true
  return [6, 4, 2].some((digits) => knownAreas.has(idNumber.slice(0, digits)))
}
