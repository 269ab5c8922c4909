import type { Answer } from '#shared/contract/desk.ts'
import type { ApplicantDraft, PastData } from '#shared/contract/intake.ts'
import { isFresh, pastBadge } from '#shared/domain/past.ts'
import { useIntake } from './intake-draft.ts'

type OwnField = 'name' | 'phone' | 'address'
type Taken = (Answer<'party.past'> & { ok: true })['value']

/** Fills what is empty and not too old; what was typed or read from the card stays. */
export function takeOver({ consent, past }: Taken, today: string): void {
  const { agree, draft, setApplicant } = useIntake.getState()
  agree(past, consent)
  const { applicant } = draft
  const fresh = (field: OwnField) =>
    applicant[field].trim() === '' && past[field] && isFresh(past[field].seenOn, today)
      ? { [field]: past[field].value }
      : {}
  setApplicant({ ...fresh('name'), ...fresh('phone'), ...fresh('address') })
}

/** Where the clerk goes on: the first thing about the applicant that is still empty. */
export function firstOpenPlace(): string {
  const { draft, past } = useIntake.getState()
  const { address, birthDate, identityMethod, idNumber, name, noPhoneReason, phone } = draft.applicant
  if (idNumber === '' && identityMethod !== 'PENDING') return 'idNumber'
  if (name === '') return 'name'
  if (identityMethod === 'PENDING' && !birthDate && !phone) return 'birthDate'
  if (phone === '' && noPhoneReason === '') return 'phone'
  return address === '' && past?.address ? 'address' : 'capacity'
}

/** What an empty field of the applicant is offered because it is too old to be filled. */
export function ownOffer(
  field: OwnField,
  applicant: ApplicantDraft,
  past: PastData | undefined,
  today: string,
): { readonly value: string; readonly sentence: string } | undefined {
  const seen = past?.[field]
  if (!seen || applicant[field].trim() !== '') return undefined
  return { value: seen.value, sentence: `${pastBadge(seen.seenOn, today)}：${seen.value}，按 Enter 沿用` }
}

/** The source of a value that still is the one of an earlier case. */
export function ownSource(
  field: OwnField,
  applicant: ApplicantDraft,
  past: PastData | undefined,
  today: string,
): string | undefined {
  const seen = past?.[field]
  return seen && seen.value === applicant[field] ? pastBadge(seen.seenOn, today) : undefined
}
