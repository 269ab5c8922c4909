import { keepBundle } from '#main/store/notes/bundle.ts'
import { listOpenCloses } from '#main/store/queries/day.ts'
import { findFreeze, getIdentityNote } from '#main/store/queries/epoch.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf } from '#main/store/queries/journal.ts'
import { listToUpload } from '#main/store/queries/picture.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { makeSealKeys } from '#shared/crypto/sealed-to.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Sticks, StickTrouble } from '#shared/kernel/sticks.ts'
import {
  type BundleManifest,
  type BundleRecord,
  bundleLimits,
  recordBytes,
  writePiece,
} from '#shared/protocol/bundle.ts'
import { Certificate } from '#shared/protocol/messages.ts'
import { signHead } from '#shared/protocol/signing.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { packParcel } from './parcel.ts'
import { certificateOf } from './rescue.ts'
import { isClosed } from './standing.ts'

export type BundleParts = {
  readonly store: Store
  readonly self: Installation
  readonly seams: Seams
  readonly pictures: SealedFiles
  readonly sticks: Sticks
  /** Where a piece is cut; far below what FAT32 takes. */
  readonly pieceBytes?: number
}

export type Written = {
  readonly bundleId: string
  readonly entries: number
  readonly pictures: number
  readonly bytes: number
  readonly pieces: number
}
export type WriteTrouble =
  | StickTrouble
  | 'city-key-missing'
  | 'desk-frozen'
  | 'nothing-waits'
  | 'stick-differs'

const picturesMax = 20_000

/**
 * Puts everything the city has not confirmed on a stick, sealed to the city, and reads it back.
 *
 * Nothing moves by it: what lies on a stick is as little confirmed as what lies here. It counts as written
 * when every byte of every piece was read from the stick and is what was meant.
 */
export async function writeBundle(
  parts: BundleParts,
  driveId: string,
  drive: string,
  wrote: (bytes: number) => void,
): Promise<Result<Written, WriteTrouble>> {
  const plan = planOf(parts)
  if (!plan.ok) return plan
  const { manifest, cityKey, keys } = plan.value
  const { seams, self, sticks, store } = parts
  const names = new Map<string, string>()
  const drop = async () => {
    for (const name of names.keys()) await sticks.remove(driveId, name)
  }
  let bytes = 0
  const put = async (records: readonly BundleRecord[], last: boolean) => {
    const piece = names.size + 1
    const file = writePiece({ cityKey, deskKey: self.deskKey }, { ...manifest, piece, last }, records)
    const name = pieceName(manifest, piece)
    names.set(name, nameOfFile(file))
    bytes += file.length
    return sticks.write(driveId, name, file, wrote)
  }

  const { entries, pictures, put: done } = await cut(parts, plan.value, put)
  const read = done.ok ? await readBack(sticks, driveId, names) : done
  if (!read.ok) {
    await drop()
    return read
  }
  const { after, bundleId, head } = manifest
  store.write((writer) => {
    keepBundle(writer, {
      ...keys,
      bundleId,
      epoch: self.epoch,
      through: entries > 0 ? head.seq : after.seq,
      entries,
      pictures,
      bytes,
      drive,
      writtenMs: seams.wallMs(),
    })
    return ok(undefined)
  })
  return ok({ bundleId, entries, pictures, bytes, pieces: names.size })
}

/** By day and chance: a name says nothing of desk, centre or people. */
function pieceName({ bundleId, writtenMs }: BundleManifest, piece: number): string {
  return `${dateOf(writtenMs)}-${bundleId.slice(0, 8)}-${piece}.pcb`
}

type Plan = {
  readonly cityKey: string
  readonly keys: { readonly publicKey: string; readonly privateKey: string }
  readonly manifest: Omit<BundleManifest, 'piece' | 'last'> & { readonly piece: 1; readonly last: false }
  readonly pictures: readonly string[]
}

