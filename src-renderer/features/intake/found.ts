import type { Answer } from '#shared/contract/desk.ts'
import type { Candidate, IntakeDraft } from '#shared/contract/intake.ts'

/** What the desk knows of a number: who it is, what follows from it, what is under way. */
export type Found = (Answer<'party.lookup'> & { ok: true })['value']

/** The person behind the applicant, by the number or because the clerk recognised somebody without one. */
export type Person = Pick<Found, 'known' | 'openCases'>

export function personOf(found: Found | undefined, chosen: Candidate | undefined): Person | undefined {
  return found?.known ? found : (chosen ?? found)
}

/** The open case of the same matter that still needs an answer: open that one, or say why another. */
export function sameCaseOf(person: Person | undefined, draft: IntakeDraft) {
  return draft.besidesReason ? undefined : person?.openCases.find(({ sameMatter }) => sameMatter)
}
