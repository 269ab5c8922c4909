import { commitTo, openFile } from '#shared/crypto/sealed-file.ts'
import { checkPicture } from '#shared/domain/picture.ts'
import type { CentreId, PictureId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { PictureHave, PictureStanding } from '#shared/protocol/picture.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import { countPictures, findPicture, listPictures, type PictureRow } from '../store/queries/picture.ts'
import { keepUpload } from '../store/record-picture.ts'
import type { Answer, City } from './city.ts'

/**
 * What the city has of these pictures. A centre only ever hears of its own: another centre's picture is as
 * unknown as one nobody told of. A file that outlived the database is found by its name and its bytes.
 */
export async function havePictures(
  city: City,
  { centreId }: DeskRow,
  { pictures }: PictureHave,
): Answer<{ pictures: PictureStanding[] }> {
  const known = await city.store.read([centreId], (reader) => listPictures(reader, centreId, pictures))
  const rows = new Map(known.map((row) => [row.pictureId, row]))
  const standings: PictureStanding[] = []
  for (const pictureId of pictures) {
    const row = rows.get(pictureId)
    standings.push(row ? await standing(city, row) : { pictureId, state: 'UNKNOWN', offset: 0 })
  }
  return ok({ pictures: standings })
}

export async function picturesOfCentre(city: City, centreId: CentreId) {
  return ok(await city.store.read([centreId], (reader) => countPictures(reader, centreId)))
}

async function standing(city: City, row: PictureRow): Promise<PictureStanding> {
  const { pictureId } = row
  if (row.upload !== 'PART') return { pictureId, state: stateOf(row.upload), offset: row.sealedBytes }
  if (await city.vault.holds(row)) {
    const state = await concluded(city, row)
    return { pictureId, state, offset: row.sealedBytes }
  }
  return { pictureId, state: 'PART', offset: await flushedBytes(city, row) }
}

/** One that was erased is not wanted; the feed says so to the desk as well. */
function stateOf(upload: Exclude<PictureRow['upload'], 'PART'>): 'VERIFIED' | 'REFUSED' {
  return upload === 'ERASED' ? 'REFUSED' : upload
}

/** Told after a flush, and no more than there is: a restored database or a lost file both only send back. */
async function flushedBytes(city: City, row: PictureRow): Promise<number> {
  return Math.min(row.receivedBytes, await city.vault.partBytes(row))
}

type Chunk = { readonly pictureId: PictureId; readonly offset: number; readonly body: Uint8Array }

/** One chunk, flushed before its offset is told. A chunk for another place is answered with the right one. */
export function takeChunk(
  city: City,
  { centreId }: DeskRow,
  { body, offset, pictureId }: Chunk,
  hasRoom: () => Promise<boolean>,
): Answer<PictureStanding> {
  return inTurn(centreId + pictureId, async () => {
    const row = await city.store.read([centreId], (reader) => findPicture(reader, centreId, pictureId))
    if (!row) return refuse('not-found')
    if (row.upload !== 'PART') return ok({ pictureId, state: stateOf(row.upload), offset: row.sealedBytes })
    const have = await flushedBytes(city, row)
    if (offset !== have) return ok({ pictureId, state: 'PART', offset: have })
    if (body.length === 0) return refuse('input-malformed', { field: 'body' })
    if (offset + body.length > row.sealedBytes) return refuse('E_TOO_LARGE', { field: 'body' })
    if (!(await hasRoom())) return refuse('E_QUOTA')
    await city.vault.write(row, offset, body)
    const receivedBytes = offset + body.length
    await settle(city, row, { receivedBytes, state: 'PART' })
    return ok({ pictureId, state: 'PART', offset: receivedBytes })
  })
}

/** The whole file is looked at, flushed, and gets its name; or it is thrown away and begins anew. */
export function finishPicture(
  city: City,
  { centreId }: DeskRow,
  { pictureId }: { readonly pictureId: PictureId },
): Answer<PictureStanding> {
  return inTurn(centreId + pictureId, async () => {
    const row = await city.store.read([centreId], (reader) => findPicture(reader, centreId, pictureId))
    if (!row) return refuse('not-found')
    if (row.upload !== 'PART') return ok({ pictureId, state: stateOf(row.upload), offset: row.sealedBytes })
    const have = await flushedBytes(city, row)
    if (have < row.sealedBytes) return ok({ pictureId, state: 'PART', offset: have })
    if (!(await city.vault.settle(row))) {
      await settle(city, row, { receivedBytes: 0, state: 'PART' })
      return ok({ pictureId, state: 'PART', offset: 0 })
    }
    return ok({ pictureId, state: await concluded(city, row), offset: row.sealedBytes })
  })
}

/**
 * Right by its hash; now it is opened: it must be a picture of the kind and the very one its entry commits
 * to. What is not is not kept.
 */
async function concluded(city: City, row: PictureRow): Promise<'VERIFIED' | 'REFUSED'> {
  const sealed = await city.vault.read(row)
  const plain = sealed && openFile(row.key, sealed)
  const right =
    plain?.length === row.bytes && commitTo(row.salt, plain) === row.commitment && checkPicture(plain).ok
  const state = right ? 'VERIFIED' : 'REFUSED'
  if (!right) await city.vault.remove(row)
  await settle(city, row, { receivedBytes: row.sealedBytes, state })
  return state
}

async function settle(
  city: City,
  place: Pick<PictureRow, 'centreId' | 'pictureId'>,
  said: Parameters<typeof keepUpload>[2],
): Promise<void> {
  const { centreId, pictureId } = place
  await city.store.write([centreId], async (writer) => {
    await keepUpload(writer, { centreId, pictureId }, said, city.nowMs())
    return ok(undefined)
  })
}

const turns = new Map<string, Promise<unknown>>()

/** A chunk sent again while its first try is still being written waits for it. */
async function inTurn<Value>(of: string, work: () => Promise<Value>): Promise<Value> {
  const before = turns.get(of) ?? Promise.resolve()
  const mine = before.catch(() => undefined).then(work)
  turns.set(of, mine)
  try {
    return await mine
  } finally {
    if (turns.get(of) === mine) turns.delete(of)
  }
}
