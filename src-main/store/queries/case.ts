import { and, desc, eq, getTableColumns, gte, isNull, lt, sql } from 'drizzle-orm'
import type { CaseId, PaperId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { itemCase, itemMove, materialItem, matterCase, paper } from '../tables/case.ts'

export type MatterRow = typeof matterCase.$inferSelect
export type ItemRow = typeof itemCase.$inferSelect
/** `held`: an original of this row is in custody, wherever it is. */
export type MaterialRow = typeof materialItem.$inferSelect & { readonly held: boolean }
export type PaperRow = typeof paper.$inferSelect

export function findMatter(reader: Reader, caseId: CaseId): MatterRow | undefined {
  return matterById(reader).get({ caseId })
}

/** Whose case it is, without the whole form. */
export function findApplicant(reader: Reader, caseId: CaseId): MatterRow['applicant'] | undefined {
  return applicantOf(reader).get({ caseId })?.applicant
}

export function findMatterByNo(reader: Reader, caseNo: string): MatterRow | undefined {
  return matterByNo(reader).get({ caseNo })
}

export function listItems(reader: Reader, caseId: CaseId): readonly ItemRow[] {
  return itemsOf(reader).all({ caseId })
}

export function listMaterials(reader: Reader, caseId: CaseId): readonly MaterialRow[] {
  return materialsOf(reader).all({ caseId })
}

/** The papers that count: one of an act a department had overtaken does not, and is not printed again. */
export function listPapers(reader: Reader, caseId: CaseId): readonly PaperRow[] {
  return papersOf(reader).all({ caseId })
}

export function findPaper(reader: Reader, paperId: PaperId): PaperRow | undefined {
  return paperById(reader).get({ paperId })
}

/** Matters newest first, all or since a day; `after` is the number of the last one of the page before. */
export function listMatters(
  reader: Reader,
  scope: {
    readonly from?: string | undefined
    readonly openOnly: boolean
    readonly after?: string | undefined
    readonly limit: number
  },
): readonly MatterRow[] {
  const { after = null, from, limit, openOnly } = scope
  if (openOnly) return openMatters(reader).all({ after, limit })
  return from ? mattersSince(reader).all({ after, from, limit }) : matters(reader).all({ after, limit })
}

/** Open matters whose next due day is at or before `until`, the most pressing first. */
export function listDueMatters(reader: Reader, until: string, limit: number): readonly MatterRow[] {
  return dueMatters(reader).all({ until, limit })
}

/** Highest case number that begins with area, day and desk part; the next serial follows from it. */
export function findLastCaseNo(reader: Reader, prefix: string): string | undefined {
  return lastCaseNo(reader).get({ prefix, end: `${prefix}~` })?.caseNo ?? undefined
}

export function lastPaperSerial(reader: Reader, kind: PaperRow['kind'], year: number): number {
  return lastSerial(reader).get({ kind, year })?.serial ?? 0
}

/** Matters of a day with at least one item in one of the states; each matter counts once. */
export function countMattersWith(
  reader: Reader,
  receivedOn: string,
  states: readonly ItemRow['state'][],
): number {
  const found = itemStates(reader).all({ receivedOn })
  return new Set(found.filter(({ state }) => states.includes(state)).map(({ caseId }) => caseId)).size
}

export function countMattersOn(reader: Reader, receivedOn: string): number {
  return mattersOn(reader).get({ receivedOn })?.n ?? 0
}

export function countDueOn(reader: Reader, day: string): number {
  return dueOn(reader).get({ day })?.n ?? 0
}

/** Matters taken in most often since a day, for the digits 1–9 of 选事. */
export function listRecentMatterIds(reader: Reader, since: string): readonly string[] {
  return recent(reader)
    .all({ since })
    .map((row) => row.matterId)
}

const matterById = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const applicantOf = prepared((reader: Reader) =>
  reader
    .select({ applicant: matterCase.applicant })
    .from(matterCase)
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const matterByNo = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(eq(matterCase.caseNo, sql.placeholder('caseNo')))
    .prepare(),
)

const itemsOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(itemCase)
    .where(eq(itemCase.caseId, sql.placeholder('caseId')))
    .orderBy(itemCase.itemNo)
    .prepare(),
)

