import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { erasedText } from '#shared/domain/erasure.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { matterCase, party, partyApart } from '../tables/case.ts'

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

/** Whoever was erased is nobody to go on with, whatever still points there. */
export function findPartyById(reader: Reader, partyId: PartyId): PartyRow | undefined {
  return byId(reader).get({ partyId })
}

/** What earlier cases of a person say about them and their family, newest first. */
export function listPastCases(
  reader: Reader,
  partyId: PartyId,
): readonly Pick<typeof matterCase.$inferSelect, 'applicant' | 'form' | 'receivedOn' | 'matterName'>[] {
  return pastCases(reader).all({ partyId })
}

export function countCases(reader: Reader, partyId: PartyId): number {
  return caseCount(reader).get({ partyId })?.n ?? 0
}

/**
 * Persons of this name born that day; where either day of birth is unknown, the telephone must agree.
 *
 * Newest first. More than a handful under one name and day means that the data is wrong.
 */
export function listNamesakes(
  reader: Reader,
  who: { readonly name: string; readonly birthDate: string | null; readonly phone: string | null },
): readonly PartyRow[] {
  return namesakes(reader).all(who)
}

/** Everybody who was told apart from this person, whichever of the two stood at the counter. */
export function listToldApart(reader: Reader, partyId: PartyId): readonly PartyId[] {
  return apart(reader)
    .all({ partyId })
    .map((row) => (row.partyId === partyId ? row.otherId : row.partyId))
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

const byId = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(and(eq(party.partyId, sql.placeholder('partyId')), ne(party.name, erasedText)))
    .prepare(),
)

const pastCases = prepared((reader: Reader) =>
  reader
    .select({
      applicant: matterCase.applicant,
      form: matterCase.form,
      receivedOn: matterCase.receivedOn,
      matterName: matterCase.matterName,
    })
    .from(matterCase)
    .where(eq(matterCase.partyId, sql.placeholder('partyId')))
    .orderBy(desc(matterCase.receivedMs))
    .limit(20)
    .prepare(),
)

const caseCount = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(matterCase)
    .where(eq(matterCase.partyId, sql.placeholder('partyId')))
    .prepare(),
)

const namesakes = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(
      sql`${party.name} = ${sql.placeholder('name')} AND ${party.name} <> ${erasedText} AND ${party.kind} = 'PERSON' AND (
        ${party.birthDate} = ${sql.placeholder('birthDate')} OR (${party.phone} = ${sql.placeholder('phone')}
          AND (${party.birthDate} IS NULL OR ${sql.placeholder('birthDate')} IS NULL)))`,
    )
    .orderBy(desc(party.changedAt))
    .limit(20)
    .prepare(),
)

const apart = prepared((reader: Reader) =>
  reader
    .select({ partyId: partyApart.partyId, otherId: partyApart.otherId })
    .from(partyApart)
    .where(
      sql`${partyApart.partyId} = ${sql.placeholder('partyId')} OR ${partyApart.otherId} = ${sql.placeholder('partyId')}`,
    )
    .prepare(),
)
