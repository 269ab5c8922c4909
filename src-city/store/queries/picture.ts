import { and, eq, sql } from 'drizzle-orm'
import type { CentreId, PictureId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { picture, pictureUpload } from '../tables/picture.ts'

export type PictureRow = typeof picture.$inferSelect & {
  readonly receivedBytes: number
  readonly upload: 'PART' | 'VERIFIED' | 'REFUSED' | 'ERASED'
}

/** The pictures of a centre among these ids, each with how far its file has come. */
export async function listPictures(
  reader: Reader,
  centreId: CentreId,
  ids: Iterable<PictureId>,
): Promise<readonly PictureRow[]> {
  const rows = await reader
    .select({ row: picture, receivedBytes: pictureUpload.receivedBytes, upload: pictureUpload.state })
    .from(picture)
    .leftJoin(
      pictureUpload,
      and(eq(pictureUpload.centreId, picture.centreId), eq(pictureUpload.pictureId, picture.pictureId)),
    )
    .where(and(eq(picture.centreId, centreId), among(picture.pictureId, ids)))
  return rows.map(({ receivedBytes, row, upload }) => ({
    ...row,
    receivedBytes: receivedBytes ?? 0,
    upload: upload ?? 'PART',
  }))
}

export async function findPicture(
  reader: Reader,
  centreId: CentreId,
  pictureId: PictureId,
): Promise<PictureRow | undefined> {
  return (await listPictures(reader, centreId, [pictureId]))[0]
}

/** Pictures and bytes of a centre: told of, and verified. */
export async function countPictures(
  reader: Reader,
  centreId: CentreId,
): Promise<{ told: number; toldBytes: number; verified: number; verifiedBytes: number; refused: number }> {
  const [row] = await reader
    .select({
      told: sql<number>`count(*)::int`,
      toldBytes: sql<number>`coalesce(sum(${picture.sealedBytes}), 0)::float8`,
      verified: sql<number>`count(*) filter (where ${pictureUpload.state} = 'VERIFIED')::int`,
      verifiedBytes: sql<number>`coalesce(sum(${picture.sealedBytes}) filter (where ${pictureUpload.state} = 'VERIFIED'), 0)::float8`,
      refused: sql<number>`count(*) filter (where ${pictureUpload.state} = 'REFUSED')::int`,
    })
    .from(picture)
    .leftJoin(
      pictureUpload,
      and(eq(pictureUpload.centreId, picture.centreId), eq(pictureUpload.pictureId, picture.pictureId)),
    )
    .where(eq(picture.centreId, centreId))
  return row ?? { told: 0, toldBytes: 0, verified: 0, verifiedBytes: 0, refused: 0 }
}