/** By name: inside a select of one table drizzle leaves the table off, and the condition would be about itself. */
const inCustody = sql`EXISTS (SELECT 1 FROM custody_thing AS thing WHERE thing.case_id = material_item.case_id
  AND thing.row_id = material_item.row_id AND thing.gone = 0)`.mapWith(Boolean)

const materialsOf = prepared((reader: Reader) =>
  reader
    .select({ ...getTableColumns(materialItem), held: inCustody })
    .from(materialItem)
    .where(eq(materialItem.caseId, sql.placeholder('caseId')))
    .orderBy(materialItem.ordinal)
    .prepare(),
)

const papersOf = prepared((reader: Reader) =>
  reader
    .select(getTableColumns(paper))
    .from(paper)
    .leftJoin(itemMove, eq(itemMove.changedAt, paper.issuedAt))
    .where(and(eq(paper.caseId, sql.placeholder('caseId')), isNull(itemMove.overtakenAt)))
    .orderBy(paper.kind)
    .prepare(),
)

const paperById = prepared((reader: Reader) =>
  reader
    .select()
    .from(paper)
    .where(eq(paper.paperId, sql.placeholder('paperId')))
    .prepare(),
)

/** Two matters may bear the same millisecond, so the number decides between them. */
const older = sql`(${sql.placeholder('after')} IS NULL OR (${matterCase.receivedMs}, ${matterCase.caseNo}) <
  (SELECT last.received_ms, last.case_no FROM matter_case AS last WHERE last.case_no = ${sql.placeholder('after')}))`

const matters = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(older)
    .orderBy(desc(matterCase.receivedMs), desc(matterCase.caseNo))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The `+` keeps to the index of days: a day has few cases, and walking all in order would pass every one. */
const mattersSince = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(and(gte(matterCase.receivedOn, sql.placeholder('from')), older))
    .orderBy(sql`+${matterCase.receivedMs} DESC`, desc(matterCase.caseNo))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const openMatters = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(and(eq(matterCase.open, true), older))
    .orderBy(desc(matterCase.receivedMs), desc(matterCase.caseNo))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const dueMatters = prepared((reader: Reader) =>
  reader
    .select()
    .from(matterCase)
    .where(sql`${matterCase.open} = 1 AND ${matterCase.nextDue} <= ${sql.placeholder('until')}`)
    .orderBy(matterCase.nextDue)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const lastCaseNo = prepared((reader: Reader) =>
  reader
    .select({ caseNo: sql<string | null>`max(${matterCase.caseNo})` })
    .from(matterCase)
    .where(
      and(gte(matterCase.caseNo, sql.placeholder('prefix')), lt(matterCase.caseNo, sql.placeholder('end'))),
    )
    .prepare(),
)

const lastSerial = prepared((reader: Reader) =>
  reader
    .select({ serial: sql<number | null>`max(${paper.serial})` })
    .from(paper)
    .where(and(eq(paper.kind, sql.placeholder('kind')), eq(paper.year, sql.placeholder('year'))))
    .prepare(),
)

const itemStates = prepared((reader: Reader) =>
  reader
    .selectDistinct({ state: itemCase.state, caseId: itemCase.caseId })
    .from(itemCase)
    .innerJoin(matterCase, eq(matterCase.caseId, itemCase.caseId))
    .where(eq(matterCase.receivedOn, sql.placeholder('receivedOn')))
    .prepare(),
)

const mattersOn = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(matterCase)
    .where(eq(matterCase.receivedOn, sql.placeholder('receivedOn')))
    .prepare(),
)

const dueOn = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(matterCase)
    .where(sql`${matterCase.open} = 1 AND ${matterCase.nextDue} <= ${sql.placeholder('day')}`)
    .prepare(),
)

const recent = prepared((reader: Reader) =>
  reader
    .select({ matterId: matterCase.matterId })
    .from(matterCase)
    .where(gte(matterCase.receivedOn, sql.placeholder('since')))
    .groupBy(matterCase.matterId)
    .orderBy(desc(sql`count(*)`))
    .limit(9)
    .prepare(),
)