function planOf({ seams, self, store }: BundleParts): Result<Plan, WriteTrouble> {
  const read = store.read((reader) => {
    const head = headOf(reader, self.epoch)
    const { ackedHash, ackedSeq } = positionOf(reader, self.epoch)
    return {
      frozen: findFreeze(reader),
      cityKey: getIdentityNote(reader).sealKey ?? undefined,
      head,
      after: { seq: ackedSeq, hash: findHashAt(reader, self.epoch, ackedSeq) ?? ackedHash },
      feed: feedCursorOf(reader),
      pictures: listToUpload(reader, self.epoch, head.seq, picturesMax).map(({ pictureId }) => pictureId),
      // Also what was just written here: the answer says how the city counts it.
      days: listOpenCloses(reader, self.epoch, head.seq, seams.wallMs()).map(({ date, nth }) => ({
        date,
        nth,
      })),
    }
  })
  const { after, feed, frozen, head, pictures } = read
  if (frozen && isClosed(frozen)) return refuse('desk-frozen')
  const certificate = certificateOf(self)
  const cityKey =
    read.cityKey ?? (certificate && Certificate.safeParse(JSON.parse(certificate.body)).data?.sealKey)
  if (!cityKey) return refuse('city-key-missing')
  if (head.seq === after.seq && pictures.length === 0) return refuse('nothing-waits')
  const writtenMs = seams.wallMs()
  const keys = makeSealKeys()
  const manifest = {
    v: 1,
    piece: 1,
    last: false,
    bundleId: Buffer.from(seams.randomBytes(16)).toString('hex'),
    deskId: self.deskId,
    epoch: self.epoch,
    head: signHead(self.deskKey, self.deskId, { epoch: self.epoch, ...head, wallMs: writtenMs }),
    after,
    replyKey: keys.publicKey,
    feed,
    days: read.days.slice(-62),
    ...(certificate ? { certificate } : {}),
    writtenMs,
  } as const
  return ok({ cityKey, keys, manifest, pictures })
}

type Put = (records: readonly BundleRecord[], last: boolean) => Promise<Result<undefined, StickTrouble>>

/** Records first, pictures after them, a piece as soon as the next thing would not fit. */
async function cut(parts: BundleParts, plan: Plan, put: Put) {
  const room = parts.pieceBytes ?? bundleLimits.pieceBytes
  let waiting: BundleRecord[] = []
  let size = 0
  let entries = 0
  let pictures = 0
  const add = async (record: BundleRecord): Promise<Result<undefined, StickTrouble>> => {
    if (size > 0 && size + recordBytes(record) > room) {
      const done = await put(waiting, false)
      if (!done.ok) return done
      waiting = []
      size = 0
    }
    waiting.push(record)
    size += recordBytes(record)
    return ok(undefined)
  }
  const { after, head } = plan.manifest
  for (let at = after.seq; at < head.seq; ) {
    const parcel = packParcel(parts, at, head.seq - at)
    if (!parcel) break
    const added = await add({ type: 'BATCH', bytes: (await parcel.pressed).bytes })
    if (!added.ok) return { put: added, entries, pictures }
    at = parcel.last
    entries += parcel.entries
  }
  for (const pictureId of plan.pictures) {
    const bytes = parts.pictures.read(pictureId)
    // Missing or damaged: told under 上传, and the rest goes all the same.
    if (!bytes || nameOfFile(bytes) !== pictureId) continue
    const added = await add({ type: 'PICTURE', bytes })
    if (!added.ok) return { put: added, entries, pictures }
    pictures += 1
  }
  return { put: await put(waiting, true), entries, pictures }
}

async function readBack(
  sticks: Sticks,
  driveId: string,
  names: ReadonlyMap<string, string>,
): Promise<Result<undefined, WriteTrouble>> {
  for (const [name, meant] of names) {
    const file = await sticks.read(driveId, name, bundleLimits.pieceMax)
    if (!file.ok) return file
    if (nameOfFile(file.value) !== meant) return refuse('stick-differs')
  }
  return ok(undefined)
}
