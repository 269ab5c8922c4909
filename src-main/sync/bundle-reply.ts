import { keepAnswered } from '#main/store/notes/bundle.ts'
import { keepDayAnswer } from '#main/store/notes/day.ts'
import { keepRefused, keepVerified } from '#main/store/notes/picture.ts'
import { keepAck } from '#main/store/notes/sync.ts'
import { findBundle } from '#main/store/queries/bundle.ts'
import { findClose, findDayAnswer } from '#main/store/queries/day.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { findHashAt } from '#main/store/queries/journal.ts'
import { findPictureFile } from '#main/store/queries/picture.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import { PictureId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { answeredBy, type BundleReply, readReply } from '#shared/protocol/bundle.ts'
import { type FeedEntry, feedFollows } from '#shared/protocol/feed.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import type { BundleParts } from './bundle-write.ts'

export type ReplyTrouble = 'reply-changed' | 'reply-differs' | 'reply-elsewhere'
export type Heard = { readonly through: number; readonly repeated: boolean }

/**
 * Takes the city's answer from a stick: what its signature vouches for, and only forwards. An answer that lay
 * about while the line said more changes nothing any more.
 */
export function takeReply(
  parts: BundleParts & { readonly takeFeed: (entries: readonly FeedEntry[]) => number },
  file: Uint8Array,
): Result<Heard, ReplyTrouble> {
  const { seams, self, store } = parts
  const bundleId = answeredBy(file)
  const asked = bundleId === undefined ? undefined : store.read((reader) => findBundle(reader, bundleId))
  if (asked?.epoch !== self.epoch) return refuse('reply-elsewhere')
  const read = readReply(asked, self.cityKey, file)
  if (!read) return refuse('reply-changed')
  const { reply } = read
  const nowMs = seams.wallMs()
  const taken = store.write((writer) => {
    const acked = takeAck(writer, parts, read, nowMs)
    if (!acked.ok) return acked
    takePictures(writer, reply, nowMs)
    takeDays(writer, reply, nowMs)
    keepAnswered(writer, asked.bundleId, nowMs)
    return ok(undefined)
  })
  if (!taken.ok) return taken
  takeFeedOf(parts, reply)
  return ok({ through: asked.through, repeated: asked.answeredMs !== null })
}

function takeAck(
  writer: Writer,
  { self }: BundleParts,
  { reply: { ack }, signedText }: { readonly reply: BundleReply; readonly signedText: string },
  nowMs: number,
): Result<undefined, ReplyTrouble> {
  if (!ack || ack.received.seq <= positionOf(writer, self.epoch).ackedSeq) return ok(undefined)
  const mine = findHashAt(writer, self.epoch, ack.received.seq)
  if (ack.deskId !== self.deskId || ack.epoch !== self.epoch || mine !== ack.received.hash)
    return refuse('reply-differs')
  keepAck(writer, ack, signedText, nowMs)
  return ok(undefined)
}

function takePictures(writer: Writer, { pictures }: BundleReply, nowMs: number): void {
  for (const { pictureId, state } of pictures) {
    const known = findPictureFile(writer, PictureId.parse(pictureId))
    if (known?.upload !== 'WAITING') continue
    if (state === 'VERIFIED') keepVerified(writer, known.pictureId, nowMs)
    else if (state === 'REFUSED') keepRefused(writer, known.pictureId)
  }
}

/** Final is final; else the later word counts. */
function takeDays(writer: Writer, { days }: BundleReply, nowMs: number): void {
  for (const each of days) {
    const answer = DayAnswer.safeParse(each).data
    if (!answer || !findClose(writer, answer.date, answer.nth)) continue
    const known = findDayAnswer(writer, answer.date, answer.nth)
    if (known?.state !== 'FINAL' && (known?.answer.atMs ?? 0) <= answer.atMs)
      keepDayAnswer(writer, answer, nowMs)
  }
}

function takeFeedOf(
  { self, store, takeFeed }: BundleParts & { readonly takeFeed: (entries: readonly FeedEntry[]) => number },
  { feed }: BundleReply,
): void {
  const cursor = store.read(feedCursorOf)
  const entries = feed?.entries.filter(({ seq }) => seq > cursor.seq) ?? []
  if (entries.length > 0 && feedFollows(self.centreId, cursor, entries)) takeFeed(entries)
}
