import { gzipSync } from 'node:zlib'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { makeSealKeys } from '#shared/crypto/sealed-to.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { type BundleManifest, writePiece } from '#shared/protocol/bundle.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { openingMs } from '../support/a-log.ts'
import { type Mutant, posted } from './mutant.ts'
import { spoilt } from './spoil.ts'
import { bytesType, signed } from './wire.ts'
import type { World } from './world.ts'

/** Chunks of a picture at the wrong place, and a stick that was changed after it was written or before. */
export function wrongPiece(world: World): Mutant {
  const { lottery, writer } = world
  const { bytes, pictureId } = writer.picture
  const at = lottery.pick([0, 1, 35_000, bytes.length, 16_777_216])
  const chunk = bytes.subarray(lottery.below(bytes.length), lottery.below(bytes.length) + 1_000)
  const patch = (path: string, body: Buffer) =>
    signed(writer.desk, { method: 'PATCH', path, body, type: bytesType })
  const file = aStick(world)
  const stick = patch(`/v1/bundles/${nameOfFile(file)}?offset=0`, file)
  const done = posted(world, '/v1/bundles', Buffer.from(JSON.stringify({ pieces: [nameOfFile(file)] })))
  return lottery.chance(0.4)
    ? { wire: patch(`/v1/pictures/${pictureId}?offset=${at}`, chunk) }
    : lottery.chance(0.1)
      ? { wire: patch(`/v1/bundles/${pictureId}?offset=${at}`, chunk) }
      : { before: stick, wire: done }
}

function aStick(world: World): Buffer {
  const { lottery, writer } = world
  const { certificate, privateKey } = writer.desk
  const batch = writer.log.batch(Math.max(1, writer.log.entries.length - 3))
  const manifest = {
    v: 1,
    bundleId: uuidV7(Date.now()).replaceAll('-', ''),
    piece: 1,
    last: true,
    deskId: certificate.deskId,
    epoch: certificate.epoch,
    head: batch.head,
    after: { seq: batch.fromSeq - 1, hash: batch.prevHash },
    replyKey: makeSealKeys().publicKey,
    feed: { seq: 0, hash: noHash },
    days: [],
    writtenMs: openingMs,
  } satisfies BundleManifest
  const record = { type: 'BATCH', bytes: gzipSync(JSON.stringify(batch)) } as const
  const keys = { cityKey: certificate.sealKey ?? '', deskKey: privateKey }
  const luck = lottery.draw()
  if (luck < 0.3) {
    const file = writePiece(keys, manifest, [record])
    const at = lottery.below(file.length)
    return Buffer.from(file.map((byte, n) => (n === at ? byte ^ (1 << lottery.below(8)) : byte)))
  }
  if (luck < 0.6) {
    const { bundleId, piece } = manifest
    return writePiece(keys, { ...spoilt(manifest, lottery), bundleId, piece }, [record])
  }
  const wrong = gzipSync(JSON.stringify(spoilt(batch, lottery)))
  return writePiece(keys, manifest, [
    lottery.chance(0.7) ? { ...record, bytes: wrong } : { type: 'PICTURE', bytes: wrong },
  ])
}
