import type { Installation } from '#main/store/queries/installation.ts'
import { findTimeAbove, headOf } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { appVersion } from '#shared/kernel/app-version.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type Hello, protoVersion } from '#shared/protocol/messages.ts'
import type { Store } from '#shared/sqlite/store.ts'

/** Where this log stands, what of it waits and since when: the fleet is looked after by what desks say here. */
export function greetingOf({
  seams,
  self: { epoch },
  store,
}: {
  readonly seams: Seams
  readonly self: Installation
  readonly store: Store
}): Hello {
  return store.read((reader) => {
    const { ackedHash, ackedSeq } = positionOf(reader, epoch)
    const head = headOf(reader, epoch)
    const oldestMs = findTimeAbove(reader, epoch, ackedSeq)
    return {
      proto: protoVersion,
      epoch,
      head,
      acked: { seq: ackedSeq, hash: ackedHash },
      wallMs: seams.wallMs(),
      backlog: { entries: head.seq - ackedSeq, ...(oldestMs === undefined ? {} : { oldestMs }) },
      appVersion,
    }
  })
}
