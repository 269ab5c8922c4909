import { eq, sql } from 'drizzle-orm'
import type { ToldCase } from '#shared/domain/told-case.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { toldCase } from '../tables/told.ts'

export function findToldCase(reader: Reader, caseId: CaseId): ToldCase | undefined {
  return byId(reader).get({ caseId })
}

const byId = prepared((reader: Reader) =>
  reader
    .select()
    .from(toldCase)
    .where(eq(toldCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)
