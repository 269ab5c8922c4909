import { dropDraft } from '#main/store/notes/drafts.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findPartyById, listToldApart } from '#main/store/queries/party.ts'
import { record } from '#main/store/record.ts'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { type ChoiceOutlook, type DraftFault, IntakeDraft } from '#shared/contract/intake.ts'
import { clocksOf, firstReviewOf } from '#shared/domain/clocks.ts'
import {
  Choice,
  decideMatter,
  defaultChoice,
  type ItemFacts,
  type Outcome,
  standsInTheWay,
} from '#shared/domain/decision.ts'
import type { MatterReceived } from '#shared/domain/events.ts'
import type { JudgedMaterial, Judgement } from '#shared/domain/material.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { daysLeft, dueDays } from './days-left.ts'
import { actOf, type Desk, today } from './desk.ts'
import { ownDraft } from './draft.ts'
import { checkDraft } from './draft-check.ts'
import { nextCaseNo } from './numbers.ts'
import { papersFor } from './paper-plan.ts'
import { brokenPledgeOf } from './pledge-past.ts'
import { findOpenSame, partyIdOf, receivedFrom } from './received.ts'
import { confirmed } from './staff.ts'

/** What each choice would do today, and all that stands in the way. */
export function review(desk: Desk, { draftId }: Input<'intake.review'>): Answer<'intake.review'> {
  return desk.store.read((reader) => {
    const row = ownDraft(desk, reader, draftId)
    if (!row.ok) return row
    const draft = IntakeDraft.parse(row.value.body)
    const matterId = knownMatter(desk, draft)
    if (!matterId) return refuse('matter-unknown')
    const { faults, merged } = checkDraft(desk.rules, draft, matterId, today(desk))
    faults.push(...besidesFaults(reader, desk, draft))
    const facts = factsOf(merged, draft.materials)
    const brokenPledge = brokenPledgeOf(reader, desk, partyIdOf(reader, desk, draft))
    const ground = { category: 'CONDITIONS', reason: '预览' } as const
    const choices = Choice.options.map((choice): ChoiceOutlook => {
      const outcomes = decideMatter(facts, choice, ground, brokenPledge)
      if (!outcomes.ok) return { choice, allowed: false, why: { ...outcomes.refusal }, outcomes: [] }
      return { choice, allowed: true, outcomes: outlook(desk, merged, outcomes.value) }
    })
    return ok({ faults, choices, defaultChoice: defaultChoice(facts, brokenPledge) })
  })
}

/**
 * The act. Everything is looked up, merged and checked again inside the one transaction, so what is
 * recorded never depends on what a window believed.
 */
export async function decide(desk: Desk, input: Input<'intake.decide'>): Promise<Answer<'intake.decide'>> {
  const turnedAway = input.choice === 'REFUSE' || input.choice === 'NOT_REQUIRED'
  const confirmation = turnedAway ? await confirmed(desk, input.confirm) : ok(undefined)
  if (!confirmation.ok) return confirmation
  return desk.store.write((writer) => {
    const row = ownDraft(desk, writer, input.draftId)
    if (!row.ok) return row
    const draft = IntakeDraft.parse(row.value.body)
    const matterId = knownMatter(desk, draft)
    if (!matterId) return refuse('matter-unknown')
    const day = today(desk)
    const { faults, merged } = checkDraft(desk.rules, draft, matterId, day)
    faults.push(...besidesFaults(writer, desk, draft))
    const standing = faults.filter((each) => standsInTheWay(each, input.choice, input.ground))
    const [first] = standing
    if (first)
      return refuse('draft-faulty', {
        code: first.code,
        at: first.at,
        n: `${standing.length}`,
        ...first.detail,
      })
    const brokenPledge = brokenPledgeOf(writer, desk, partyIdOf(writer, desk, draft))
    const facts = factsOf(merged, draft.materials)
    const outcomes = decideMatter(facts, input.choice, input.ground, brokenPledge)
    if (!outcomes.ok) return outcomes

    const self = getInstallation(writer)
    const caseNo = nextCaseNo(writer, self, day)
    if (!caseNo.ok) return caseNo
    const caseId = CaseId.parse(draft.draftId)
    const received = receivedFrom(writer, desk, { caseId, caseNo: caseNo.value, draft, merged, day })
    record(writer, actOf(desk), received)
    tellApart(writer, desk, received, draft)
    const clocked = outlook(desk, merged, outcomes.value)
    const papers = papersFor(writer, desk, {
      self,
      day,
      outcomes: outcomes.value,
      items: merged.items,
      materials: received.materials,
    })
    record(writer, actOf(desk), {
      type: 'matter-decided',
      caseId,
      choice: input.choice,
      decidedOn: day,
      ...(input.ground && input.choice === 'REFUSE' ? { ground: input.ground } : {}),
      outcomes: clocked.map(({ itemNo, state, clocks }) => ({ itemNo, state, clocks })),
      papers,
    })
    dropDraft(writer, input.draftId)
    return ok({ caseId, caseNo: caseNo.value, papers, outcomes: clocked })
  })
}

