import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import type { PictureId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import {
  type BundleManifest,
  type BundleRecord,
  type BundleReply,
  bundleLimits,
} from '#shared/protocol/bundle.ts'
import type { BundleTold } from '#shared/protocol/bundle-line.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import type { Disposition, PushAck } from '#shared/protocol/messages.ts'
import type { PictureStanding } from '#shared/protocol/picture.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import { findLogHead } from '../store/queries/log.ts'
import { batchOf, pieceOf, type Stack, seeBundle } from './bundle-read.ts'
import type { Answer, City } from './city.ts'
import { dayOfDesk } from './day.ts'
import { feedOfDesk } from './feed.ts'
import { finishPicture, havePictures, takeChunk } from './picture.ts'
import { pushBatch } from './push.ts'

/** A part of one piece, as it comes over the line of whoever reads the stick; a lost answer is asked again. */
export async function takePiece(
  city: City,
  { body, by, offset, pieceId }: { body: Uint8Array; by: string; offset: number; pieceId: string },
  hasRoom: () => Promise<boolean>,
): Answer<{ offset: number }> {
  const place = { centreId: by, pictureId: pieceId }
  const whole = await city.pieces.read(place)
  if (whole) return ok({ offset: whole.length })
  const have = await city.pieces.partBytes(place)
  if (offset !== have) return ok({ offset: have })
  if (offset + body.length > bundleLimits.pieceMax) return refuse('E_TOO_LARGE', { field: 'body' })
  if (!(await hasRoom())) return refuse('E_QUOTA')
  await city.pieces.write(place, offset, body)
  return ok({ offset: offset + body.length })
}

/**
 * Takes in what a stick brought: the ordinary push, batch by batch, after the whole was looked at.
 *
 * The same stick twice changes nothing and gets the same answer. Who brought it does not matter: the entries
 * speak for the desk that signed them, and only that desk can read the answer.
 */
export async function takeBundle(
  city: City,
  stack: Stack,
  hasRoom: () => Promise<boolean>,
): Answer<{ reply: string; told: BundleTold }> {
  if (!(await settled(city, stack))) return refuse('E_BUNDLE_CHANGED')
  try {
    const seen = await seeBundle(city, stack)
    if (!seen.ok) return seen
    const { desk, entries, manifest } = seen.value
    const before = await city.store.read([desk.centreId], (reader) => findLogHead(reader, desk))
    const taken: Taken = { acks: [], pictures: [] }
    for (const pieceId of stack.pieces) {
      const piece = await pieceOf(city, stack.by, pieceId)
      if (!piece.ok) return piece
      for (const record of piece.value.records) {
        const done = await takeRecord(city, desk, record, taken, hasRoom)
        if (!done.ok) return done
      }
    }
    const reply = await replyTo(city, desk, manifest, taken)
    const count = (state: string) =>
      reply.ack?.dispositions.filter((each) => each.state.startsWith(state)).length ?? 0
    return ok({
      reply: Buffer.from(city.identity.writeReply(manifest.replyKey, reply)).toString('base64'),
      told: {
        centreName: desk.centreName,
        deskPart: desk.deskPart,
        entries,
        fresh: Math.max(0, (reply.ack?.received.seq ?? 0) - Math.max(before?.seq ?? 0, manifest.after.seq)),
        held: count('HELD'),
        returned: count('RETURNED'),
        pictures: taken.pictures.filter(({ state }) => state === 'VERIFIED').length,
      },
    })
  } finally {
    for (const pieceId of stack.pieces) await city.pieces.remove({ centreId: stack.by, pictureId: pieceId })
  }
}

/** Every piece is what it is called; one that is not was changed on the way. */
async function settled(city: City, { by, pieces }: Stack): Promise<boolean> {
  for (const pieceId of pieces) {
    const place = { centreId: by, pictureId: pieceId }
    if (await city.pieces.holds(place)) continue
    if ((await city.pieces.partBytes(place)) === 0 || !(await city.pieces.settle(place))) return false
  }
  return true
}

type Taken = { readonly acks: PushAck[]; readonly pictures: PictureStanding[] }

async function takeRecord(
  city: City,
  desk: DeskRow,
  record: BundleRecord,
  taken: Taken,
  hasRoom: () => Promise<boolean>,
): Answer<undefined> {
  if (record.type === 'PICTURE') {
    taken.pictures.push(...(await takePicture(city, desk, record.bytes, hasRoom)))
    return ok(undefined)
  }
  const push = await batchOf(record)
  if (!push.ok) return push
  const ack = await pushBatch(city, desk, push.value)
  if (ack.ok) taken.acks.push(ack.value)
  else if (ack.refusal.code === 'E_GAP')
    return refuse('E_GAP', { ...ack.refusal.detail, reason: 'bundle-gap' })
  return ack.ok ? ok(undefined) : ack
}

/** As over the line: from where the city has it. One it does not want yet stays at the desk. */
async function takePicture(
  city: City,
  desk: DeskRow,
  bytes: Uint8Array,
  hasRoom: () => Promise<boolean>,
): Promise<readonly PictureStanding[]> {
  const pictureId = nameOfFile(bytes) as PictureId
  const have = await havePictures(city, desk, { pictures: [pictureId] })
  const [standing] = have.ok ? have.value.pictures : []
  if (standing?.state !== 'PART') return standing?.state === 'VERIFIED' ? [standing] : []
  if (standing.offset < bytes.length) {
    const rest = { pictureId, offset: standing.offset, body: bytes.subarray(standing.offset) }
    const kept = await takeChunk(city, desk, rest, hasRoom)
    if (!kept.ok) return []
  }
  const done = await finishPicture(city, desk, { pictureId })
  return done.ok ? [done.value] : []
}

async function replyTo(
  city: City,
  desk: DeskRow,
  manifest: BundleManifest,
  { acks, pictures }: Taken,
): Promise<BundleReply> {
  const last = acks.at(-1)
  const dispositions: Disposition[] = acks.flatMap((ack) => ack.dispositions)
  const days = []
  for (const day of manifest.days) {
    const answer = await dayOfDesk(city, desk, day)
    if (answer.ok) days.push(answer.value)
  }
  const feed = desk.revokedMs === null ? await feedFor(city, desk, manifest) : undefined
  return {
    v: 1,
    bundleId: manifest.bundleId,
    ...(last ? { ack: { ...last, dispositions } } : {}),
    pictures,
    days,
    ...(feed ? { feed } : {}),
  }
}

/** As much of the centre's feed as fits; the rest comes by the line or with the next stick. */
async function feedFor(city: City, desk: DeskRow, { feed }: BundleManifest) {
  const entries: FeedEntry[] = []
  let cursor = { after: feed.seq, hash: feed.hash }
  for (let pages = 0; pages < bundleLimits.feedPages; pages += 1) {
    const page = await feedOfDesk(city, desk, cursor)
    if (!page.ok) return undefined
    entries.push(...page.value.entries)
    const last = page.value.entries.at(-1)
    if (!last || last.seq === page.value.head.seq || pages === bundleLimits.feedPages - 1)
      return { ...page.value, entries }
    cursor = { after: last.seq, hash: last.hash }
  }
  return undefined
}
