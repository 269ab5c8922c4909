import { eq, sql } from 'drizzle-orm'
import type { DraftId } from '#shared/kernel/ids.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { draft } from '../tables/draft.ts'

/** Keeps a draft as it is now. Nothing legal has happened yet, so the journal is not asked. */
export function keepDraft(writer: Writer, row: typeof draft.$inferInsert): void {
  upsert(writer).run({ ...row, matterId: row.matterId ?? null })
}

export function dropDraft(writer: Writer, draftId: DraftId): void {
  remove(writer).run({ draftId })
}

const upsert = prepared((writer: Writer) =>
  writer
    .insert(draft)
    .values({
      draftId: sql.placeholder('draftId'),
      owner: sql.placeholder('owner'),
      step: sql.placeholder('step'),
      matterId: sql.placeholder('matterId'),
      applicant: sql.placeholder('applicant'),
      body: sql.placeholder('body'),
      savedMs: sql.placeholder('savedMs'),
      bootId: sql.placeholder('bootId'),
    })
    .onConflictDoUpdate({
      target: draft.draftId,
      set: {
        step: sql`excluded.step`,
        matterId: sql`excluded.matter_id`,
        applicant: sql`excluded.applicant`,
        body: sql`excluded.body`,
        savedMs: sql`excluded.saved_ms`,
        bootId: sql`excluded.boot_id`,
      },
    })
    .prepare(),
)

const remove = prepared((writer: Writer) =>
  writer
    .delete(draft)
    .where(eq(draft.draftId, sql.placeholder('draftId')))
    .prepare(),
)
