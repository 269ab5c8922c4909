import { recalculate, runClocks, type Unattended } from '#main/services/clock-run.ts'
import { takeKept } from '#main/services/feed.ts'
import { tidyPictures } from '#main/services/picture-files.ts'
import { tryAgain } from '#main/services/publication.ts'
import { adoptShipped } from './catalogue/adopt-shipped.ts'

type Passing = Unattended & Parameters<typeof tidyPictures>[0]

/** At the start: what an older program left for this one, and the time that passed. */
export function catchUp(desk: () => Passing): void {
  tryAgain(desk())
  takeKept(desk())
  desk().shelf.refresh()
  recalculate(desk())
  passTime(desk())
}

/** What the passing of time does by itself, at the start and from then on every hour and every day. */
export function passTime(desk: Passing): void {
  tidyPictures(desk)
  runClocks(desk)
}

/** A desk that might only be read when it was started may write again: what the start left undone is done. */
export function resume(parts: Parameters<typeof adoptShipped>[0], desk: () => Passing): void {
  adoptShipped(parts)
  catchUp(desk)
}
