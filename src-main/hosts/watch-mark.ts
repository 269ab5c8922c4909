import type { HeadMark, Mark } from '#main/security/head-mark.ts'
import { keepFreeze, keepIdentity } from '#main/store/notes/epoch.ts'
import { type FreezeReason, findFreeze, getIdentityNote } from '#main/store/queries/epoch.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf } from '#main/store/queries/journal.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Store } from '#shared/sqlite/store.ts'

export type Watch = {
  /** Soon after something was written, and once more when the desk closes. */
  readonly look: () => void
  readonly stop: () => void
}

const soonMs = 1_000
const againMs = 60_000

/**
 * Holds the database against the mark beside it before anything is written, and keeps the mark up with it.
 *
 * A database behind its mark, without one it once had, or with one that speaks of another log, was put
 * here from elsewhere: it may be read until the city has said how far it is behind. A mark that cannot be written
 * stays behind, which says nothing against the database, and is tried again.
 */
export function watchMark(
  store: Store,
  mark: HeadMark | undefined,
  seams: Seams,
  faulted: (error: unknown) => void,
): Watch {
  if (!mark) return { look: () => undefined, stop: () => undefined }
  const reason = whyFrozen(store, mark)
  if (reason)
    store.write((writer) => {
      keepFreeze(writer, reason, seams.wallMs())
      return ok(undefined)
    })
  let cancel: (() => void) | undefined
  const write = () => {
    // A frozen desk writes nothing, and its mark stays what it was: the proof of why.
    if (store.read(findFreeze)) return
    mark.write(headNow(store))
    if (store.read(getIdentityNote).marked) return
    store.write((writer) => {
      keepIdentity(writer, { marked: true })
      return ok(undefined)
    })
  }
  const tried = () => {
    cancel = undefined
    try {
      write()
    } catch (error) {
      cancel = seams.later(tried, againMs)
      faulted(error)
    }
  }
  const look = () => {
    cancel ??= seams.later(tried, soonMs)
  }
  look()
  return {
    look,
    // What was written already needs no second time, and a desk that is stopped twice has no database any more.
    stop: () => {
      if (!cancel) return
      cancel()
      cancel = undefined
      try {
        write()
      } catch (error) {
        faulted(error)
      }
    },
  }
}

function whyFrozen(store: Store, mark: HeadMark): FreezeReason | undefined {
  const kept = mark.read()
  if (!kept) return store.read(getIdentityNote).marked ? 'RESTORED' : undefined
  const now = headNow(store)
  const { epoch, hash, seq } = kept.mark
  const behind = epoch > now.epoch || (epoch === now.epoch && seq > now.seq)
  if (behind || kept.mark.deskId !== now.deskId) return 'RESTORED'
  if (store.read((reader) => findHashAt(reader, epoch, seq)) !== hash) return 'RESTORED'
  return kept.sameFile ? undefined : 'COPIED'
}

function headNow(store: Store): Mark {
  return store.read((reader) => {
    const { deskId, epoch } = getInstallation(reader)
    return { deskId, epoch, ...headOf(reader, epoch) }
  })
}
