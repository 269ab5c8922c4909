import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { DraftId } from '#shared/kernel/ids.ts'
import { rules } from '../support/a-desk.ts'
import { aVisit } from '../support/visits.ts'
import { idNumber } from './people.ts'

export type Sample = {
  readonly matterId: string
  readonly items: number
  readonly materials: number
  readonly draft: (n: number, nowMs: number) => IntakeDraft
}

/** The same matter again and again, each time for somebody else: what two ways of writing are compared by. */
export function sampleVisit(wanted = 12): Sample {
  const [found] = rules.catalogue.matters
    .flatMap(({ matterId }) =>
      answersOf(matterId, {}).map((answers) => ({
        answers,
        ...mergeMatter(rules.catalogue, matterId, answers),
      })),
    )
    .filter(({ items }) => items.some(({ role }) => role === 'DECIDE' || role === 'FIRST_REVIEW'))
    .toSorted((a, b) => Math.abs(a.materials.length - wanted) - Math.abs(b.materials.length - wanted))
  if (!found) throw new Error('the catalogue has no matter this centre may accept')
  const template = aVisit(found.matterId, { answers: found.answers })
  return {
    matterId: found.matterId,
    items: found.items.length,
    materials: found.materials.length,
    draft: (n, nowMs) => ({
      ...template,
      draftId: DraftId.parse(uuidV7(nowMs)),
      applicant: { ...template.applicant, idNumber: idNumber(n) },
    }),
  }
}

/** Every way the questions of a matter can be answered. */
export function answersOf(
  matterId: string,
  given: Readonly<Record<string, string>>,
): readonly Record<string, string>[] {
  const open = mergeMatter(rules.catalogue, matterId, given).questions.find(
    ({ answer }) => answer === undefined,
  )
  if (!open) return [{ ...given }]
  return open.options.flatMap(({ optionId }) =>
    answersOf(matterId, { ...given, [open.situationId]: optionId }),
  )
}
