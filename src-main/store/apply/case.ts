import { eq, sql } from 'drizzle-orm'
import { ownersOf } from '#shared/domain/custody.ts'
import type { MatterDecided, MatterReceived } from '#shared/domain/events.ts'
import { type Clocks, type ItemState, matterState } from '#shared/domain/item-case.ts'
import { keepsOriginal } from '#shared/domain/material.ts'
import { isRunning, nextDay } from '#shared/domain/move-clocks.ts'
import type { Paper } from '#shared/domain/paper.ts'
import type { Standing } from '#shared/domain/refold.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { itemCase, materialItem, matterCase, paper } from '../tables/case.ts'
import type { At } from './at.ts'
import { takeInOriginals } from './custody.ts'
import { upsertParty } from './party.ts'

export function applyMatterReceived(writer: Writer, event: MatterReceived, { position, actor }: At): void {
  const { applicant } = event
  upsertParty(writer, applicant, event.receivedOn, position)
  insertMatter(writer, {
    caseId: event.caseId,
    caseNo: event.caseNo,
    matterId: event.matterId,
    matterName: event.matterName,
    leadDept: event.leadDept,
    catalogueVersion: event.catalogueVersion,
    partyId: applicant.partyId,
    applicant,
    representative: event.representative,
    answers: event.answers,
    form: event.form,
    receivedOn: event.receivedOn,
    receivedMs: event.receivedMs,
    clerk: actor as StaffId,
    nextDue: nextDueOf(event.items),
    open: matterState(event.items) !== 'COMPLETED',
    decision: null,
    changedAt: position,
  })
  for (const item of event.items)
    insertItem(writer, {
      ...item,
      ...pressing(item),
      caseId: event.caseId,
      since: event.receivedOn,
      corrections: 0,
      pickUp: null,
      changedAt: position,
    })
  for (const [ordinal, material] of event.materials.entries())
    insertMaterial(writer, { ...material, caseId: event.caseId, ordinal, changedAt: position })
  takeInOriginals(
    writer,
    {
      caseId: event.caseId,
      caseNo: event.caseNo,
      owners: ownersOf(applicant, event.representative),
    },
    event.materials.filter(({ judgement }) => keepsOriginal(judgement)),
    { on: event.receivedOn, atMs: event.receivedMs },
    { position, actor },
  )
}

export function applyMatterDecided(writer: Writer, event: MatterDecided, { position }: At): void {
  for (const { itemNo, state, clocks } of event.outcomes)
    setItem(writer, { caseId: event.caseId, itemNo, state, clocks, on: event.decidedOn, position })
  decideCase(writer).run({
    caseId: event.caseId,
    decision: {
      choice: event.choice,
      decidedOn: event.decidedOn,
      ...(event.ground ? { ground: event.ground } : {}),
    },
  })
  refreshCase(writer, event.caseId, position)
  insertPapers(writer, event.caseId, event.papers, event.decidedOn, position)
}

export function insertPapers(
  writer: Writer,
  caseId: CaseId,
  papers: readonly Paper[],
  issuedOn: string,
  position: number,
): void {
  const year = Number(issuedOn.slice(0, 4))
  for (const { paperId, kind, docNo, serial, itemNos } of papers)
    insertPaper(writer, {
      paperId,
      caseId,
      kind,
      docNo,
      itemNos,
      year,
      serial,
      issuedOn,
      printed: 0,
      changedAt: position,
      issuedAt: position,
    })
}

/** Where an item stands from now on; without a state only its ends are told anew. */
export function setItem(
  writer: Writer,
  change: {
    readonly caseId: CaseId
    readonly itemNo: string
    readonly clocks: Clocks
    readonly state?: ItemState
    readonly on?: string
    /** The result a department has ready for this counter. */
    readonly pickUp?: string | undefined
    readonly position: number
  },
): void {
  const { caseId, clocks, itemNo, position } = change
  const stood = itemOf(writer).get({ caseId, itemNo })
  assert(stood, 'only an item that was received goes on')
  const state = change.state ?? stood.state
  const moved = state !== stood.state
  putItem(writer).run({
    caseId,
    itemNo,
    state,
    clocks,
    ...pressing({ state, clocks }),
    since: moved ? (change.on ?? stood.since) : stood.since,
    corrections: stood.corrections + (moved && state === 'CORRECTION_PENDING' ? 1 : 0),
    pickUp: moved ? (change.pickUp ?? null) : stood.pickUp,
    position,
  })
}

/** Where an item came to after acts in another order than they were written down here. */
export function settleItem(
  writer: Writer,
  change: {
    readonly caseId: CaseId
    readonly itemNo: string
    readonly stands: Standing
    readonly pickUp: string | null
    readonly position: number
  },
): void {
  const { stands, ...rest } = change
  putItem(writer).run({ ...rest, ...stands, ...pressing(stands) })
}

/** What a list of cases needs to know of one, after any of its items has changed. */
export function refreshCase(writer: Writer, caseId: CaseId, position: number): void {
  const items = itemsOf(writer).all({ caseId })
  pressCase(writer).run({
    caseId,
    nextDue: nextDueOf(items),
    open: matterState(items) !== 'COMPLETED',
    position,
  })
}

function pressing({ clocks, state }: { readonly state: ItemState; readonly clocks: Clocks }) {
  const running = isRunning(state, clocks)
  return { running, nextDue: (running && nextDay(state, clocks)) || null }
}

/** The earliest day any unfinished item must be acted on; what the home screen sorts by. */
function nextDueOf(items: readonly { readonly state: ItemState; readonly clocks: Clocks }[]): string | null {
  const days = items
    .filter((item) => matterState([item]) !== 'COMPLETED')
    .map(({ clocks, state }) => nextDay(state, clocks))
    .filter((day) => day !== undefined)
  return days.toSorted()[0] ?? null
}

const insertMatter = insertRow(matterCase)
const insertItem = insertRow(itemCase)
const insertMaterial = insertRow(materialItem)
const insertPaper = insertRow(paper)

const itemsOf = prepared((reader: Reader) =>
  reader
    .select({ state: itemCase.state, clocks: itemCase.clocks })
    .from(itemCase)
    .where(eq(itemCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const thisItem = sql`${itemCase.caseId} = ${sql.placeholder('caseId')} AND ${itemCase.itemNo} = ${sql.placeholder('itemNo')}`

const itemOf = prepared((reader: Reader) =>
  reader
    .select({
      state: itemCase.state,
      since: itemCase.since,
      corrections: itemCase.corrections,
      pickUp: itemCase.pickUp,
    })
    .from(itemCase)
    .where(thisItem)
    .prepare(),
)

const putItem = prepared((writer: Writer) =>
  writer
    .update(itemCase)
    .set({
      state: sql.placeholder('state') as never,
      clocks: sql.placeholder('clocks') as never,
      since: sql.placeholder('since') as never,
      corrections: sql.placeholder('corrections') as never,
      pickUp: sql.placeholder('pickUp') as never,
      running: sql.placeholder('running') as never,
      nextDue: sql.placeholder('nextDue') as never,
      changedAt: sql.placeholder('position') as never,
    })
    .where(thisItem)
    .prepare(),
)

const decideCase = prepared((writer: Writer) =>
  writer
    .update(matterCase)
    .set({ decision: sql.placeholder('decision') as never })
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const pressCase = prepared((writer: Writer) =>
  writer
    .update(matterCase)
    .set({
      nextDue: sql.placeholder('nextDue') as never,
      open: sql.placeholder('open') as never,
      changedAt: sql.placeholder('position') as never,
    })
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)