/** A second case of the same matter beside an open one is only begun with a reason (ui.md 2.a). */
function besidesFaults(reader: Reader, desk: Desk, draft: IntakeDraft): readonly DraftFault[] {
  if (draft.besidesReason?.trim()) return []
  const open = findOpenSame(reader, draft.matterId, partyIdOf(reader, desk, draft))
  return open
    ? [{ code: 'same-case-open', step: 'applicant', at: 'same-case', detail: { caseNo: open.caseNo } }]
    : []
}

/** Whoever the clerk compared with the applicant and found to be somebody else, once a pair. */
function tellApart(
  writer: Writer,
  desk: Desk,
  { applicant, caseId }: MatterReceived,
  draft: IntakeDraft,
): void {
  const { partyId } = applicant
  const before = new Set([partyId, ...listToldApart(writer, partyId)])
  const from = [...new Set(draft.notSame ?? [])].filter(
    (other) => !before.has(other) && findPartyById(writer, other),
  )
  if (from.length > 0) record(writer, actOf(desk), { type: 'party-told-apart', caseId, partyId, from })
}

function knownMatter(desk: Desk, draft: IntakeDraft): string | undefined {
  return desk.rules.catalogue.matters.find((matter) => matter.matterId === draft.matterId)?.matterId
}

function outlook(desk: Desk, merged: MergedMatter, outcomes: readonly Outcome[]): ChoiceOutlook['outcomes'] {
  const day = today(desk)
  return outcomes.flatMap(({ itemNo, state }) => {
    const item = merged.items.find((each) => each.itemNo === itemNo)
    if (!item) return []
    const firstReview = firstReviewOf({ ...item, permit: item.itemType === 'PERMIT' })
    const clocks = clocksOf(desk.rules.calendar, { ...item, firstReview }, state, day)
    const workingDaysLeft = daysLeft(desk, dueDays(clocks))
    return [{ itemNo, name: item.name, role: item.role, state, clocks, workingDaysLeft }]
  })
}

/** What the decision rule needs: each item with the judgements of the rows it asks for. */
function factsOf(merged: MergedMatter, judged: readonly JudgedMaterial[]): readonly ItemFacts[] {
  const judgements = new Map(judged.map(({ judgement, rowId }) => [rowId, judgement]))
  return merged.items.map((item) => ({
    itemNo: item.itemNo,
    name: item.name,
    role: item.role,
    caseKind: item.caseKind,
    allowsDeficiency: item.allowsDeficiency,
    rows: merged.materials
      .filter((row) => row.usedBy.includes(item.itemId))
      .map((row) => ({
        rowId: row.rowId,
        name: row.name,
        judgement: binding(row.necessity, judgements.get(row.rowId)),
      })),
  }))
}

/** A missing optional paper holds up nothing, but it still has to be looked at. */
function binding(necessity: string, judgement: Judgement | undefined): Judgement | undefined {
  return necessity === 'OPTIONAL' && judgement?.state === 'EXPECTED' ? { state: 'NOT_APPLICABLE' } : judgement
}
