import { eq } from 'drizzle-orm'
import type { PictureTaken } from '#shared/domain/picture.ts'
import type { PictureId } from '#shared/kernel/ids.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { pictureFile } from '../tables/picture.ts'

/** The file is on the disk already; from here on the desk knows of it. */
export function keepPicture(writer: Writer, taken: PictureTaken, keptMs: number): void {
  const fresh = { taken, keptMs, sentBytes: 0, upload: 'WAITING', file: 'HERE' } as const
  writer
    .insert(pictureFile)
    .values({ pictureId: taken.pictureId, ...fresh })
    .run()
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
