import type { Installation } from '#main/store/queries/installation.ts'
import { findHashAt, listToSend } from '#main/store/queries/journal.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { leanOf } from '#shared/protocol/lean-entry.ts'
import { limits, limitsOfOld } from '#shared/protocol/limits.ts'
import { type Push, protoVersion, type Welcome } from '#shared/protocol/messages.ts'
import { signHead } from '#shared/protocol/signing.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { type Pressed, press } from './press.ts'

/** A batch ready for the line: the entries above `after` up to `last`, signed and pressed. */
export type Parcel = {
  readonly after: number
  readonly last: number
  readonly entries: number
  /** More entries were there than one request may carry. */
  readonly cut: boolean
  /** Pressed off the main thread; whoever sends it waits for it. */
  readonly pressed: Promise<Pressed>
}

/** What a city says of itself in its welcome; one of before says nothing. */
export type Reads = Partial<Pick<Welcome, 'lean' | 'zstd' | 'limits'>>

/** How much may go in one request: what the city says it takes, and no more than this program ever sends. */
export function roomOf({ limits: theirs = limitsOfOld }: Reads): Welcome['limits'] {
  return {
    maxEntries: Math.min(theirs.maxEntries, limits.maxEntries),
    maxBytes: Math.min(theirs.maxBytes, limits.maxBytes),
  }
}

export type PackOptions = {
  readonly store: Store
  readonly self: Installation
  readonly seams: Seams
}

/** Reads at most `most` entries above `after`; `undefined` when there are none. */
export function packParcel(
  { seams, self, store }: PackOptions,
  after: number,
  most: number,
  reads: Reads = {},
): Parcel | undefined {
  const { lean = false, zstd = false } = reads
  const { maxBytes, maxEntries } = roomOf(reads)
  const { prevHash, rows } = store.read((reader) => ({
    rows: listToSend(reader, self.epoch, after, Math.min(most, maxEntries)),
    prevHash: findHashAt(reader, self.epoch, after) ?? '',
  }))
  const batch = fitting(rows, maxBytes)
  const [first] = batch
  const last = batch.at(-1)
  if (!first || !last) return undefined
  const head = { epoch: self.epoch, seq: last.seq, hash: last.hash, wallMs: seams.wallMs() }
  const message: Push = {
    proto: protoVersion,
    batchId: seams.newId(),
    epoch: self.epoch,
    fromSeq: first.seq,
    prevHash,
    entries: batch.map(({ body, envelope, salt }, n) => {
      const entry = { envelope, salt, body }
      const before = { seq: first.seq + n - 1, hash: batch[n - 1]?.hash ?? prevHash }
      return (lean ? leanOf(entry, before) : undefined) ?? entry
    }),
    head: signHead(self.deskKey, self.deskId, head),
  }
  return {
    after,
    last: last.seq,
    entries: batch.length,
    cut: batch.length < rows.length,
    pressed: press(JSON.stringify(message), zstd, maxBytes),
  }
}

/** As many entries as the city takes in one request, and always at least one. */
function fitting<Row extends { readonly envelope: string; readonly body: string }>(
  rows: readonly Row[],
  maxBytes: number,
): readonly Row[] {
  let bytes = 2_000
  const end = rows.findIndex((row) => {
    bytes += (Buffer.byteLength(row.envelope) + Buffer.byteLength(row.body)) * 1.3 + 120
    return bytes > maxBytes
  })
  return end === -1 ? rows : rows.slice(0, Math.max(1, end))
}
