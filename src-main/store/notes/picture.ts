import { and, eq, ne, notExists, sql } from 'drizzle-orm'
import type { PictureTaken } from '#shared/domain/picture.ts'
import { erasedHash } from '#shared/domain/residue.ts'
import type { PictureId } from '#shared/kernel/ids.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { picture, pictureFile } from '../tables/picture.ts'

/** The file is on the disk already; from here on the desk knows of it. */
export function keepPicture(writer: Writer, taken: PictureTaken, keptMs: number): void {
  const fresh = { taken, keptMs, sentBytes: 0, upload: 'WAITING', file: 'HERE' } as const
  writer
    .insert(pictureFile)
    .values({ pictureId: taken.pictureId, ...fresh })
    .run()
}

/** Pictures that came with the log and not with their files: whether the city has them is asked, here they are not. */
export function keepElsewhere(writer: Writer, nowMs: number): void {
  const missing = writer
    .select()
    .from(picture)
    .where(
      and(
        notExists(writer.select().from(pictureFile).where(eq(pictureFile.pictureId, picture.pictureId))),
        // Nobody has the key to one that was erased.
        ne(picture.key, erasedHash),
      ),
    )
    .all()
  for (const { changedAt: _, ofCase, ...row } of missing) {
    const taken: PictureTaken = { type: 'picture-taken', ...row, ...(ofCase ? { ofCase } : {}) }
    const there = { taken, keptMs: nowMs, sentBytes: 0, upload: 'WAITING', file: 'CLEARED' } as const
    writer
      .insert(pictureFile)
      .values({ pictureId: row.pictureId, ...there })
      .run()
  }
}

/** Of a picture nothing named. */
export function forgetPicture(writer: Writer, pictureId: PictureId): void {
  writer.delete(pictureFile).where(eq(pictureFile.pictureId, pictureId)).run()
}

/** What was found when the file was looked for. */
export function noteFile(
  writer: Writer,
  pictureId: PictureId,
  file: typeof pictureFile.$inferSelect.file,
): void {
  writer.update(pictureFile).set({ file }).where(eq(pictureFile.pictureId, pictureId)).run()
}

/** How far the city has flushed it. */
export function keepSent(writer: Writer, pictureId: PictureId, sentBytes: number): void {
  writer.update(pictureFile).set({ sentBytes }).where(eq(pictureFile.pictureId, pictureId)).run()
}

/** The city has the whole file, looked at it, and signed that. */
export function keepVerified(writer: Writer, pictureId: PictureId, verifiedMs: number): void {
  writer
    .update(pictureFile)
    .set({
      upload: 'VERIFIED',
      verifiedMs,
      sentBytes: sql`json_extract(${pictureFile.taken}, '$.sealedBytes')`,
    })
    .where(eq(pictureFile.pictureId, pictureId))
    .run()
}

export function keepRefused(writer: Writer, pictureId: PictureId): void {
  writer.update(pictureFile).set({ upload: 'REFUSED' }).where(eq(pictureFile.pictureId, pictureId)).run()
}

/** A city that went back in time may have lost files too: what is still here is asked about again. */
export function askPicturesAgain(writer: Writer): void {
  writer
    .update(pictureFile)
    .set({ upload: 'WAITING', sentBytes: 0, verifiedMs: null })
    .where(and(eq(pictureFile.upload, 'VERIFIED'), eq(pictureFile.file, 'HERE')))
    .run()
}
