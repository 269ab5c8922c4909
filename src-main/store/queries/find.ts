import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { erasedText } from '#shared/domain/erasure.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { matterCase, paper, party } from '../tables/case.ts'
import { partyLetters } from '../tables/find.ts'
import type { MatterRow, PaperRow } from './case.ts'
import type { PartyRow } from './party.ts'

/** More than a screen of persons helps nobody: another letter does. */
const partiesMax = 12
const casesMax = 8
const papersMax = 5

/** Whole letters first, then what begins with them; within that whoever was here last. */
export function listPartiesByLetters(reader: Reader, letters: string): readonly PartyRow[] {
  return byLetters(reader).all({ letters, end: `${letters}~` })
}

/** Names that begin with the words, then names that hold them, then addresses; nobody is found by having been erased. */
export function listPartiesByWords(reader: Reader, words: string): readonly PartyRow[] {
  return byWords(reader).all({ words })
}

export function listPartiesByNumber(reader: Reader, idNumber: string): readonly PartyRow[] {
  return byIdNumber(reader).all({ idNumber })
}

export function listPartiesByPhone(reader: Reader, phone: string): readonly PartyRow[] {
  return byPhone(reader).all({ phone, tail: phone.slice(-4) })
}

/** The last four of a number or of a telephone. */
export function listPartiesByTail(reader: Reader, tail: string): readonly PartyRow[] {
  return byTail(reader).all({ tail })
}

/** 「A070032」: the desk and the running number of a day, as people read them out. */
export function listMattersByTail(reader: Reader, tail: string): readonly MatterRow[] {
  return mattersByTail(reader).all({ tail })
}

export function listMattersOfParty(reader: Reader, partyId: PartyRow['partyId']): readonly MatterRow[] {
  return mattersOfParty(reader).all({ partyId })
}

export function listPapersByNo(
  reader: Reader,
  docNo: string,
): readonly (PaperRow & { readonly matterName: string })[] {
  return papersByNo(reader).all({ docNo })
}

export function countOriginalsOf(reader: Reader, partyId: PartyRow['partyId']): number {
  return originals(reader).get({ partyId })?.n ?? 0
}

const lettered = prepared((reader: Reader) =>
  reader
    .select({ partyId: partyLetters.partyId })
    .from(partyLetters)
    .where(
      and(
        sql`${partyLetters.letters} >= ${sql.placeholder('letters')}`,
        sql`${partyLetters.letters} < ${sql.placeholder('end')}`,
      ),
    ),
)

const byLetters = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(inArray(party.partyId, lettered(reader)))
    .orderBy(
      sql`EXISTS (SELECT 1 FROM party_letters AS whole WHERE whole.party_id = ${party.partyId}
        AND whole.letters = ${sql.placeholder('letters')}) DESC`,
      desc(party.changedAt),
    )
    .limit(partiesMax)
    .prepare(),
)

const byWords = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(
      sql`${party.name} <> ${erasedText} AND (instr(${party.name}, ${sql.placeholder('words')}) > 0
        OR instr(coalesce(${party.address}, ''), ${sql.placeholder('words')}) > 0)`,
    )
    .orderBy(
      sql`CASE instr(${party.name}, ${sql.placeholder('words')}) WHEN 1 THEN 0 WHEN 0 THEN 2 ELSE 1 END`,
      desc(party.changedAt),
    )
    .limit(partiesMax)
    .prepare(),
)

const byIdNumber = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(eq(party.idNumber, sql.placeholder('idNumber')))
    .orderBy(desc(party.changedAt))
    .limit(partiesMax)
    .prepare(),
)

const byPhone = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(
      and(
        sql`substr(${party.phone}, -4) = ${sql.placeholder('tail')}`,
        eq(party.phone, sql.placeholder('phone')),
      ),
    )
    .orderBy(desc(party.changedAt))
    .limit(partiesMax)
    .prepare(),
)

const byTail = prepared((reader: Reader) =>
  reader
    .select()
    .from(party)
    .where(
      sql`substr(${party.idNumber}, -4) = ${sql.placeholder('tail')} OR substr(${party.phone}, -4) = ${sql.placeholder('tail')}`,
    )
    .orderBy(desc(party.changedAt))
    .limit(partiesMax)
    .prepare(),
)

const mattersByTail = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(sql`substr(${matterCase.caseNo}, 18, 7) = ${sql.placeholder('tail')}`)
    .orderBy(desc(matterCase.receivedMs))
    .limit(casesMax)
    .prepare(),
)

const mattersOfParty = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(eq(matterCase.partyId, sql.placeholder('partyId')))
    .orderBy(desc(matterCase.open), desc(matterCase.receivedMs))
    .limit(50)
    .prepare(),
)

const papersByNo = prepared((reader: Reader) =>
  reader
    .select({
      paperId: paper.paperId,
      caseId: paper.caseId,
      kind: paper.kind,
      docNo: paper.docNo,
      itemNos: paper.itemNos,
      year: paper.year,
      serial: paper.serial,
      issuedOn: paper.issuedOn,
      printed: paper.printed,
      changedAt: paper.changedAt,
      issuedAt: paper.issuedAt,
      matterName: matterCase.matterName,
    })
    .from(paper)
    .innerJoin(matterCase, eq(matterCase.caseId, paper.caseId))
    .where(sql`instr(${paper.docNo}, ${sql.placeholder('docNo')}) > 0`)
    .orderBy(desc(paper.issuedAt))
    .limit(papersMax)
    .prepare(),
)

const originals = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(sql`custody_thing AS thing`)
    .innerJoin(matterCase, sql`${matterCase.caseId} = thing.case_id`)
    .where(and(eq(matterCase.partyId, sql.placeholder('partyId')), sql`thing.gone = 0`))
    .prepare(),
)
