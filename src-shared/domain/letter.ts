import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { addDays, addMonths, type Day, daysBetween } from './day.ts'
import type { Limit } from './item-case.ts'
import { addWorkingDays, type DueDate, dueDate, type WorkingDayCalendar } from './working-days.ts'

/** What a principal may let the officer do (domain.md D9). */
export const LetterAct = z.enum([
  'SUBMIT',
  'COLLECT_NOTICE',
  'CORRECT',
  'PAY_STATUTORY_FEE',
  'COLLECT_RESULT',
  'QUERY',
  'OTHER',
])
export type LetterAct = z.infer<typeof LetterAct>

/** What no letter hands over, whatever its words: they stay the principal's own (domain.md D9). */
export const NeverDelegated = z.enum(['PROMISE_FACTS', 'CHANGE_CONTENT', 'GIVE_UP_RIGHTS'])
export type NeverDelegated = z.infer<typeof NeverDelegated>

const words = (max: number) => z.string().trim().max(max)

export const Principal = z.object({
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: words(60).min(1),
  idNumber: words(30),
  birthDate: DateText.optional(),
  phone: words(20).optional(),
  address: words(80).optional(),
  legalRepresentative: words(30).optional(),
})
export type Principal = z.infer<typeof Principal>

/** Who signs: the principal, a guardian with the proof of it, or who represents an organisation by law. */
export const Signer = z.object({
  as: z.enum(['PRINCIPAL', 'GUARDIAN', 'LEGAL_REPRESENTATIVE']),
  name: words(60),
  idNumber: words(30).optional(),
  birthDate: DateText.optional(),
  relation: words(30).optional(),
  /** The paper that shows the relation: a household register, a court's ruling. */
  proof: words(80).optional(),
})
export type Signer = z.infer<typeof Signer>

export const LetterItem = z.object({
  itemNo: z.string().max(2),
  name: words(120),
  code: words(40).optional(),
})
export type LetterItem = z.infer<typeof LetterItem>

/** All that stands in a letter. There is no place in it for a fee: the service is free of charge. */
export const LetterTerms = z.strictObject({
  principal: Principal,
  signer: Signer,
  officerId: StaffId,
  items: z.array(LetterItem).max(60),
  acts: z.array(LetterAct).max(10),
  otherAct: words(80).optional(),
  validFrom: DateText,
  /** The last day on which the letter holds. */
  validTo: DateText,
  subDelegation: z.boolean(),
  dataConsent: z.boolean(),
  /** Apart from the other: health, poverty, disability, children under 14 (PIPL 28–31). */
  sensitiveConsent: z.boolean(),
})
export type LetterTerms = z.infer<typeof LetterTerms>

/** How a letter came to its end before its last day: `STOPPED` is an errand that was given up. */
export const LetterEnd = z.enum(['REVOKED', 'PRINCIPAL_DIED', 'FULFILLED', 'RENEWED', 'STOPPED'])
export type LetterEnd = z.infer<typeof LetterEnd>

export const LetterState = z.enum(['DRAFT', 'SIGNED', 'ACTIVE', 'EXPIRED', 'REVOKED', 'FULFILLED', 'VOID'])
export type LetterState = z.infer<typeof LetterState>

/** As much of a letter as its force depends on; the city knows no more of it than this. */
export type LetterForce = {
  readonly officerId: StaffId
  readonly validFrom: Day
  readonly validTo: Day
  readonly acts: readonly LetterAct[]
  readonly subDelegation: boolean
  readonly ended?: { readonly on: Day; readonly cause: LetterEnd } | undefined
}

/** Where a letter stands on a day. Never stored: a day that passes needs nobody to notice it. */
export function letterStateOn({ ended, validFrom, validTo }: LetterForce, day: Day): LetterState {
  if (ended && day >= ended.on) return endStates[ended.cause]
  if (day > validTo) return 'EXPIRED'
  return day < validFrom ? 'SIGNED' : 'ACTIVE'
}

