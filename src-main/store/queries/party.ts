import { and, desc, eq, sql } from 'drizzle-orm'
import type { PartyId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { matterCase, party } from '../tables/case.ts'

export type PartyRow = typeof party.$inferSelect

/** The person or organisation last seen under a number. */
export function findParty(reader: Reader, kind: PartyRow['kind'], idNumber: string): PartyRow | undefined {
  return byNumber(reader).get({ kind, idNumber })
}

/** Their open matters, newest first. */
export function listOpenCases(
  reader: Reader,
  partyId: PartyId,
): readonly Pick<
  typeof matterCase.$inferSelect,
  'caseId' | 'caseNo' | 'matterId' | 'matterName' | 'receivedOn'
>[] {
  return openCases(reader).all({ partyId })
}

const byNumber = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(and(eq(party.idNumber, sql.placeholder('idNumber')), eq(party.kind, sql.placeholder('kind'))))
    .orderBy(desc(party.changedAt))
    .limit(1)
    .prepare(),
)

const openCases = prepared((reader: Reader) =>
  reader
    .select({
      caseId: matterCase.caseId,
      caseNo: matterCase.caseNo,
      matterId: matterCase.matterId,
      matterName: matterCase.matterName,
      receivedOn: matterCase.receivedOn,
    })
    .from(matterCase)
    .where(and(eq(matterCase.partyId, sql.placeholder('partyId')), eq(matterCase.open, true)))
    .orderBy(desc(matterCase.caseNo))
    .limit(20)
    .prepare(),
)
