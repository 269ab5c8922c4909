import type {
  ClocksRecalculated,
  DepartmentActed,
  ItemMoved,
  MaterialJudged,
  OriginalsReturned,
} from '#shared/domain/events.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import { keepsOriginal } from '#shared/domain/material.ts'
import { brokenRule } from '#shared/domain/move-rules.ts'
import type { Paper } from '#shared/domain/paper.ts'
import { giveBackOriginals, takeInOriginals } from './custody.ts'
import { stepped } from './matter-case.ts'
import type { CaseImage, ItemRow, PaperRow, Stage } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

/** The same table and the same rules as at the desk; what they refuse goes back to the desk. */
export function applyItemMoved(stage: Stage, event: ItemMoved): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  const item = image.items.get(event.itemNo)
  if (!item) return 'item-unknown'
  const { by, move, on } = event
  const broken = brokenRule(item, { by, move, on, receivedOn: image.receivedOn })
  if (broken) return broken
  // The department acted and the desk did not know: what still fits goes on from where the item now stands.
  if (event.from !== item.state && !isUnseen(item)) return 'state-differs'
  if (event.to !== stateAfter(event.from, move.act)) return 'leads-elsewhere'
  const twice = addPapers(image, event.papers)
  if (twice) return twice
  const state = stateAfter(item.state, move.act) ?? event.to
  image.items.set(event.itemNo, stepped(item, { state, clocks: event.clocks, on }))
  stage.changed.add(event.caseId)
  return undefined
}

/**
 * The desk wrote down a department's act and tells the ends it worked out.
 *
 * The state was moved when the department acted. A city that has lost its feed has no such act any more:
 * then the desk's word is all there is, and the item is put where it stands at the desk (sync.md C.16).
 */
export function applyDepartmentActed(stage: Stage, event: DepartmentActed): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  const item = image.items.get(event.itemNo)
  if (!item) return 'item-unknown'
  const { asks, feed, stands } = event
  if (asks.some(({ rowId }) => !image.materials.has(rowId))) return 'row-unknown'
  const told = stage.feedHashes.get(feed.seq) === feed.hash
  const newest = !told || item.actedSeq <= feed.seq
  if (told && newest && item.state !== stands.state) return 'state-differs'
  const twice = addPapers(image, event.papers)
  if (twice) return twice
  const { clocks, corrections, since } = stands
  image.items.set(event.itemNo, {
    ...stepped(item, { state: newest ? stands.state : item.state, clocks }),
    ...(told ? { seenSeq: Math.max(item.seenSeq, feed.seq) } : {}),
    // An act of before the loss, told by the desk, hides what was counted since; the desk has put them in one order.
    ...(newest ? { since, corrections } : {}),
    projectNo: event.projectNo ?? item.projectNo,
  })
  if (!told)
    for (const { judgement, rowId } of asks) {
      image.materials.set(rowId, judgement.state)
      image.judged.add(rowId)
    }
  stage.changed.add(event.caseId)
  return undefined
}

/** The department acted and the desk's log does not say yet that it knows. */
function isUnseen({ actedSeq, seenSeq }: ItemRow): boolean {
  return actedSeq > seenSeq
}

export function applyMaterialJudged(stage: Stage, event: MaterialJudged): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  if (event.on < image.receivedOn) return 'before-receipt'
  if (event.rows.some(({ rowId }) => !image.materials.has(rowId))) return 'row-unknown'
  for (const { judgement, rowId } of event.rows) {
    image.materials.set(rowId, judgement.state)
    image.judged.add(rowId)
  }
  const kept = event.rows.filter(({ judgement }) => keepsOriginal(judgement))
  takeInOriginals(
    stage,
    event,
    kept.map(({ rowId }) => rowId),
  )
  stage.changed.add(event.caseId)
  return undefined
}

export function applyOriginalsReturned(stage: Stage, event: OriginalsReturned): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  if (event.on < image.receivedOn) return 'before-receipt'
  if (event.rowIds.some((rowId) => !image.materials.has(rowId))) return 'row-unknown'
  const wrong = giveBackOriginals(stage, event, () => addPapers(image, event.papers))
  if (wrong) return wrong
  stage.changed.add(event.caseId)
  return undefined
}

export function applyClocksRecalculated(stage: Stage, event: ClocksRecalculated): VerdictCode | undefined {
  const image = stage.cases.get(event.caseId)
  if (!image) return 'case-not-received'
  if (event.items.some(({ itemNo }) => !image.items.has(itemNo))) return 'item-unknown'
  for (const { clocks, itemNo } of event.items) {
    const item = image.items.get(itemNo)
    if (item) image.items.set(itemNo, stepped(item, { state: item.state, clocks }))
  }
  stage.changed.add(event.caseId)
  return undefined
}

function addPapers(image: CaseImage, papers: readonly Paper[]): VerdictCode | undefined {
  const added = new Map<string, PaperRow>(
    papers.map(({ paperId, kind, docNo }) => [paperId, { paperId, kind, docNo, printed: 0 }]),
  )
  if (added.size < papers.length || papers.some(({ paperId }) => image.papers.has(paperId)))
    return 'part-listed-twice'
  for (const [paperId, paper] of added) image.papers.set(paperId, paper)
  return undefined
}
