import type { ItemRow, MaterialRow, MatterRow, PaperRow } from '#main/store/queries/case.ts'
import { listOfCase } from '#main/store/queries/journal.ts'
import type { RefusalGround } from '#shared/domain/decision.ts'
import {
  DeskEvent,
  type ItemMoved,
  type MatterDecided,
  type OriginalsReturned,
} from '#shared/domain/events.ts'
import type { Clocks, ItemState } from '#shared/domain/item-case.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Paper } from '#shared/domain/paper.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { Reader } from '#shared/sqlite/store.ts'

type Case = {
  readonly matter: MatterRow
  readonly items: readonly ItemRow[]
  readonly materials: readonly MaterialRow[]
}

/** An event that owes papers, with who told it. */
export type Told<Event extends MatterDecided | ItemMoved | OriginalsReturned> = {
  readonly event: Event
  readonly actor: string
}

/** A case as it stood when a paper was issued, and all that had led to it. */
export type Issued = Case & {
  readonly behind: Told<MatterDecided | ItemMoved | OriginalsReturned>
  /** The clocks of the item an act moved, as they were before it. */
  readonly clocksBefore: Clocks | undefined
  readonly decided: Told<MatterDecided> | undefined
  readonly moves: readonly Told<ItemMoved>[]
  readonly papers: readonly { readonly paper: Paper; readonly on: string }[]
}

/**
 * Reads the journal up to the event behind a paper.
 *
 * A paper printed again months later says what it said the first time, although the item has long been
 * decided and what was missing was brought: it is the same document under the same number.
 */
export function asIssued(reader: Reader, paper: PaperRow, now: Case): Issued {
  const states = new Map<string, { readonly state: ItemState; readonly clocks: Clocks }>()
  const judgements = new Map<string, Judgement | null>()
  const returned = new Map<string, string>()
  const moves: Told<ItemMoved>[] = []
  const papers: { readonly paper: Paper; readonly on: string }[] = []
  let ground: RefusalGround | undefined
  let decided: Told<MatterDecided> | undefined
  let clocksBefore: Clocks | undefined
  let behind: Issued['behind'] | undefined
  for (const { actor, body } of listOfCase(reader, paper.caseId)) {
    const event = DeskEvent.parse(JSON.parse(body))
    if (!bears(event)) continue
    switch (event.type) {
      case 'matter-received':
        for (const { clocks, itemNo, state } of event.items) states.set(itemNo, { state, clocks })
        for (const { judgement, rowId } of event.materials) judgements.set(rowId, judgement ?? null)
        break
      case 'matter-decided':
        for (const { clocks, itemNo, state } of event.outcomes) states.set(itemNo, { state, clocks })
        ground = event.ground
        decided = { event, actor }
        break
      case 'item-moved':
        clocksBefore = states.get(event.itemNo)?.clocks
        states.set(event.itemNo, { state: event.to, clocks: event.clocks })
        if (event.move.act === 'REFUSE') ground = event.move.ground
        moves.push({ event, actor })
        break
      case 'department-acted':
        states.set(event.itemNo, { state: event.to, clocks: event.clocks })
        for (const { judgement, rowId } of event.asks) judgements.set(rowId, judgement)
        if (event.move.act === 'REFUSE') ground = event.move.ground
        break
      case 'material-judged':
        for (const { judgement, rowId } of event.rows) judgements.set(rowId, judgement)
        break
      case 'originals-returned':
        for (const rowId of event.rowIds) returned.set(rowId, event.on)
        break
      case 'clocks-recalculated':
        for (const { clocks, itemNo } of event.items) {
          const stood = states.get(itemNo)
          if (stood) states.set(itemNo, { ...stood, clocks })
        }
        break
    }
    if (!owesPapers(event)) continue
    const on = event.type === 'matter-decided' ? event.decidedOn : event.on
    papers.push(...event.papers.map((each) => ({ paper: each, on })))
    if (!event.papers.some(({ paperId }) => paperId === paper.paperId)) continue
    behind = { event, actor }
    break
  }
  assert(behind, 'a paper comes from an act')
  return {
    matter: withGround(now.matter, ground),
    items: now.items.map((item) => ({ ...item, ...states.get(item.itemNo) })),
    materials: now.materials.map((row) => ({
      ...row,
      judgement: judgements.get(row.rowId) ?? null,
      returnedOn: returned.get(row.rowId) ?? null,
    })),
    behind,
    clocksBefore,
    decided,
    moves,
    papers,
  }
}

type Bearing = Extract<
  DeskEvent,
  {
    type:
      | 'matter-received'
      | 'matter-decided'
      | 'item-moved'
      | 'department-acted'
      | 'material-judged'
      | 'originals-returned'
      | 'clocks-recalculated'
  }
>

/** Whether an event changes what a paper of the case says. */
function bears(event: DeskEvent): event is Bearing {
  switch (event.type) {
    case 'matter-received':
    case 'matter-decided':
    case 'item-moved':
    case 'department-acted':
    case 'material-judged':
    case 'originals-returned':
    case 'clocks-recalculated':
      return true
    case 'desk-opened':
    case 'epoch-opened':
    case 'catalogue-adopted':
    case 'staff-added':
    case 'staff-changed':
    case 'party-told-apart':
    case 'consultation-logged':
    case 'handover-made':
    case 'handover-offered':
    case 'handover-accepted':
    case 'handover-withdrawn':
    case 'things-stowed':
    case 'round-planned':
    case 'cabinet-counted':
    case 'custody-incident':
    case 'incident-closed':
    case 'custody-overridden':
    case 'slip-printed':
    case 'picture-taken':
    case 'picture-viewed':
    case 'case-told':
    case 'case-erased':
    case 'entry-corrected':
    case 'value-revealed':
    case 'typing-done':
    case 'assist-registered':
    case 'assist-moved':
    case 'assist-printed':
    case 'letter-signed':
    case 'letter-ended':
    case 'officer-filed':
    case 'training-held':
    case 'meeting-held':
    case 'duty-planned':
    case 'appointment-set':
    case 'ledger-taken':
    case 'rating-invited':
    case 'rating-moved':
    case 'paper-printed':
    case 'day-closed':
      return false
  }
}

function owesPapers(event: Bearing): event is MatterDecided | ItemMoved | OriginalsReturned {
  return event.type === 'matter-decided' || event.type === 'item-moved' || event.type === 'originals-returned'
}

function withGround(matter: MatterRow, ground: RefusalGround | undefined): MatterRow {
  return matter.decision && ground ? { ...matter, decision: { ...matter.decision, ground } } : matter
}
