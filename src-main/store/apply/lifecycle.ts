import { sql } from 'drizzle-orm'
import type {
  ClocksRecalculated,
  ItemMoved,
  MaterialJudged,
  OriginalsReturned,
} from '#shared/domain/events.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { itemMove, materialItem } from '../tables/case.ts'
import type { At } from './at.ts'
import { insertPapers, refreshCase, setItem } from './case.ts'

export function applyItemMoved(writer: Writer, event: ItemMoved, { actor, position }: At): void {
  const { caseId, clocks, itemNo, on, to } = event
  setItem(writer, { caseId, itemNo, state: to, clocks, on, position })
  insertMove(writer, {
    changedAt: position,
    caseId,
    itemNo,
    act: event.move.act,
    fromState: event.from,
    toState: to,
    actedOn: on,
    atMs: event.atMs,
    actor,
    place: event.place,
    organ: event.by,
    move: event.move,
  })
  insertPapers(writer, caseId, event.papers, on, position)
  refreshCase(writer, caseId, position)
}

/** What is brought again is here again, whatever became of the one before. */
export function applyMaterialJudged(writer: Writer, event: MaterialJudged, { position }: At): void {
  for (const { rowId, judgement } of event.rows)
    judgeRow(writer).run({ caseId: event.caseId, rowId, judgement, position })
  refreshCase(writer, event.caseId, position)
}

export function applyOriginalsReturned(writer: Writer, event: OriginalsReturned, { position }: At): void {
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

const returnRow = prepared((writer: Writer) =>
  writer
    .update(materialItem)
    .set({ returnedOn: sql.placeholder('on') as never, changedAt: sql.placeholder('position') as never })
    .where(thisRow)
    .prepare(),
)
