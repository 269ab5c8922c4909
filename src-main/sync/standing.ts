import { keepEarlier } from '#main/store/notes/earlier.ts'
import { keepFreeze, keepIdentity, thaw } from '#main/store/notes/epoch.ts'
import { keepPositions } from '#main/store/notes/sync.ts'
import { type Freeze, type FreezeReason, findFreeze, getIdentityNote } from '#main/store/queries/epoch.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import type { LinkReason } from '#shared/domain/link.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Welcome } from '#shared/protocol/messages.ts'
import type { Outbox } from '#shared/replication/outbox.ts'
import type { Store } from '#shared/sqlite/store.ts'
import type { PictureCourier } from './picture-courier.ts'
import type { Standing } from './watchdog.ts'

type Parts = { readonly store: Store; readonly self: Installation; readonly seams: Seams }

export type SealedLack = NonNullable<Welcome['lacking']>[number]
export type Tokens = { readonly token?: string; readonly nextToken?: string }

/** A copy that may be the desk itself, and a desk that hands in its last entries, still speak as before. */
export function isClosed({ reason }: Freeze): boolean {
  return reason !== 'COPIED' && reason !== 'REVOKED'
}

export const freezeWords: Readonly<Record<FreezeReason, LinkReason>> = {
  COPIED: 'restored',
  RESTORED: 'restored',
  CLONED: 'cloned',
  FORKED: 'forked',
  FENCED: 'fenced',
  REVOKED: 'revoked',
}

/** The next secret is on the disk before it is told: a copy made of this disk cannot go on with both. */
export function tokensOf({ seams, store }: Parts, renewed: boolean): Tokens {
  const { nextToken, token } = store.read(getIdentityNote)
  const last = token === null ? {} : { token }
  if (nextToken !== null) return { ...last, nextToken }
  if (renewed) return last
  const made = Buffer.from(seams.randomBytes(24)).toString('base64url')
  store.write((writer) => {
    keepIdentity(writer, { nextToken: made })
    return ok(undefined)
  })
  return { ...last, nextToken: made }
}

/** The same machine, and the newest: the secret moves on, and a mere move of the folder is forgiven. */
export function takeWelcome(
  { seams, self, store }: Parts,
  { durable, durableSeq, earlier, pruneOkSeq, revoked, sealKey }: Welcome,
  nextToken: string | undefined,
): void {
  store.write((writer) => {
    if (nextToken !== undefined) keepIdentity(writer, { token: nextToken, nextToken: null })
    if (sealKey !== undefined) keepIdentity(writer, { sealKey })
    if (durableSeq !== undefined) keepPositions(writer, self.epoch, { durable, durableSeq, pruneOkSeq })
    if (earlier) keepEarlier(writer, earlier, seams.wallMs())
    const frozen = findFreeze(writer)
    if (revoked) keepFreeze(writer, 'REVOKED', seams.wallMs())
    else if (frozen?.reason === 'COPIED' || frozen?.reason === 'REVOKED') thaw(writer)
    return ok(undefined)
  })
}

/** How the lanes stand after a turn: feed and pictures have theirs only once every record is sent. */
export function lanesOf(
  store: Store,
  { accepted, head }: Pick<Outbox, 'accepted' | 'head'>,
  {
    answers,
    isBehind,
    pictures,
  }: {
    readonly answers: number
    readonly isBehind: boolean
    readonly pictures: Pick<PictureCourier, 'standing'>
  },
): Standing {
  const { feedSeq, frozen } = store.read((reader) => ({
    feedSeq: feedCursorOf(reader).seq,
    frozen: findFreeze(reader),
  }))
  const isOpen = !(frozen && isClosed(frozen))
  const isSent = isOpen && accepted >= head
  return {
    answers,
    records: { left: isOpen && !isSent, place: accepted },
    feed: { left: isSent && isBehind, place: feedSeq },
    pictures: pictures.standing(isSent),
  }
}
