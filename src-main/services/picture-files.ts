import { forgetPicture, noteFile } from '#main/store/notes/picture.ts'
import { findPictureDays } from '#main/store/queries/desk-command.ts'
import { listDraftBodies } from '#main/store/queries/draft.ts'
import { findPictureFile, listClearable, listHere, listUnnamedBefore } from '#main/store/queries/picture.ts'
import { idsIn } from '#shared/domain/picture.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Desk } from './desk.ts'

const dayMs = 86_400_000
/** How long a picture stays here after the city verified it, unless the city asks otherwise (domain.md 8, retention). */
const keptDays = 30

/**
 * Throws away what nothing named within a day, and files no row knows of: a kill between a file and its row
 * leaves one. A draft keeps its own, however long it lies. A file that should be here and is not is told.
 */
export function tidyPictures({ pictures, seams, store }: Pick<Desk, 'pictures' | 'seams' | 'store'>): void {
  store.write((writer) => {
    const inDrafts = new Set(listDraftBodies(writer).flatMap((body) => [...idsIn(JSON.stringify(body))]))
    for (const { pictureId } of listUnnamedBefore(writer, seams.wallMs() - dayMs))
      if (!inDrafts.has(pictureId)) forgetPicture(writer, pictureId)
    return ok(undefined)
  })
  clear({ pictures, seams, store })
  const names = new Set(pictures.names())
  const lost = store.write((writer) => {
    const ids = listHere(writer).filter((pictureId) => !names.has(pictureId))
    // Told before anybody looks: a page that is gone is photographed again while its paper is still at hand.
    for (const pictureId of ids) noteFile(writer, pictureId, 'MISSING')
    return ok([...names].filter((name) => !findPictureFile(writer, name)))
  })
  if (lost.ok) for (const name of lost.value) pictures.remove(name)
}

/** The row stays and says that the city has it; only the file goes. */
function clear({ pictures, seams, store }: Pick<Desk, 'pictures' | 'seams' | 'store'>): void {
  const cleared = store.write((writer) => {
    const days = findPictureDays(writer) ?? keptDays
    const ids = listClearable(writer, seams.wallMs() - days * dayMs)
    for (const pictureId of ids) noteFile(writer, pictureId, 'CLEARED')
    return ok(ids)
  })
  if (cleared.ok) for (const pictureId of cleared.value) pictures.remove(pictureId)
}
