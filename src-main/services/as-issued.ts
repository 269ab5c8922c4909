import type { ItemRow, MaterialRow, MatterRow, PaperRow } from '#main/store/queries/case.ts'
import { listOfCase } from '#main/store/queries/journal.ts'
import type { RefusalGround } from '#shared/domain/decision.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import type { Clocks, ItemState } from '#shared/domain/item-case.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Reader } from '#shared/sqlite/store.ts'

type Case = {
  readonly matter: MatterRow
  readonly items: readonly ItemRow[]
  readonly materials: readonly MaterialRow[]
}

/**
 * A case as it stood when a paper was issued.
 *
 * A paper printed again months later says what it said the first time, although the item has long been
 * decided and what was missing was brought: it is the same document under the same number.
 */
export function asIssued(reader: Reader, paper: PaperRow, now: Case): Case {
  const states = new Map<string, { readonly state: ItemState; readonly clocks: Clocks }>()
  const judgements = new Map<string, Judgement | null>()
  let ground: RefusalGround | undefined
  for (const row of listOfCase(reader, paper.caseId)) {
    const event = DeskEvent.parse(JSON.parse(row.body))
    switch (event.type) {
      case 'matter-received':
        for (const { clocks, itemNo, state } of event.items) states.set(itemNo, { state, clocks })
        for (const { judgement, rowId } of event.materials) judgements.set(rowId, judgement ?? null)
        break
      case 'matter-decided':
        for (const { clocks, itemNo, state } of event.outcomes) states.set(itemNo, { state, clocks })
        ground = event.ground
        break
      case 'item-moved':
        states.set(event.itemNo, { state: event.to, clocks: event.clocks })
        if (event.move.act === 'REFUSE') ground = event.move.ground
        break
      case 'material-judged':
        for (const { judgement, rowId } of event.rows) judgements.set(rowId, judgement)
        break
      case 'desk-opened':
      case 'catalogue-adopted':
      case 'staff-added':
      case 'originals-returned':
      case 'clocks-recalculated':
      case 'party-told-apart':
      case 'consultation-logged':
      case 'value-revealed':
      case 'typing-done':
      case 'paper-printed':
        break
    }
    if ('papers' in event && event.papers.some(({ paperId }) => paperId === paper.paperId)) break
  }
  return {
    matter: withGround(now.matter, ground),
    items: now.items.map((item) => ({ ...item, ...states.get(item.itemNo) })),
    materials: now.materials.map((row) => ({ ...row, judgement: judgements.get(row.rowId) ?? null })),
  }
}

function withGround(matter: MatterRow, ground: RefusalGround | undefined): MatterRow {
  return matter.decision && ground ? { ...matter, decision: { ...matter.decision, ground } } : matter
}
