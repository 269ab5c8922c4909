import { bundledThrough, lastBundle } from '#main/store/queries/bundle.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Drive, Sticks, StickTrouble } from '#shared/kernel/sticks.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { readStick, type StickLine } from './bundle-read.ts'
import { type BundleParts, type WriteTrouble, type Written, writeBundle } from './bundle-write.ts'
import type { Carry } from './carry.ts'
import { lineOf } from './city-client.ts'

export type BundlesOptions = {
  readonly store: Store
  readonly seams: Seams
  readonly pictures: SealedFiles
  readonly sticks: Sticks
  readonly idleMs: number
  readonly takeFeed: (entries: readonly FeedEntry[]) => number
  readonly carry: Carry
  /** Told while bytes go to a stick or from it to the city. */
  readonly moved: () => void
  readonly pieceBytes?: number
}

export type BundleState = {
  readonly movedBytes: number
  readonly last:
    | {
        readonly writtenMs: number
        readonly drive: string
        readonly entries: number
        readonly pictures: number
        readonly bytes: number
        readonly answered: boolean
      }
    | undefined
}

type Took = { readonly lines: readonly StickLine[] }

/** Sticks of this desk, one at a time. */
export class Bundles {
  readonly #options: BundlesOptions
  #movedBytes = 0
  #busy = false

  constructor(options: BundlesOptions) {
    this.#options = options
  }

  drives(): Promise<readonly Drive[]> {
    return this.#options.sticks.drives()
  }

  state(): BundleState {
    return this.#options.store.read((reader) => {
      const { epoch } = getInstallation(reader)
      const last = lastBundle(reader, epoch)
      const { ackedSeq } = positionOf(reader, epoch)
      return {
        movedBytes: this.#movedBytes,
        last: last && {
          writtenMs: last.writtenMs,
          drive: last.drive,
          entries: last.entries,
          pictures: last.pictures,
          bytes: last.bytes,
          // Also when the line was faster than the stick.
          answered: last.answeredMs !== null || bundledThrough(reader, epoch) <= ackedSeq,
        },
      }
    })
  }

  write(driveId: string): Promise<Result<Written & { readonly drive: string }, WriteTrouble | 'stick-busy'>> {
    return this.#alone(async (parts) => {
      const drive = (await this.drives()).find((each) => each.driveId === driveId)
      if (!drive) return refuse('stick-gone')
      const written = await writeBundle(parts, driveId, drive.name, (bytes) => this.#moved(bytes))
      return written.ok ? ok({ ...written.value, drive: drive.name }) : written
    })
  }

  take(driveId: string): Promise<Result<Took, StickTrouble | 'stick-busy'>> {
    return this.#alone(async (parts) => {
      const { takeFeed } = this.#options
      const line = lineOf(parts.self, this.#options)
      const sent = (bytes: number) => this.#moved(bytes)
      const lines = await readStick({ ...parts, line, takeFeed, sent }, driveId)
      return lines.ok ? ok({ lines: lines.value }) : lines
    })
  }

  #moved(bytes: number): void {
    this.#movedBytes += bytes
    this.#options.moved()
  }

  /** A second key while one stick is worked on does nothing. */
  async #alone<Value, Code extends string>(
    work: (parts: BundleParts) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code | 'stick-busy'>> {
    if (this.#busy) return refuse('stick-busy')
    this.#busy = true
    this.#movedBytes = 0
    try {
      const { pictures, pieceBytes, seams, sticks, store } = this.#options
      const self = store.read(getInstallation)
      return await work({ store, self, seams, pictures, sticks, ...(pieceBytes ? { pieceBytes } : {}) })
    } finally {
      this.#busy = false
      this.#options.moved()
    }
  }
}
