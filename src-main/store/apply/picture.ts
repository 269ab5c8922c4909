import type { PictureTaken } from '#shared/domain/picture.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { picture } from '../tables/picture.ts'
import type { At } from './at.ts'

export function applyPictureTaken(writer: Writer, event: PictureTaken, { position }: At): void {
  const { type: _, ...taken } = event
  insertPicture(writer, { ...taken, changedAt: position })
}

const insertPicture = insertRow(picture)
