import { checkCaseNo } from '#shared/domain/case-number.ts'
import type { MatterDecided, MatterReceived, PaperPrinted } from '#shared/domain/events.ts'
import type { Clocks, ItemState } from '#shared/domain/item-case.ts'
import { keepsOriginal } from '#shared/domain/material.ts'
import { checkApplicant, noteCard } from './card-holder.ts'
import { takeInOriginals } from './custody.ts'
import { type ItemRow, ownsPart, type PaperRow, type Stage } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

/** The rules below say no before they change anything: a returned entry leaves no trace (invariant 13). */
export function applyMatterReceived(stage: Stage, event: MatterReceived): VerdictCode | undefined {
  const { caseId, caseNo } = event
  if (stage.cases.has(caseId)) return 'case-already-received'
  const numbered = checkNumber(stage, caseNo) ?? checkApplicant(stage, event)
  if (numbered) return numbered
  const items = new Map<string, ItemRow>(
    event.items.map((item) => [
      item.itemNo,
      {
        ...itemRow(item),
        since: event.receivedOn,
        corrections: 0,
        extended: false,
        deptName: item.deptName,
        role: item.role,
        projectNo: null,
        actedSeq: 0,
        seenSeq: 0,
      },
    ]),
  )
  const materials = new Map(event.materials.map((row) => [row.rowId, row]))
  if (items.size < event.items.length || materials.size < event.materials.length) return 'part-listed-twice'

  noteCard(stage, event)
  stage.takenNos.set(caseNo, caseId)
  stage.changed.add(caseId)
  stage.cases.set(caseId, {
    caseId,
    caseNo,
    deskId: stage.desk.deskId,
    matterId: event.matterId,
    receivedOn: event.receivedOn,
    choice: null,
    decidedOn: null,
    items,
    papers: new Map(),
    // A row nobody judged is still expected (domain.md 3.6).
    materials: new Map([...materials.values()].map((row) => [row.rowId, row.judgement?.state ?? 'EXPECTED'])),
    judged: new Set(materials.keys()),
  })
  takeInOriginals(
    stage,
    { caseId, on: event.receivedOn },
    event.materials.filter(({ judgement }) => keepsOriginal(judgement)).map(({ rowId }) => rowId),
  )
  return undefined
}

export function applyMatterDecided(stage: Stage, event: MatterDecided): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  if (image.choice && !mayDecideAgain.has(image.choice)) return 'case-already-decided'
  const outcomes = new Map(event.outcomes.map((outcome) => [outcome.itemNo, outcome]))
  if (event.outcomes.some(({ itemNo }) => !image.items.has(itemNo))) return 'item-unknown'
  const papers = new Map<string, PaperRow>(
    event.papers.map(({ paperId, kind, docNo }) => [paperId, { paperId, kind, docNo, printed: 0 }]),
  )
  const repeats = event.papers.some(({ paperId }) => image.papers.has(paperId))
  if (repeats || outcomes.size < event.outcomes.length || papers.size < event.papers.length)
    return 'part-listed-twice'

  for (const [itemNo, { state, clocks }] of outcomes) {
    const item = image.items.get(itemNo)
    if (item) image.items.set(itemNo, stepped(item, { state, clocks, on: event.decidedOn }))
  }
  for (const [paperId, paper] of papers) image.papers.set(paperId, paper)
  image.choice = event.choice
  image.decidedOn = event.decidedOn
  stage.changed.add(event.caseId)
  return undefined
}

export function applyPaperPrinted(stage: Stage, event: PaperPrinted): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  const paper = image.papers.get(event.paperId)
  if (!paper) return 'paper-unknown'
  image.papers.set(event.paperId, { ...paper, printed: paper.printed + 1 })
  stage.changed.add(event.caseId)
  return undefined
}

/** After these the applicant comes back and the matter is decided once more (domain.md 3.2). */
const mayDecideAgain: ReadonlySet<string> = new Set(['CORRECT', 'RECEIVE_ONLY'])

/** Taken before foreign: when two desks meet in one number, that is the sentence that helps. */
function checkNumber({ takenNos, desk }: Stage, caseNo: string): VerdictCode | undefined {
  const checked = checkCaseNo(caseNo)
  if (!checked.ok) return checked.refusal.code
  // Only the stored form is one number for one case; spacing and small letters are for typing.
  if (checked.value.caseNo !== caseNo) return 'case-no-form'
  if (takenNos.has(caseNo)) return 'case-no-taken'
  const { area, deskPart } = checked.value
  return area === desk.centreId.slice(0, 9) && ownsPart(desk, deskPart) ? undefined : 'case-no-foreign'
}

/** An item where it stands from now on. */
export function stepped(
  item: ItemRow,
  step: { readonly state: ItemState; readonly clocks: Clocks; readonly on?: string },
): ItemRow {
  const { clocks, state } = step
  const moved = state !== item.state
  return {
    ...item,
    ...itemRow({ itemNo: item.itemNo, itemId: item.itemId, state, clocks }),
    since: moved ? (step.on ?? item.since) : item.since,
    corrections: item.corrections + (moved && state === 'CORRECTION_PENDING' ? 1 : 0),
    // A desk that does not know yet of the department's extension does not take it back.
    extended: item.extended || clocks.extension !== undefined,
  }
}

type ItemFacts = {
  readonly itemNo: string
  readonly itemId: string
  readonly state: ItemState
  readonly clocks: Clocks
}

function itemRow({ itemNo, itemId, state, clocks }: ItemFacts) {
  return {
    itemNo,
    itemId,
    state,
    acceptedOn: clocks.acceptedOn ?? null,
    promisedDue: clocks.promisedDue ?? null,
    statutoryDue: clocks.statutoryDue ?? null,
  }
}
