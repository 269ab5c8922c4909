import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'

/** Every third person comes without a card: of those who may be meant, one is, or none, or nobody says. */
export async function withoutNumber(
  lottery: Lottery,
  desk: TestDesk,
  visit: IntakeDraft,
): Promise<IntakeDraft> {
  if (visit.applicant.kind !== 'PERSON' || !lottery.chance(0.35)) return visit
  const applicant = {
    ...visit.applicant,
    idNumber: '',
    identityMethod: 'PENDING' as const,
    birthDate: lottery.pick(['19580312', '1940-01-01', '']),
  }
  const asked = await desk.ask('party.candidates', { applicant, notSame: [] })
  if (!asked.ok) throw new Error('nobody refuses to look')
  const ids = asked.value.candidates.map(({ known }) => known.partyId)
  const [first] = ids
  const luck = lottery.draw()
  if (!first || luck < 0.2) return { ...visit, applicant }
  if (luck < 0.6) return { ...visit, applicant: { ...applicant, partyId: first } }
  return { ...visit, applicant, notSame: ids }
}
