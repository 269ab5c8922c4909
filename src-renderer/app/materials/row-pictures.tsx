import { type ReactNode, useState } from 'react'
import type { CaseId } from '#shared/kernel/ids.ts'
import { CapturePanel } from '../pictures/CapturePanel.tsx'
import { PicturesPanel } from '../pictures/PicturesPanel.tsx'

type Wish = {
  readonly row: { readonly rowId: string; readonly name: string } | undefined
  readonly picturesOf: (rowId: string) => readonly string[]
  readonly ofCase: CaseId
  readonly onTaken: (rowId: string, pictureId: string) => void
  readonly onDropped: (rowId: string, pictureId: string) => void
  /** The last page of this row is taken. */
  readonly onDone: (rowId: string) => void
}

/** F8 photographs the row in hand, V shows what was photographed; both keys for the list to bind. */
export function useRowPictures(wish: Wish): {
  readonly keys: Readonly<Record<'F8' | 'V', () => void>>
  readonly panel: ReactNode
} {
  const { ofCase, onDone, onDropped, onTaken, picturesOf, row } = wish
  const [open, setOpen] = useState<{
    readonly what: 'shoot' | 'look'
    readonly rowId: string
    readonly name: string
  }>()
  const start = (what: 'shoot' | 'look') => row && setOpen({ what, rowId: row.rowId, name: row.name })
  const close = () => setOpen(undefined)
  const keys = {
    F8: () => start('shoot'),
    V: () => row && picturesOf(row.rowId).length > 0 && start('look'),
  }
  if (!open) return { keys, panel: null }
  const { name, rowId } = open
  const pictureIds = picturesOf(rowId)
  const panel =
    open.what === 'shoot' ? (
      <CapturePanel
        label={name.slice(0, 60)}
        ofCase={ofCase}
        pages={pictureIds.length}
        onKept={(pictureId, more) => {
          onTaken(rowId, pictureId)
          if (more) return
          close()
          onDone(rowId)
        }}
        onLeave={close}
      />
    ) : (
      <PicturesPanel
        label={name}
        pictureIds={pictureIds}
        onDropped={(pictureId) => onDropped(rowId, pictureId)}
        onLeave={close}
      />
    )
  return { keys, panel }
}
