import { sql } from 'drizzle-orm'
import type { Priority } from '#shared/domain/priority.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { assistOrder } from '../tables/assist.ts'

/** What was said of somebody who goes first, in a case or at another visit of the same person. */
export function listPrioritySaid(
  reader: Reader,
  caseId: CaseId | undefined,
  idNumber: string | undefined,
): readonly { readonly priority: Priority; readonly of: CaseId | undefined }[] {
  return said(reader)
    .all({ caseId: caseId ?? null, idNumber: idNumber ?? null })
    .map(({ of, registration: { priority } }) => ({ priority, of: of ?? undefined }))
}

const said = prepared((reader: Reader) =>
  reader
    .select({ registration: assistOrder.registration, of: assistOrder.caseId })
    .from(assistOrder)
    .where(
      sql`${assistOrder.first} = 1 AND (${assistOrder.caseId} = ${sql.placeholder('caseId')}
        OR json_extract(${assistOrder.registration}, '$.served.idNumber') = ${sql.placeholder('idNumber')})`,
    )
    .prepare(),
)
