import { and, eq, gte, ne, sql } from 'drizzle-orm'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { journal } from '../tables/journal.ts'
import { typingMark, typingSheet } from '../tables/typing.ts'

export type TypingSheetRow = typeof typingSheet.$inferSelect

/** Marks made under this version of the profile, by line. */
export function listMarks(
  reader: Reader,
  caseId: CaseId,
  profileId: string,
  version: string,
): readonly Pick<typeof typingMark.$inferSelect, 'n' | 'mark'>[] {
  return reader
    .select({ n: typingMark.n, mark: typingMark.mark })
    .from(typingMark)
    .where(
      and(
        eq(typingMark.caseId, caseId),
        eq(typingMark.profileId, profileId),
        eq(typingMark.version, version),
      ),
    )
    .all()
}

/** Departments a case has been typed through for. */
export function listTypedSheets(reader: Reader, caseId: CaseId): readonly TypingSheetRow[] {
  return reader.select().from(typingSheet).where(eq(typingSheet.caseId, caseId)).all()
}

/** From how many other cases somebody took full values since then; the journal is their register. */
export function countRevealedCases(reader: Reader, who: StaffId, sinceMs: number, beside: CaseId): number {
  const row = reader
    .select({ cases: sql<number>`count(DISTINCT ${journal.caseId})` })
    .from(journal)
    .where(
      and(
        // Written out and not bound: only then does the partial index fit.
        sql`${journal.kind} = 'value-revealed'`,
        eq(journal.actor, who),
        gte(journal.wallMs, sinceMs),
        ne(journal.caseId, beside),
      ),
    )
    .get()
  return row?.cases ?? 0
}
