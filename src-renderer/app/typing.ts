import { create } from 'zustand'
import type { CaseId } from '#shared/kernel/ids.ts'
import { saveBeforeLeaving } from './before-leaving.ts'

/** Chromium's window that stays above all others, those of a department's system included. */
type PictureInPicture = {
  readonly requestWindow: (size: { readonly width: number; readonly height: number }) => Promise<Window>
}

type Typing = {
  readonly caseId: CaseId | undefined
  /** A window of its own above all others, or none: then the strip is docked in this one. */
  readonly place: Window | undefined
  /** Counts calls for the strip, so that asking for it again takes the focus there. */
  readonly turn: number
  readonly open: (caseId: CaseId) => void
  readonly close: () => void
}

/** The strip of the typing helper (录入助手): which case lies on it, and where. */
export const useTyping = create<Typing>()((set, get) => ({
  caseId: undefined,
  place: undefined,
  turn: 0,
  open: (caseId) => {
    const show = (place: Window | undefined) => set(({ turn }) => ({ caseId, place, turn: turn + 1 }))
    if (get().caseId) return show(get().place)
    void ownWindow().then((place) => {
      place?.addEventListener('pagehide', () => get().place === place && get().close())
      show(place)
    })
  },
  close: () => {
    const { place } = get()
    set({ caseId: undefined, place: undefined })
    // The clipboard is cleared from the window that has the focus, so that window goes last.
    void saveBeforeLeaving().then(() => place?.close())
  },
}))

/** Only a key or a click of the clerk may open it; where it is unknown or refused, the strip is docked. */
async function ownWindow(): Promise<Window | undefined> {
  const { documentPictureInPicture } = globalThis as { documentPictureInPicture?: PictureInPicture }
  try {
    return await documentPictureInPicture?.requestWindow({ width: 372, height: 620 })
  } catch {
    return undefined
  }
}
