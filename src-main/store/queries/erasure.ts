import { desc, eq, sql } from 'drizzle-orm'
import type { CaseErased } from '#shared/domain/erasure.ts'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { caseErased } from '../tables/erasure.ts'
import { feedCursor } from '../tables/feed.ts'
import { journal } from '../tables/journal.ts'

/** On what ground a case was erased, if it was. */
export function findErasure(reader: Reader, caseId: CaseId): typeof caseErased.$inferSelect | undefined {
  return byCase(reader).get({ caseId })
}

/**
 * What the journal vouches for in place of erased bodies, by entry. Nothing as long as a log was fetched whose feed
 * has not been read again: the erasure may be in it.
 */
export function vouchedResidues(reader: Reader): ReadonlyMap<EntryId, string> | undefined {
  if (!reader.select({ seq: feedCursor.seq }).from(feedCursor).get()) return undefined
  const rows = reader
    .select({ body: journal.body })
    .from(journal)
    .where(eq(journal.kind, 'case-erased'))
    .orderBy(journal.position)
    .all()
  return new Map(
    rows.flatMap(({ body }) =>
      (JSON.parse(body) as CaseErased).left.map(({ entryId, sha256 }) => [entryId, sha256]),
    ),
  )
}

/** Cases erased here, the newest first. */
export function listErasures(reader: Reader): readonly (typeof caseErased.$inferSelect)[] {
  return reader.select().from(caseErased).orderBy(desc(caseErased.changedAt)).all()
}

const byCase = prepared((reader: Reader) =>
  reader
    .select()
    .from(caseErased)
    .where(eq(caseErased.caseId, sql.placeholder('caseId')))
    .prepare(),
)
