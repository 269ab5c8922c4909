import { and, eq, ne } from 'drizzle-orm'
import type { Writer } from '#shared/sqlite/store.ts'
import { typingMark } from '../tables/typing.ts'

type Line = Pick<typeof typingMark.$inferSelect, 'caseId' | 'profileId' | 'n'>

/** Keeps how far the typing is. Marks of an earlier version of the profile go: its lines were others. */
export function keepMark(writer: Writer, row: typeof typingMark.$inferInsert): void {
  const { caseId, profileId, version } = row
  writer
    .delete(typingMark)
    .where(
      and(
        eq(typingMark.caseId, caseId),
        eq(typingMark.profileId, profileId),
        ne(typingMark.version, version),
      ),
    )
    .run()
  writer
    .insert(typingMark)
    .values(row)
    .onConflictDoUpdate({
      target: [typingMark.caseId, typingMark.profileId, typingMark.n],
      set: { mark: row.mark },
    })
    .run()
}

export function dropMark(writer: Writer, { caseId, n, profileId }: Line): void {
  writer
    .delete(typingMark)
    .where(and(eq(typingMark.caseId, caseId), eq(typingMark.profileId, profileId), eq(typingMark.n, n)))
    .run()
}
