import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import type { PictureTaken } from '#shared/domain/picture.ts'
import type { CaseId, PictureId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { journal } from '../tables/journal.ts'
import { picture, pictureFile } from '../tables/picture.ts'

export type PictureFileRow = typeof pictureFile.$inferSelect & { readonly named: boolean }

export function findPictureFile(reader: Reader, pictureId: PictureId): PictureFileRow | undefined {
  const row = fileById(reader).get({ pictureId })
  return row && { ...row.file, named: row.named !== null }
}

/** Of these ids, the pictures of this desk, each with what is still to be told of it. */
export function listKept(
  reader: Reader,
  ids: Iterable<string>,
): readonly { readonly pictureId: PictureId; readonly untold: PictureTaken | undefined }[] {
  const found: { pictureId: PictureId; untold: PictureTaken | undefined }[] = []
  for (const pictureId of ids) {
    const row = fileById(reader).get({ pictureId })
    if (row) found.push({ pictureId, untold: row.named === null ? row.file.taken : undefined })
  }
  return found
}

export function listPicturesOfCase(reader: Reader, caseId: CaseId): readonly PictureFileRow[] {
  return reader
    .select({ file: pictureFile, named: picture.pictureId })
    .from(picture)
    .innerJoin(pictureFile, eq(pictureFile.pictureId, picture.pictureId))
    .where(eq(picture.ofCase, caseId))
    .orderBy(picture.takenMs, picture.pictureId)
    .all()
    .map(({ file }) => ({ ...file, named: true }))
}

/** Kept before that moment and named by nothing: nobody will miss them. */
export function listUnnamedBefore(reader: Reader, beforeMs: number): readonly PictureFileRow[] {
  return reader
    .select({ file: pictureFile })
    .from(pictureFile)
    .leftJoin(picture, eq(picture.pictureId, pictureFile.pictureId))
    .where(and(isNull(picture.pictureId), lt(pictureFile.keptMs, beforeMs)))
    .orderBy(desc(pictureFile.keptMs))
    .limit(1_000)
    .all()
    .map(({ file }) => ({ ...file, named: false }))
}

/** How many other pictures somebody looked at since then; the journal is their register. */
export function countViewed(reader: Reader, who: StaffId, sinceMs: number): number {
  const row = reader
    .select({ n: sql<number>`count(*)` })
    .from(journal)
    // Written out and not bound: only then does the partial index fit.
    .where(and(sql`${journal.kind} = 'picture-viewed'`, eq(journal.actor, who), gte(journal.wallMs, sinceMs)))
    .get()
  return row?.n ?? 0
}

const fileById = prepared((reader: Reader) =>
  reader
    .select({ file: pictureFile, named: picture.pictureId })
    .from(pictureFile)
    .leftJoin(picture, eq(picture.pictureId, pictureFile.pictureId))
    .where(eq(pictureFile.pictureId, sql.placeholder('pictureId')))
    .prepare(),
)
