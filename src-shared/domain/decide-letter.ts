import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type AssistMode, isOrderOver, type OrderState } from './assist.ts'
import { addMonths, type Day } from './day.ts'
import { ageOn } from './id-number.ts'
import { type LetterEnd, type LetterForce, type LetterTerms, letterMonthsMax } from './letter.ts'
import { filingCodes, filingOn, type Officer } from './officer.ts'
import { checkSignature, type Signature, signatureCodes } from './signature.ts'

export const letterCodes = [
  ...filingCodes,
  ...signatureCodes,
  'order-not-delegated',
  'order-over',
  'principal-died',
  'before-registration',
  'date-ahead',
  'items-missing',
  'item-foreign',
  'presence-required',
  'delegation-not-allowed',
  'acts-missing',
  'other-act-missing',
  'act-never-delegated',
  'letter-backdated',
  'period-reversed',
  'period-too-long',
  'data-consent-missing',
  'sensitive-consent-missing',
  'guardian-needed',
  'guardian-proof-missing',
  'guardian-minor',
  'signer-not-entitled',
  'renewal-needed',
] as const
export type LetterCode = (typeof letterCodes)[number]

/** What the catalogue says of one item of the case. */
export type DelegableItem = {
  readonly itemNo: string
  readonly name: string
  readonly requiresPresence: boolean
  readonly presenceReason?: string | undefined
  readonly allowsDelegation: boolean
}

export type LetterFacts = {
  readonly order: {
    readonly mode: AssistMode
    readonly state: OrderState
    readonly registeredOn: Day
    /** Health, poverty, disability or a child under 14: a tick of its own is needed. */
    readonly sensitive: boolean
  }
  readonly today: Day
  /** The day of signing; a letter holds from then at the earliest. */
  readonly on: Day
  readonly officer: Officer | undefined
  readonly items: readonly DelegableItem[]
  /** Letters of this order so far, the newest first. */
  readonly letters: readonly LetterForce[]
  readonly renews: boolean
}

/** Full age by the Civil Code, art. 17. */
const fullAge = 18
/** PIPL art. 31: whose data is sensitive for their age alone. */
const childUnder = 14

/** Whether the terms of a letter may be offered for signature at all, before anybody signs. */
export function checkTerms(terms: LetterTerms, facts: LetterFacts): Result<undefined, LetterCode> {
  const { letters, on, order, renews, today } = facts
  if (order.mode !== 'DELEGATE') return refuse('order-not-delegated')
  if (isOrderOver(order.state)) return refuse('order-over')
  if (letters.some(({ ended }) => ended?.cause === 'PRINCIPAL_DIED')) return refuse('principal-died')
  if (letters.length > 0 && !renews) return refuse('renewal-needed')
  if (on > today) return refuse('date-ahead', { on })
  if (on < order.registeredOn) return refuse('before-registration', { registeredOn: order.registeredOn })
  const filing = filingOn(facts.officer, on)
  if (!filing.ok) return filing
  return firstOf(
    () => checkScope(terms, facts),
    () => checkPeriod(terms, facts),
    () => checkSigner(terms, on),
    () => checkConsent(terms, facts),
  )
}

/** A letter signed: its terms stand, and so does the ink under this very text. */
export function checkSigning(
  terms: LetterTerms,
  signature: Signature,
  facts: LetterFacts & { readonly textSha256: string; readonly officerName: string },
): Result<undefined, LetterCode> {
  const { principal, signer } = terms
  return firstOf<LetterCode>(
    () => checkTerms(terms, facts),
    () =>
      signature.name === signer.name ? ok(undefined) : refuse('signer-not-entitled', { name: signer.name }),
    () =>
      checkSignature(signature, {
        textSha256: facts.textSha256,
        parties: [principal.name, principal.idNumber, signer.idNumber ?? '', facts.officerName].filter(
          Boolean,
        ),
      }),
  )
}

function checkScope(
  { acts, items, otherAct }: LetterTerms,
  { items: known }: LetterFacts,
): Result<undefined, LetterCode> {
  if (items.length === 0) return refuse('items-missing')
  for (const { itemNo, name } of items) {
    const item = known.find((each) => each.itemNo === itemNo)
    if (!item) return refuse('item-foreign', { item: name })
    if (item.requiresPresence)
      return refuse('presence-required', { item: item.name, reason: item.presenceReason ?? '' })
    if (!item.allowsDelegation) return refuse('delegation-not-allowed', { item: item.name })
  }
  if (acts.length === 0) return refuse('acts-missing')
  if (acts.includes('OTHER') && !otherAct) return refuse('other-act-missing')
  return otherAct && isNeverDelegated(otherAct)
    ? refuse('act-never-delegated', { act: otherAct })
    : ok(undefined)
}

