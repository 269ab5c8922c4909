import { desc, eq, sql } from 'drizzle-orm'
import type { ToldCase } from '#shared/domain/told-case.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { toldCase } from '../tables/told.ts'

export function findToldCase(reader: Reader, caseId: CaseId): ToldCase | undefined {
  return byId(reader).get({ caseId })
}

/** The newest first. */
export function listToldCases(reader: Reader, limit: number): readonly ToldCase[] {
  return newest(reader).all({ limit })
}

const byId = prepared((reader: Reader) =>
  reader
    .select()
    .from(toldCase)
    .where(eq(toldCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const newest = prepared((reader: Reader) =>
  reader
    .select()
    .from(toldCase)
    .orderBy(desc(toldCase.receivedOn), desc(toldCase.caseNo))
    .limit(sql.placeholder('limit'))
    .prepare(),
)
