import { keepStalled } from '#main/store/notes/sync.ts'
import { findLink } from '#main/store/queries/sync.ts'
import { StallReason } from '#shared/domain/link.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { isStalled, type Lane, type Watch, watched } from '#shared/replication/stall.ts'
import type { Store } from '#shared/sqlite/store.ts'

/** How the lanes stand after a turn, and how many answers of the city there were so far. */
export type Standing = {
  readonly answers: number
  readonly records: Lane
  readonly feed: Lane
  readonly pictures: Lane & { readonly why: StallReason }
}

type Parts = { readonly store: Store; readonly seams: Seams; readonly changed: () => void }

const lanes = ['records', 'feed', 'pictures'] as const

/**
 * Sees what does not move although the city answers, and keeps it for the people at the desk until it moves.
 *
 * Looked at after each turn of the loop; it has no timer of its own, since a loop that does not turn has no
 * answers either, and then the line itself says why.
 */
export class Watchdog {
  readonly #parts: Parts
  readonly #watches = new Map<(typeof lanes)[number], Watch>()
  #answers = 0
  #shown: StallReason | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#shown = StallReason.safeParse(parts.store.read(findLink)?.stalled).data
  }

  /** What has just come to a standstill; the same is told once. */
  look(standing: Standing): StallReason | undefined {
    const answered = standing.answers > this.#answers
    this.#answers = standing.answers
    const nowMs = this.#parts.seams.monoMs()
    const still = lanes.filter((lane) => {
      const watch = watched(this.#watches.get(lane), { ...standing[lane], answered, nowMs })
      this.#watches.set(lane, watch)
      return isStalled(watch)
    })
    const [first] = still
    return this.#show(first && (first === 'pictures' ? standing.pictures.why : first))
  }

  #show(stalled: StallReason | undefined): StallReason | undefined {
    const { changed, store } = this.#parts
    if (stalled === this.#shown) return undefined
    this.#shown = stalled
    store.write((writer) => {
      keepStalled(writer, stalled)
      return ok(undefined)
    })
    changed()
    return stalled
  }
}
