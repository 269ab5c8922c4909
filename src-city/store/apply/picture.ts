import { sql } from 'drizzle-orm'
import type { PictureTaken } from '#shared/domain/picture.ts'
import { rowsOf, type Writer } from '../store.ts'
import type { DeskFacts } from './stage.ts'

/** Known by the hash of its bytes, so the same picture told twice is one. */
export async function writePictures(
  writer: Writer,
  { centreId, deskId }: DeskFacts,
  taken: readonly PictureTaken[],
): Promise<void> {
  const rows = taken.map((each) => ({
    picture_id: each.pictureId,
    of_case: each.ofCase ?? null,
    bytes: each.bytes,
    sealed_bytes: each.sealedBytes,
    key: each.key,
    salt: each.salt,
    commitment: each.commitment,
    taken_ms: each.takenMs,
  }))
  await rowsOf(
    writer,
    sql`insert into picture
          (centre_id, picture_id, desk_id, of_case, bytes, sealed_bytes, key, salt, commitment, taken_ms)
        select ${centreId}::text, r.picture_id, ${deskId}::text, r.of_case, r.bytes, r.sealed_bytes, r.key, r.salt,
               r.commitment, r.taken_ms
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (picture_id text, of_case text, bytes int, sealed_bytes int, key text, salt text, commitment text,
             taken_ms bigint)
        on conflict (centre_id, picture_id) do nothing`,
  )
}
