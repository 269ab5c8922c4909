import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { itemCase, itemMove, materialItem, matterCase } from '../tables/case.ts'

/** Every promise of a person that was taken later than at receipt, or came to an end, oldest first. */
export function listPledgeMoves(reader: Reader, partyId: PartyId) {
  return moves(reader).all({ partyId })
}

/** Papers a person still owes to items that were accepted without them and are not refused or over. */
export function listOwedRows(reader: Reader, partyId: PartyId) {
  return owed(reader)
    .all({ partyId })
    .filter(({ itemNo, usedBy }) => usedBy.includes(itemNo))
}

/** The centre accepts these itself, so that a signed promise stands behind each of their rows. */
const owing: ItemState[] = [
  'ACCEPTED_WITH_DEFICIENCY',
  'IN_REVIEW',
  'SUSPENDED',
  'EXTENDED',
  'DECIDED_APPROVED',
]

const moves = prepared((reader: Reader) =>
  reader
    .select({ caseNo: matterCase.caseNo, move: itemMove.move })
    .from(itemMove)
    .innerJoin(matterCase, eq(matterCase.caseId, itemMove.caseId))
    .where(
      and(
        eq(matterCase.partyId, sql.placeholder('partyId')),
        inArray(itemMove.act, ['TERMINATE', 'ACCEPT_WITH_DEFICIENCY']),
        isNull(itemMove.overtakenAt),
      ),
    )
    .orderBy(itemMove.changedAt)
    .prepare(),
)

const owed = prepared((reader: Reader) =>
  reader
    .select({
      caseNo: matterCase.caseNo,
      itemNo: itemCase.itemNo,
      clocks: itemCase.clocks,
      rowId: materialItem.rowId,
      name: materialItem.name,
      usedBy: materialItem.usedBy,
      judgement: materialItem.judgement,
    })
    .from(matterCase)
    .innerJoin(itemCase, eq(itemCase.caseId, matterCase.caseId))
    .innerJoin(materialItem, eq(materialItem.caseId, matterCase.caseId))
    .where(
      and(
        eq(matterCase.partyId, sql.placeholder('partyId')),
        inArray(itemCase.role, ['DECIDE', 'FIRST_REVIEW']),
        inArray(itemCase.state, owing),
        sql`json_extract(${materialItem.judgement}, '$.state') = 'DEFERRED'`,
      ),
    )
    .prepare(),
)
