import { type ReactNode, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import { PicturesPanel } from '../../app/pictures/PicturesPanel.tsx'

/** V: what was photographed of the papers of a case, row by row; nothing where nothing was. */
export function useCasePictures({ materials }: Pick<CaseView, 'materials'>): {
  readonly n: number
  readonly look: (() => void) | undefined
  readonly panel: ReactNode
} {
  const [open, setOpen] = useState(false)
  const pictureIds = materials.flatMap(({ pictures }) => pictures ?? [])
  return {
    n: pictureIds.length,
    look: pictureIds.length > 0 ? () => setOpen(true) : undefined,
    panel: open ? (
      <PicturesPanel label="这件办件" pictureIds={pictureIds} onLeave={() => setOpen(false)} />
    ) : null,
  }
}
