import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { narrowed } from './typed-text.ts'

export type CreditCodeFault = 'credit-code-length' | 'credit-code-form' | 'credit-code-check-character'
export type CreditCodeFacts = { readonly creditCode: string; readonly registerArea: string }

/** Without I, O, S, V and Z, which look like digits or like each other. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Checks a unified social credit code (GB 32100-2015).
 *
 * Any of the 31 characters may stand last; the nine-character organisation code and the old
 * registration number are not accepted here.
 */
export function checkCreditCode(raw: string): Result<CreditCodeFacts, CreditCodeFault> {
  const creditCode = narrowed(raw).toUpperCase()
  if (creditCode.length !== 18) return refuse('credit-code-length', { length: String(creditCode.length) })
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(creditCode))
    return refuse('credit-code-form')
  if (checkCharacter(creditCode) !== creditCode[17]) return refuse('credit-code-check-character')
  return ok({ creditCode, registerArea: creditCode.slice(2, 8) })
}

function checkCharacter(creditCode: string): string | undefined {
  let sum = 0
  let weight = 1
  for (const character of creditCode.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31]
}