/** Words that would hand over what nobody can hand over, whatever stands around them. */
export function isNeverDelegated(otherAct: string): boolean {
  return /承诺|保证属实|声明|放弃|让与|(变更|修改|更改|增加|减少|撤回)[^。]{0,6}(申请|内容|事项)|和解|全权/.test(
    otherAct,
  )
}

function checkPeriod(
  { validFrom, validTo }: LetterTerms,
  { on }: LetterFacts,
): Result<undefined, LetterCode> {
  if (validFrom < on) return refuse('letter-backdated', { on })
  if (validTo < validFrom) return refuse('period-reversed')
  const last = addMonths(validFrom, letterMonthsMax)
  return validTo > last ? refuse('period-too-long', { last }) : ok(undefined)
}

/** Who may sign for whom: Civil Code art. 17–23 for persons, art. 61 for organisations. */
function checkSigner({ principal, signer }: LetterTerms, on: Day): Result<undefined, LetterCode> {
  if (principal.kind === 'ORGANISATION') {
    const entitled = signer.as === 'LEGAL_REPRESENTATIVE' && signer.name === principal.legalRepresentative
    return entitled
      ? ok(undefined)
      : refuse('signer-not-entitled', { name: principal.legalRepresentative ?? '' })
  }
  if (signer.as === 'LEGAL_REPRESENTATIVE') return refuse('signer-not-entitled', { name: principal.name })
  if (signer.as === 'PRINCIPAL') {
    if (isMinor(principal.birthDate, on)) return refuse('guardian-needed', { name: principal.name })
    return signer.name === principal.name
      ? ok(undefined)
      : refuse('signer-not-entitled', { name: principal.name })
  }
  if (!signer.relation || !signer.proof || !signer.idNumber) return refuse('guardian-proof-missing')
  if (signer.idNumber === principal.idNumber) return refuse('signer-not-entitled', { name: principal.name })
  return isMinor(signer.birthDate, on) ? refuse('guardian-minor', { name: signer.name }) : ok(undefined)
}

function checkConsent(
  { dataConsent, principal, sensitiveConsent }: LetterTerms,
  { on, order }: LetterFacts,
): Result<undefined, LetterCode> {
  if (!dataConsent) return refuse('data-consent-missing')
  const sensitive = order.sensitive || isChild(principal.birthDate, on)
  return sensitive && !sensitiveConsent ? refuse('sensitive-consent-missing') : ok(undefined)
}

export function isMinor(birthDate: Day | undefined, on: Day): boolean {
  return birthDate !== undefined && ageOn(birthDate, on) < fullAge
}

export function isChild(birthDate: Day | undefined, on: Day): boolean {
  return birthDate !== undefined && ageOn(birthDate, on) < childUnder
}

export const letterEndCodes = ['letter-over', 'before-signing', 'date-ahead'] as const

/**
 * Ends a letter before its time: revoked, or its principal died, told today or some days later.
 *
 * A letter that is to be renewed from a coming day on can still be revoked until then. A death is noted
 * even after the last day, because it also forbids the renewal.
 */
export function checkLetterEnd(
  { ended, validTo }: LetterForce,
  end: { readonly cause: LetterEnd; readonly on: Day; readonly signedOn: Day; readonly today: Day },
): Result<undefined, (typeof letterEndCodes)[number]> {
  if (end.on > end.today) return refuse('date-ahead', { on: end.on })
  if (end.on < end.signedOn) return refuse('before-signing', { signedOn: end.signedOn })
  if (ended && !(ended.cause === 'RENEWED' && end.on < ended.on)) return refuse('letter-over')
  return end.cause !== 'PRINCIPAL_DIED' && end.on > validTo ? refuse('letter-over') : ok(undefined)
}

function firstOf<Code extends string>(
  ...checks: readonly (() => Result<undefined, Code>)[]
): Result<undefined, Code> {
  for (const check of checks) {
    const checked = check()
    if (!checked.ok) return checked
  }
  return ok(undefined)
}
