import { and, desc, eq, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { PictureTaken } from '#shared/domain/picture.ts'
import type { CaseId, PictureId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { journal } from '../tables/journal.ts'
import { picture, pictureFile } from '../tables/picture.ts'
import { syncPosition } from '../tables/sync.ts'

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

/** Pictures whose file should lie on this computer. */
export function listHere(reader: Reader): readonly PictureId[] {
  return reader
    .select({ pictureId: pictureFile.pictureId })
    .from(pictureFile)
    .where(eq(pictureFile.file, 'HERE'))
    .all()
    .map(({ pictureId }) => pictureId)
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

export type ToUpload = { readonly pictureId: PictureId; readonly sealedBytes: number }

/** Whose entry the city has, the small ones first: most papers are there before the first large one is. */
export function listToUpload(
  reader: Reader,
  epoch: number,
  ackedSeq: number,
  limit: number,
): readonly ToUpload[] {
  return toUpload(reader).all({ epoch, ackedSeq, limit })
}

/** Named pictures by what became of them, with what they weigh on the line. */
export function sumPictures(reader: Reader): readonly {
  readonly upload: PictureFileRow['upload']
  readonly file: PictureFileRow['file']
  readonly n: number
  readonly bytes: number
  readonly sentBytes: number
}[] {
  return reader
    .select({
      upload: pictureFile.upload,
      file: pictureFile.file,
      n: sql<number>`count(*)`,
      bytes: sql<number>`sum(${picture.sealedBytes})`,
      sentBytes: sql<number>`sum(${pictureFile.sentBytes})`,
    })
    .from(picture)
    .innerJoin(pictureFile, eq(pictureFile.pictureId, picture.pictureId))
    .groupBy(pictureFile.upload, pictureFile.file)
    .all()
}

/** Named pictures the city does not have, and those a person has to look after, the newest first. */
export function listUnsettled(reader: Reader, limit: number): readonly PictureFileRow[] {
  return reader
    .select({ file: pictureFile })
    .from(picture)
    .innerJoin(pictureFile, eq(pictureFile.pictureId, picture.pictureId))
    .where(or(ne(pictureFile.upload, 'VERIFIED'), inArray(pictureFile.file, ['MISSING', 'DAMAGED'])))
    .orderBy(desc(picture.takenMs), picture.pictureId)
    .limit(limit)
    .all()
    .map(({ file }) => ({ ...file, named: true }))
}

/**
 * Files that may leave this computer: the city verified them before that moment, and an off-box copy holds
 * the entries that name them (sync.md P.3 `prune_ok`).
 */
export function listClearable(reader: Reader, verifiedBeforeMs: number): readonly PictureId[] {
  return reader
    .select({ pictureId: pictureFile.pictureId })
    .from(picture)
    .innerJoin(pictureFile, eq(pictureFile.pictureId, picture.pictureId))
    .innerJoin(journal, eq(journal.position, picture.changedAt))
    .innerJoin(syncPosition, eq(syncPosition.epoch, journal.epoch))
    .where(
      and(
        eq(pictureFile.upload, 'VERIFIED'),
        eq(pictureFile.file, 'HERE'),
        lt(pictureFile.verifiedMs, verifiedBeforeMs),
        lte(journal.seq, syncPosition.pruneOkSeq),
      ),
    )
    .limit(1_000)
    .all()
    .map(({ pictureId }) => pictureId)
}

const smallBytes = 200_000

const toUpload = prepared((reader: Reader) =>
  reader
    .select({ pictureId: picture.pictureId, sealedBytes: picture.sealedBytes })
    .from(pictureFile)
    .innerJoin(picture, eq(picture.pictureId, pictureFile.pictureId))
    .innerJoin(journal, eq(journal.position, picture.changedAt))
    .where(
      and(
        // Written out and not bound: only then does the partial index fit.
        sql`${pictureFile.upload} = 'WAITING'`,
        // One that came without its file is asked about; if the city lacks it, nobody has it.
        inArray(pictureFile.file, ['HERE', 'CLEARED']),
        sql`(${journal.epoch} < ${sql.placeholder('epoch')} OR ${journal.seq} <= ${sql.placeholder('ackedSeq')})`,
      ),
    )
    .orderBy(sql`${picture.sealedBytes} > ${smallBytes}`, pictureFile.keptMs, pictureFile.pictureId)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const fileById = prepared((reader: Reader) =>
  reader
    .select({ file: pictureFile, named: picture.pictureId })
    .from(pictureFile)
    .leftJoin(picture, eq(picture.pictureId, pictureFile.pictureId))
    .where(eq(pictureFile.pictureId, sql.placeholder('pictureId')))
    .prepare(),
)
