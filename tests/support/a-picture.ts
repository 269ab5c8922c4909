import { commitTo, sealFile } from '#shared/crypto/sealed-file.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import { openingMs } from './a-log.ts'
import { taken } from './at-the-counter.ts'
import { aVisit } from './visits.ts'

/**
 * A JPEG as far as the desk looks at it: the frame of the given size, filled up to so many bytes. Nobody can
 * see anything on it, and two of different `n` differ.
 */
export function aPicture({ bytes = 60_000, height = 1_600, n = 1, width = 1_200 } = {}): Buffer {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  head.writeUInt16BE(height, 7)
  head.writeUInt16BE(width, 9)
  const fill = Buffer.alloc(Math.max(0, bytes - head.length - 2), n)
  return Buffer.concat([head, fill, Buffer.from([0xff, 0xd9])])
}

/** A picture as a desk seals it and tells of it. */
export function aPictureTold(plain: Buffer) {
  const sealed = sealFile(plain)
  const salt = 'C'.repeat(42) + 'A'
  const event = {
    type: 'picture-taken',
    pictureId: sealed.name,
    label: '居民户口簿',
    mediaType: 'image/jpeg',
    width: 1_200,
    height: 1_600,
    bytes: plain.length,
    sealedBytes: sealed.bytes.length,
    key: sealed.key,
    salt,
    commitment: commitTo(salt, plain),
    takenBy: '01994bbf-a000-7000-8000-000000000001',
    takenMs: openingMs,
  }
  return { ...sealed, event }
}

/** Somebody taken in whose first material was photographed, a file of each of these sizes. */
export async function photographed(desk: TestDesk, sizes: readonly number[]) {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const rowId = visit.materials[0]?.rowId ?? ''
  const ids: string[] = []
  for (const [n, bytes] of sizes.entries()) {
    const kept = await desk.ask('picture.keep', {
      picture: aPicture({ bytes, n: n + 1 }).toString('base64'),
      label: '居民户口簿',
      ofCase: CaseId.parse(visit.draftId),
    })
    if (!kept.ok) throw new Error(kept.refusal.code)
    ids.push(kept.value.pictureId)
  }
  const pictures = ids.map((pictureId) => ({ rowId, pictureId }))
  const { caseId } = await taken(desk, { ...visit, pictures }, 'ACCEPT')
  return { caseId, ids }
}

export async function statesOf(desk: TestDesk, caseId: CaseId): Promise<readonly string[]> {
  const list = await desk.ask('picture.ofCase', { caseId })
  return list.ok ? list.value.pictures.map(({ state }) => state) : []
}
