import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { BundleManifest, BundleRecord } from '#shared/protocol/bundle.ts'
import { manifestVerifies } from '#shared/protocol/bundle.ts'
import type { ChainPoint } from '#shared/protocol/entry.ts'
import { Push } from '#shared/protocol/messages.ts'
import { inflated, readJson } from '../routes/body.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import type { City, CityCode } from './city.ts'
import { adoptDesk } from './epoch.ts'
import { uploadOnlyMs } from './hello.ts'
import { verifyBatch } from './verify-batch.ts'

/** Where the pieces of a bundle lie, and under which names, in their order. */
export type Stack = { readonly by: string; readonly pieces: readonly string[] }

export type Seen = { readonly manifest: BundleManifest; readonly desk: DeskRow; readonly entries: number }

/**
 * Looks at a whole bundle before anything of it counts: every piece opens, they are one bundle and all of it,
 * the desk signed it, and its entries are one unbroken log. What is refused here has changed nothing.
 */
export async function seeBundle(city: City, stack: Stack): Promise<Result<Seen, CityCode>> {
  let seen: Seen | undefined
  let before: ChainPoint | undefined
  for (const [at, pieceId] of stack.pieces.entries()) {
    const piece = await pieceOf(city, stack.by, pieceId)
    if (!piece.ok) return piece
    const { manifest, records, signed } = piece.value
    const whole = manifest.piece === at + 1 && manifest.last === (at + 1 === stack.pieces.length)
    if (!whole || (seen && seen.manifest.bundleId !== manifest.bundleId)) return refuse('E_BUNDLE_INCOMPLETE')
    const desk: Result<DeskRow, CityCode> = seen ? ok(seen.desk) : await writerOf(city, manifest)
    if (!desk.ok) return desk
    if (!manifestVerifies(desk.value.publicKey, signed)) return refuse('E_SIG', { field: 'manifest' })
    before ??= manifest.after
    const read = await seeBatches(desk.value, records, before)
    if (!read.ok) return read
    before = read.value.last
    seen = { manifest, desk: desk.value, entries: (seen?.entries ?? 0) + read.value.entries }
  }
  if (!seen || !before) return refuse('E_BUNDLE_INCOMPLETE')
  return before.seq === seen.manifest.head.seq && before.hash === seen.manifest.head.hash
    ? ok(seen)
    : refuse('E_BUNDLE_INCOMPLETE')
}

export async function pieceOf(city: City, by: string, pieceId: string) {
  const file = await city.pieces.read({ centreId: by, pictureId: pieceId })
  if (!file) return refuse('E_BUNDLE_INCOMPLETE')
  const piece = city.identity.readPiece(file)
  if (piece === 'FOREIGN') return refuse('E_BUNDLE_FOREIGN')
  return piece === 'CHANGED' ? refuse('E_BUNDLE_CHANGED') : ok(piece)
}

/** A batch is pressed as on a line to any city, and no larger than one may be there. */
export async function batchOf({ bytes }: BundleRecord): Promise<Result<Push, CityCode>> {
  const text = await inflated(bytes, 'gzip')
  const json = text.ok ? readJson(text.value) : text
  const push = json.ok ? Push.safeParse(json.value).data : undefined
  return push ? ok(push) : refuse('E_BUNDLE_CHANGED')
}

/** The desk that wrote it, under the same terms as on the line; one the city forgot shows its certificate. */
async function writerOf(city: City, manifest: BundleManifest): Promise<Result<DeskRow, CityCode>> {
  const find = () => city.store.read('city', (reader) => findDesk(reader, manifest.deskId))
  let desk = await find()
  if (manifest.certificate && (!desk || desk.epoch < city.roster.epochOf(manifest.deskId))) {
    const adopted = await adoptDesk(city, manifest.certificate)
    if (!adopted.ok) return adopted
    desk = await find()
  }
  if (!desk) return refuse('E_AUTH', { field: 'manifest', reason: 'bundle-desk' })
  if (manifest.epoch !== desk.epoch) return refuse('E_EPOCH_FENCED', { field: 'epoch', reason: 'bundle-old' })
  if (desk.revokedMs !== null && city.nowMs() >= desk.revokedMs + uploadOnlyMs)
    return refuse('E_EPOCH_FENCED', { field: 'manifest', reason: 'sealed' })
  return ok(desk)
}

async function seeBatches(desk: DeskRow, records: readonly BundleRecord[], from: ChainPoint) {
  let last = from
  let entries = 0
  for (const record of records) {
    if (record.type !== 'BATCH') continue
    const push = await batchOf(record)
    if (!push.ok) return push
    const { epoch, fromSeq, prevHash } = push.value
    if (epoch !== desk.epoch || fromSeq !== last.seq + 1 || prevHash !== last.hash)
      return refuse('E_CHAIN', { field: 'fromSeq' })
    const verified = verifyBatch(desk, push.value)
    if (!verified.ok) return verified
    last = { seq: push.value.head.seq, hash: push.value.head.hash }
    entries += verified.value.length
  }
  return ok({ last, entries })
}
