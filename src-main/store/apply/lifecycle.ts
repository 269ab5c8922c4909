import { and, eq, gt, sql } from 'drizzle-orm'
import { ownersOf } from '#shared/domain/custody.ts'
import type {
  ClocksRecalculated,
  DepartmentActed,
  ItemMoved,
  MaterialJudged,
  OriginalsReturned,
} from '#shared/domain/events.ts'
import { keepsOriginal } from '#shared/domain/material.ts'
import type { CaseId, PictureId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { itemMove, materialItem, matterCase } from '../tables/case.ts'
import { journal } from '../tables/journal.ts'
import type { At } from './at.ts'
import { insertPapers, refreshCase, setItem, settleItem } from './case.ts'
import { giveBackOriginals, takeInOriginals } from './custody.ts'

export function applyItemMoved(writer: Writer, event: ItemMoved, { actor, position }: At): void {
  const { caseId, clocks, itemNo, on, to } = event
  setItem(writer, { caseId, itemNo, state: to, clocks, on, pickUp: toPickUp(event), position })
  insertStep(writer, event, event.place, { actor, position })
  insertPapers(writer, caseId, event.papers, on, position)
  refreshCase(writer, caseId, position)
}

/** A department's act with all it means here: what it came to was worked out when it was written down. */
export function applyDepartmentActed(writer: Writer, event: DepartmentActed, { actor, position }: At): void {
  const { after, caseId, itemNo, overtaken, stands } = event
  const pickUp = (stands.state === 'COMPLETED' && toPickUp(event)) || null
  settleItem(writer, { caseId, itemNo, stands, pickUp, position })
  insertStep(writer, event, event.office.name, { actor, position })
  for (const step of stepsAfter(writer).all({ caseId, itemNo, after: after.position }))
    overtakeStep(writer).run({
      changedAt: step.changedAt,
      overtakenAt: overtaken.includes(step.changedAt) ? position : null,
    })
  for (const { rowId, judgement } of event.asks) judgeRow(writer).run({ caseId, rowId, judgement, position })
  insertPapers(writer, caseId, event.papers, event.on, position)
  refreshCase(writer, caseId, position)
}

/** What a department made and did not send straight to the applicant is fetched here. */
function toPickUp({ by, move }: Pick<ItemMoved, 'by' | 'move'>): string | undefined {
  if (move.act !== 'COMPLETE' || by.organ !== 'department' || move.result?.sentTo === 'APPLICANT')
    return undefined
  return move.result?.name
}

function insertStep(
  writer: Writer,
  { atMs, by, caseId, from, itemNo, move, on, to }: ItemMoved | DepartmentActed,
  place: string,
  { actor, position }: At,
): void {
  insertMove(writer, {
    changedAt: position,
    caseId,
    itemNo,
    act: move.act,
    fromState: from,
    toState: to,
    actedOn: on,
    atMs,
    actor,
    place,
    organ: by,
    move,
    overtakenAt: null,
  })
}

/** What is brought again is another thing, whatever became of the one before. */
export function applyMaterialJudged(writer: Writer, event: MaterialJudged, at: At): void {
  const { caseId, rows } = event
  for (const { rowId, judgement, pictures } of rows) {
    judgeRow(writer).run({ caseId, rowId, judgement, position: at.position })
    if (pictures) addPictures(writer, caseId, rowId, pictures)
  }
  const kept = new Set(rows.filter(({ judgement }) => keepsOriginal(judgement)).map(({ rowId }) => rowId))
  const matter = kept.size > 0 ? ownerOf(writer).get({ caseId }) : undefined
  if (matter) {
    const brought = rowsOf(writer)
      .all({ caseId })
      .filter(({ rowId }) => kept.has(rowId))
    const { applicant, caseNo, representative } = matter
    takeInOriginals(
      writer,
      { caseId, caseNo, owners: ownersOf(applicant, representative) },
      brought,
      event,
      at,
    )
  }
  refreshCase(writer, caseId, at.position)
}

export function applyOriginalsReturned(writer: Writer, event: OriginalsReturned, at: At): void {
  const { position } = at
  giveBackOriginals(writer, event, at)
  for (const rowId of event.rowIds)
    returnRow(writer).run({ caseId: event.caseId, rowId, on: event.on, position })
  insertPapers(writer, event.caseId, event.papers, event.on, position)
  refreshCase(writer, event.caseId, position)
}

export function applyClocksRecalculated(writer: Writer, event: ClocksRecalculated, { position }: At): void {
  for (const { clocks, itemNo } of event.items)
    setItem(writer, { caseId: event.caseId, itemNo, clocks, position })
  refreshCase(writer, event.caseId, position)
}

const insertMove = insertRow(itemMove)

/** Own steps of an item that came after a department's act; other departments' acts are never overtaken. */
const stepsAfter = prepared((reader: Reader) =>
  reader
    .select({ changedAt: itemMove.changedAt })
    .from(itemMove)
    .innerJoin(journal, eq(journal.position, itemMove.changedAt))
    .where(
      and(
        eq(itemMove.caseId, sql.placeholder('caseId')),
        eq(itemMove.itemNo, sql.placeholder('itemNo')),
        gt(itemMove.changedAt, sql.placeholder('after')),
        eq(journal.kind, 'item-moved'),
      ),
    )
    .prepare(),
)

const overtakeStep = prepared((writer: Writer) =>
  writer
    .update(itemMove)
    .set({ overtakenAt: sql.placeholder('overtakenAt') as never })
    .where(eq(itemMove.changedAt, sql.placeholder('changedAt')))
    .prepare(),
)

const thisRow = sql`${materialItem.caseId} = ${sql.placeholder('caseId')} AND ${materialItem.rowId} = ${sql.placeholder('rowId')}`

const judgeRow = prepared((writer: Writer) =>
  writer
    .update(materialItem)
    .set({
      judgement: sql.placeholder('judgement') as never,
      returnedOn: null,
      changedAt: sql.placeholder('position') as never,
    })
    .where(thisRow)
    .prepare(),
)

/** New pages come after the old ones: what was photographed of an earlier paper stays with its row. */
function addPictures(writer: Writer, caseId: CaseId, rowId: string, pictures: readonly PictureId[]): void {
  const before = picturesOf(writer).get({ caseId, rowId })?.pictures ?? []
  putPictures(writer).run({ caseId, rowId, pictures: [...new Set([...before, ...pictures])] })
}

const picturesOf = prepared((reader: Reader) =>
  reader.select({ pictures: materialItem.pictures }).from(materialItem).where(thisRow).prepare(),
)

const putPictures = prepared((writer: Writer) =>
  writer
    .update(materialItem)
    .set({ pictures: sql.placeholder('pictures') as never })
    .where(thisRow)
    .prepare(),
)

const returnRow = prepared((writer: Writer) =>
  writer
    .update(materialItem)
    .set({ returnedOn: sql.placeholder('on') as never, changedAt: sql.placeholder('position') as never })
    .where(thisRow)
    .prepare(),
)

const ownerOf = prepared((reader: Reader) =>
  reader
    .select({
      applicant: matterCase.applicant,
      caseNo: matterCase.caseNo,
      representative: matterCase.representative,
    })
    .from(matterCase)
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const rowsOf = prepared((reader: Reader) =>
  reader
    .select({
      custodyPolicy: materialItem.custodyPolicy,
      form: materialItem.form,
      name: materialItem.name,
      rowId: materialItem.rowId,
    })
    .from(materialItem)
    .where(eq(materialItem.caseId, sql.placeholder('caseId')))
    .orderBy(materialItem.ordinal)
    .prepare(),
)
