import { desc, eq, sql } from 'drizzle-orm'
import type { DraftId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { draft } from '../tables/draft.ts'

export type DraftRow = typeof draft.$inferSelect

export function findDraft(reader: Reader, draftId: DraftId): DraftRow | undefined {
  return one(reader).get({ draftId })
}

/** Newest first; a clerk has a handful, so a fixed limit is only a guard. */
export function listDrafts(reader: Reader, owner: StaffId): readonly DraftRow[] {
  return mine(reader).all({ owner })
}

/** Of everybody: what lies in a draft is still wanted. */
export function listDraftBodies(reader: Reader): readonly unknown[] {
  return reader
    .select({ body: draft.body })
    .from(draft)
    .all()
    .map(({ body }) => body)
}

const one = prepared((reader: Reader) =>
  reader
    .select()
    .from(draft)
    .where(eq(draft.draftId, sql.placeholder('draftId')))
    .prepare(),
)

const mine = prepared((reader: Reader) =>
  reader
    .select()
    .from(draft)
    .where(eq(draft.owner, sql.placeholder('owner')))
    .orderBy(desc(draft.savedMs))
    .limit(50)
    .prepare(),
)
