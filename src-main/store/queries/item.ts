import { and, eq, exists, inArray, or, sql } from 'drizzle-orm'
import type { CaseId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { itemCase, itemMove } from '../tables/case.ts'

type ItemRow = typeof itemCase.$inferSelect
export type MoveRow = typeof itemMove.$inferSelect

const failures: ItemRow['state'][] = ['ACCEPTANCE_REFUSED', 'DECIDED_REFUSED', 'WITHDRAWN', 'TERMINATED']

export function findItem(reader: Reader, caseId: CaseId, itemNo: string): ItemRow | undefined {
  return itemByNo(reader).get({ caseId, itemNo })
}

/** Items somebody must act on: those with a day first, the earliest first; `-1` is all of them. */
export function listRunningItems(reader: Reader, limit: number): readonly ItemRow[] {
  return runningItems(reader).all({ limit })
}

/** Items taken in whose term to tell the applicant has passed before a day. */
export function listUntoldBefore(reader: Reader, day: string, limit: number): readonly ItemRow[] {
  return untold(reader).all({ day, limit })
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

const runningItems = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(sql`${itemCase.running} = 1`)
    .orderBy(sql`${itemCase.nextDue} IS NULL`, itemCase.nextDue, itemCase.caseId, itemCase.itemNo)
    .limit(sql.placeholder('limit'))
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
                ),
              ),
          ),
        ),
      ),
    )
    .prepare(),
)