const endStates: Readonly<Record<LetterEnd, LetterState>> = {
  REVOKED: 'REVOKED',
  PRINCIPAL_DIED: 'VOID',
  FULFILLED: 'FULFILLED',
  RENEWED: 'EXPIRED',
  STOPPED: 'REVOKED',
}

export const mandateCodes = [
  'letter-missing',
  'letter-not-yet',
  'letter-expired',
  'letter-revoked',
  'letter-fulfilled',
  'principal-died',
  'act-not-authorised',
] as const
export type MandateCode = (typeof mandateCodes)[number]

/** The power to do one thing on one day. Only `mandateFor` gives it. */
export type Mandate = {
  readonly act: LetterAct | 'ANY'
  readonly day: Day
  /** Whom the letter names; somebody else acts only where it allows sub-delegation. */
  readonly officerId: StaffId
  readonly subDelegation: boolean
}

/**
 * Whether a letter covers an act on a day, the first and the last day of its period included.
 *
 * The day a letter was revoked, or its principal died, is no longer covered: nobody can tell afterwards
 * what came first that day. `ANY` asks only whether the letter is in force.
 */
export function mandateFor(
  letter: LetterForce | undefined,
  act: LetterAct | 'ANY',
  day: Day,
): Result<Mandate, MandateCode> {
  if (!letter) return refuse('letter-missing')
  const { acts, officerId, subDelegation, validFrom, validTo } = letter
  switch (letterStateOn(letter, day)) {
    case 'DRAFT':
      return refuse('letter-missing')
    case 'SIGNED':
      return refuse('letter-not-yet', { from: validFrom })
    case 'EXPIRED':
      return refuse('letter-expired', { to: letter.ended ? addDays(letter.ended.on, -1) : validTo })
    case 'REVOKED':
      return refuse('letter-revoked', { on: letter.ended?.on ?? '' })
    case 'VOID':
      return refuse('principal-died', { on: letter.ended?.on ?? '' })
    case 'FULFILLED':
      return refuse('letter-fulfilled', { on: letter.ended?.on ?? '' })
    case 'ACTIVE':
      return act === 'ANY' || acts.includes(act)
        ? ok({ act, day, officerId, subDelegation })
        : refuse('act-not-authorised', { act })
  }
}

/** The same for an order whose letter was renewed: any of its letters may cover the day, the newest says why not. */
export function mandateOf(
  newestFirst: readonly LetterForce[],
  act: LetterAct | 'ANY',
  day: Day,
): Result<Mandate, MandateCode> {
  for (const letter of newestFirst) {
    const mandate = mandateFor(letter, act, day)
    if (mandate.ok) return mandate
  }
  return mandateFor(newestFirst[0], act, day)
}

/** How near the end is: seven days before and on the day before (ui.md UX-416), while it can still be renewed in time. */
export function letterWarning(letter: LetterForce, day: Day): 'SEVEN_DAYS' | 'ONE_DAY' | undefined {
  const state = letterStateOn(letter, day)
  if (state !== 'ACTIVE' && state !== 'SIGNED') return undefined
  const left = daysBetween(day, letter.validTo)
  if (left <= 1) return 'ONE_DAY'
  return left <= 7 ? 'SEVEN_DAYS' : undefined
}

export const letterMonthsMax = 6
const daysAfterPromise = 10

/**
 * The period a letter gets unless somebody says otherwise: until the last promise, then ten working
 * days for the way back, and never over half a year.
 */
export function defaultPeriod(
  calendar: WorkingDayCalendar,
  from: Day,
  promised: readonly Limit[],
): { readonly validFrom: Day; readonly validTo: Day; readonly provisional: boolean } {
  const latest = promised
    .map((limit) => dueDate(calendar, from, limit))
    .reduce<DueDate>((a, b) => (b.due > a.due ? b : a), { due: from, provisional: false })
  const end = addWorkingDays(calendar, latest.due, daysAfterPromise)
  const last = addMonths(from, letterMonthsMax)
  if (end.due > last) return { validFrom: from, validTo: last, provisional: false }
  return { validFrom: from, validTo: end.due, provisional: latest.provisional || end.provisional }
}
