import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { DraftId, type StaffId } from '#shared/kernel/ids.ts'
import { fill, supply } from '../support/visits.ts'
import { judgementOf, type Visit } from './day-file.ts'

export type AskAs = <N extends Name>(name: N, input: Input<N>) => Promise<Answer<N>>
/** One person at a window of the desk; the PIN is given once more where an act says no. */
export type Seat = { readonly ask: AskAs; readonly pin: string; readonly staffId: StaffId }
export type Played =
  | {
      readonly ok: true
      readonly caseId: string
      readonly caseNo: string
      readonly choice: string
      readonly prints: number
    }
  | { readonly ok: false; readonly code: string; readonly detail: Readonly<Record<string, string>> }

/** Plays one visit as a window would: saves the draft, reviews, decides, prints. Never around the contract. */
export async function playVisit(
  { ask, pin }: Pick<Seat, 'ask' | 'pin'>,
  catalogue: Catalogue,
  visit: Visit,
  newId: () => string,
): Promise<Played> {
  const draft = draftOf(catalogue, visit, newId())
  const saved = await ask('draft.save', { draft })
  if (!saved.ok) return { ok: false, ...saved.refusal }
  const review = await ask('intake.review', { draftId: draft.draftId })
  if (!review.ok) return turnAway(ask, draft, review.refusal)
  const choice = visit.choice ?? review.value.defaultChoice
  const decided = await ask('intake.decide', {
    draftId: draft.draftId,
    choice,
    ...(visit.ground ? { ground: visit.ground } : {}),
    confirm: { pin },
  })
  if (!decided.ok) return turnAway(ask, draft, decided.refusal)
  let prints = 0
  for (const paper of visit.print ? decided.value.papers : []) {
    const content = await ask('paper.content', { paperId: paper.paperId })
    const printed = content.ok ? await ask('paper.printed', { paperId: paper.paperId }) : content
    if (!printed.ok) return { ok: false, ...printed.refusal }
    prints += 1
  }
  return { ok: true, caseId: decided.value.caseId, caseNo: decided.value.caseNo, choice, prints }
}

/** The person goes home without a case; the draft goes too, so that the day's end is clean. */
async function turnAway(
  ask: AskAs,
  draft: IntakeDraft,
  refusal: { readonly code: string; readonly detail: Readonly<Record<string, string>> },
): Promise<Played> {
  await ask('draft.discard', { draftId: draft.draftId })
  const code = refusal.code === 'draft-faulty' ? (refusal.detail['code'] ?? refusal.code) : refusal.code
  return { ok: false, code, detail: refusal.detail }
}

function draftOf(catalogue: Catalogue, visit: Visit, id: string): IntakeDraft {
  const { pending, ...applicant } = visit.applicant
  const known = catalogue.matters.some(({ matterId }) => matterId === visit.matter)
  const answers = {
    ...(known && visit.fill !== 'nothing'
      ? firstAnswers(catalogue, visit.matter, visit.answers ?? {})
      : visit.answers),
  }
  const merged = known ? mergeMatter(catalogue, visit.matter, answers) : undefined
  const said = visit.materials.map(({ judgement, row }) => ({
    rowId: rowOf(row),
    judgement: judgementOf(judgement),
  }))
  const rest =
    visit.fill === 'all' && merged
      ? merged.materials
          .filter(({ rowId }) => !said.some((each) => each.rowId === rowId))
          .map((row) => ({ rowId: row.rowId, judgement: supply(row) }))
      : []
  const typed =
    visit.fill !== 'nothing' && merged
      ? Object.fromEntries(merged.fields.map((field) => [field.fieldId, fill(field)]))
      : {}
  return {
    draftId: DraftId.parse(id),
    step: 'review',
    matterId: visit.matter,
    applicant: { ...applicant, identityMethod: pending ? 'PENDING' : 'TYPED' },
    representative: visit.representative,
    answers,
    form: { ...typed, ...visit.form },
    materials: [...said, ...rest],
    besidesReason: visit.besidesReason ?? (visit.fill === 'nothing' ? '' : '给另一位家人办'),
  }

  /** A row may be named by its id or by the name of the material. */
  function rowOf(row: string): string {
    return merged?.materials.find((each) => each.rowId === row || each.name === row)?.rowId ?? row
  }
}

function firstAnswers(
  catalogue: Catalogue,
  matterId: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const answers = { ...given }
  for (let guard = 0; guard < 40; guard += 1) {
    const open = mergeMatter(catalogue, matterId, answers).questions.find(
      ({ answer }) => answer === undefined,
    )
    const first = open?.options[0]?.optionId
    if (!open || !first || answers[open.situationId] !== undefined) return answers
    answers[open.situationId] = first
  }
  return answers
}
