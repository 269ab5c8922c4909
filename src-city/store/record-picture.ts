import type { CentreId, PictureId } from '#shared/kernel/ids.ts'
import type { Writer } from './store.ts'
import { pictureUpload } from './tables/picture.ts'

/** How far a file has come; said only after those bytes were flushed. */
export async function keepUpload(
  writer: Writer,
  of: { readonly centreId: CentreId; readonly pictureId: PictureId },
  said: { readonly receivedBytes: number; readonly state: 'PART' | 'VERIFIED' | 'REFUSED' },
  changedMs: number,
): Promise<void> {
  const row = { ...said, changedMs }
  await writer
    .insert(pictureUpload)
    .values({ ...of, ...row })
    .onConflictDoUpdate({ target: [pictureUpload.centreId, pictureUpload.pictureId], set: row })
}
