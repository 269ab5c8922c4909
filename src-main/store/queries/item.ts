import { and, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm'
import type { CaseId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { itemCase, itemMove, materialItem, matterCase } from '../tables/case.ts'

type ItemRow = typeof itemCase.$inferSelect
export type MoveRow = typeof itemMove.$inferSelect
/** An item with what a list says of its case. */
export type BoardItem = ReturnType<typeof listBoardItems>[number]

const failures: ItemRow['state'][] = ['ACCEPTANCE_REFUSED', 'DECIDED_REFUSED', 'WITHDRAWN', 'TERMINATED']

export function findItem(reader: Reader, caseId: CaseId, itemNo: string): ItemRow | undefined {
  return itemByNo(reader).get({ caseId, itemNo })
}

/** Items somebody must act on: those with a day first, the earliest first; `-1` is all of them. */
export function listRunningItems(reader: Reader, limit: number): readonly ItemRow[] {
  return runningItems(reader).all({ limit })
}

/** The same with their cases in one walk: a board of thousands of items is asked for at every change. */
export function listBoardItems(reader: Reader, limit: number) {
  return boardItems(reader).all({ limit })
}

/** Papers that may still follow, of all items somebody must act on. */
export function listAwaitedRows(reader: Reader) {
  return awaitedRows(reader).all()
}

/** The stops that last, each as it was ordered: for how long, and by which procedure. */
export function listOpenStops(reader: Reader) {
  return openStops(reader).all()
}

/** Items taken in whose term to tell the applicant has passed before a day. */
export function listUntoldBefore(reader: Reader, day: string, limit: number): readonly ItemRow[] {
  return untold(reader).all({ day, limit })
}

/** Items whose result a department has ready for this counter, the longest waiting first. */
export function listPickUps(reader: Reader, limit: number): readonly ItemRow[] {
  return pickUps(reader).all({ limit })
}

/** Every step of a case, oldest first. */
export function listMoves(reader: Reader, caseId: CaseId): readonly MoveRow[] {
  return movesOf(reader).all({ caseId })
}

/** Numbers of the items of a case that ended, or were decided, without what was asked for. */
export function listFailedItems(reader: Reader, caseId: CaseId): readonly string[] {
  return failedItems(reader)
    .all({ caseId })
    .map(({ itemNo }) => itemNo)
}

const itemByNo = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(
      and(eq(itemCase.caseId, sql.placeholder('caseId')), eq(itemCase.itemNo, sql.placeholder('itemNo'))),
    )
    .prepare(),
)

const byDue = [sql`${itemCase.nextDue} IS NULL`, itemCase.nextDue, itemCase.caseId, itemCase.itemNo] as const

const runningItems = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(sql`${itemCase.running} = 1`)
    .orderBy(...byDue)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const boardItems = prepared((reader: Reader) =>
  reader
    .select({
      item: itemCase,
      caseNo: matterCase.caseNo,
      matterName: matterCase.matterName,
      partyId: matterCase.partyId,
      applicant: matterCase.applicant,
    })
    .from(itemCase)
    .innerJoin(matterCase, eq(matterCase.caseId, itemCase.caseId))
    .where(sql`${itemCase.running} = 1`)
    .orderBy(...byDue)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const awaitedRows = prepared((reader: Reader) =>
  reader
    .selectDistinct({
      caseId: materialItem.caseId,
      rowId: materialItem.rowId,
      name: materialItem.name,
      usedBy: materialItem.usedBy,
      judgement: materialItem.judgement,
    })
    .from(itemCase)
    .innerJoin(materialItem, eq(materialItem.caseId, itemCase.caseId))
    .where(sql`${itemCase.running} = 1 AND json_extract(${materialItem.judgement}, '$.state') = 'DEFERRED'`)
    .prepare(),
)

const openStops = prepared((reader: Reader) =>
  reader
    .select({
      caseId: itemMove.caseId,
      itemNo: itemMove.itemNo,
      actedOn: itemMove.actedOn,
      move: itemMove.move,
    })
    .from(itemCase)
    .innerJoin(itemMove, and(eq(itemMove.caseId, itemCase.caseId), eq(itemMove.itemNo, itemCase.itemNo)))
    .where(sql`${itemCase.running} = 1 AND ${itemCase.state} = 'SUSPENDED' AND ${itemMove.act} = 'SUSPEND'`)
    .orderBy(itemMove.changedAt)
    .prepare(),
)

const untold = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(
      sql`${itemCase.running} = 1 AND ${itemCase.nextDue} < ${sql.placeholder('day')} AND ${itemCase.state} = 'RECEIVED'
        AND ${itemCase.role} IN ('DECIDE', 'FIRST_REVIEW')`,
    )
    .orderBy(itemCase.nextDue)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const movesOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemMove)
    .where(eq(itemMove.caseId, sql.placeholder('caseId')))
    .orderBy(itemMove.changedAt)
    .prepare(),
)

/** A file archived or delivered since has its failure in the steps it went. */
const failedItems = prepared((reader: Reader) =>
  reader
    .select({ itemNo: itemCase.itemNo })
    .from(itemCase)
    .where(
      and(
        eq(itemCase.caseId, sql.placeholder('caseId')),
        or(
          inArray(itemCase.state, failures),
          exists(
            reader
              .select({ one: sql`1` })
              .from(itemMove)
              .where(
                and(
                  eq(itemMove.caseId, itemCase.caseId),
                  eq(itemMove.itemNo, itemCase.itemNo),
                  inArray(itemMove.fromState, failures),
                  isNull(itemMove.overtakenAt),
                ),
              ),
          ),
        ),
      ),
    )
    .prepare(),
)

const pickUps = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(sql`${itemCase.pickUp} IS NOT NULL`)
    .orderBy(itemCase.since, itemCase.caseId, itemCase.itemNo)
    .limit(sql.placeholder('limit'))
    .prepare(),
)
