import { and, asc, eq, sql } from 'drizzle-orm'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { journal } from '../tables/journal.ts'

/** What the counter called the items and materials of a case; neither says who was served. */
export type Receipt = {
  readonly items: readonly { readonly itemNo: string; readonly name: string }[]
  readonly materials: readonly {
    readonly rowId: string
    readonly name: string
    readonly usedBy: readonly string[]
  }[]
}

/** The receipts of cases of any centre, by case; a case the city knows has one. */
export async function listReceipts(
  reader: Reader,
  cases: readonly { readonly centreId: CentreId; readonly caseId: CaseId }[],
): Promise<ReadonlyMap<CaseId, Receipt>> {
  const { body, caseId, centreId, epoch, kind, repeated, seq } = journal
  const rows = await reader
    .select({
      caseId,
      items: sql<Receipt['items']>`(${body}::jsonb) -> 'items'`,
      materials: sql<Receipt['materials']>`(${body}::jsonb) -> 'materials'`,
    })
    .from(journal)
    .where(
      and(
        among(
          centreId,
          cases.map((each) => each.centreId),
        ),
        among(
          caseId,
          cases.map((each) => each.caseId),
        ),
        eq(kind, 'matter-received'),
        eq(repeated, false),
      ),
    )
    .orderBy(asc(epoch), asc(seq))
  const receipts = new Map<CaseId, Receipt>()
  for (const { caseId: of, ...receipt } of rows) if (of && !receipts.has(of)) receipts.set(of, receipt)
  return receipts
}
