import { forgetPicture, keepPicture, noteFile } from '#main/store/notes/picture.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { listThingsOfCase } from '#main/store/queries/custody.ts'
import {
  countViewed,
  findPictureFile,
  listPicturesOfCase,
  listUnsettled,
  type PictureFileRow,
  sumPictures,
} from '#main/store/queries/picture.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { PictureRow, PictureState } from '#shared/contract/picture.ts'
import { commitTo, nameOfFile, openFile, sealFile } from '#shared/crypto/sealed-file.ts'
import { checkPicture, type PictureTaken, viewsAnHourMax } from '#shared/domain/picture.ts'
import { errorCode } from '#shared/kernel/fault.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person } from './desk.ts'
import { refuseErased } from './erased.ts'

/** The sealed file is on the disk before the desk says so; the act that names it comes later, or never. */
export function keep(desk: Desk, { label, ofCase, picture }: Input<'picture.keep'>): Answer<'picture.keep'> {
  const plain = Buffer.from(picture, 'base64')
  const checked = checkPicture(plain)
  if (!checked.ok) return checked
  const erased = desk.store.read((reader) => refuseErased(reader, ofCase))
  if (erased) return erased
  const { bytes, key, name } = sealFile(plain, desk.seams.randomBytes)
  const salt = Buffer.from(desk.seams.randomBytes(32)).toString('base64url')
  const nowMs = desk.seams.wallMs()
  const taken: PictureTaken = {
    type: 'picture-taken',
    pictureId: name,
    ...(ofCase ? { ofCase } : {}),
    label,
    mediaType: 'image/jpeg',
    ...checked.value,
    bytes: plain.length,
    sealedBytes: bytes.length,
    key,
    salt,
    commitment: commitTo(salt, plain),
    takenBy: person(desk).staffId,
    takenMs: nowMs,
  }
  try {
    desk.pictures.keep(name, bytes)
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(errorCode(error))) throw error
    return refuse('disk-full')
  }
  return desk.store.write((writer) => {
    keepPicture(writer, taken, nowMs)
    return ok({ pictureId: name, bytes: plain.length })
  })
}

/** What the desk finds when it looks is what the lists say from then on. */
export function show(desk: Desk, { pictureId }: Input<'picture.show'>): Answer<'picture.show'> {
  const row = desk.store.read((reader) => findPictureFile(reader, pictureId))
  if (!row) return refuse('picture-unknown')
  const may = desk.store.read((reader) => mayLook(desk, reader, row))
  if (!may.ok) return may
  if (row.file === 'CLEARED') return refuse('picture-cleared')
  const sealed = desk.pictures.read(pictureId)
  const whole = sealed && nameOfFile(sealed) === pictureId
  const plain = whole ? openFile(row.taken.key, sealed) : undefined
  const found = plain ? 'HERE' : sealed ? 'DAMAGED' : 'MISSING'
  desk.store.write((writer) => {
    if (found !== row.file) noteFile(writer, pictureId, found)
    if (plain && row.named)
      record(writer, actOf(desk), {
        type: 'picture-viewed',
        pictureId,
        ...(row.taken.ofCase ? { ofCase: row.taken.ofCase } : {}),
        atMs: desk.seams.wallMs(),
      })
    return ok(undefined)
  })
  if (!plain) return refuse(sealed ? 'picture-damaged' : 'picture-missing')
  const { label, takenBy, takenMs } = row.taken
  const name = desk.store.read((reader) => findStaff(reader, takenBy))?.name ?? ''
  return ok({ picture: plain.toString('base64'), label, takenMs, takenBy: name })
}

export function drop(desk: Desk, { pictureId }: Input<'picture.drop'>): Answer<'picture.drop'> {
  const dropped = desk.store.write((writer) => {
    const row = findPictureFile(writer, pictureId)
    if (!row || row.taken.takenBy !== person(desk).staffId) return refuse('picture-unknown')
    if (row.named) return refuse('picture-named')
    forgetPicture(writer, pictureId)
    return ok({})
  })
  if (dropped.ok) desk.pictures.remove(pictureId)
  return dropped
}

export function ofCase(desk: Desk, { caseId }: Input<'picture.ofCase'>): Answer<'picture.ofCase'> {
  return ok({ pictures: desk.store.read((reader) => listPicturesOfCase(reader, caseId)).map(shown) })
}

/** What of the pictures is with the city, and each one that is not. */
export function uploads(desk: Desk, { limit }: Input<'picture.uploads'>): Answer<'picture.uploads'> {
  return desk.store.read((reader) => {
    const sums = sumPictures(reader)
    const confirmed = sums.filter(({ upload }) => upload === 'VERIFIED')
    const waiting = sums.filter(({ file, upload }) => upload === 'WAITING' && file === 'HERE')
    return ok({
      confirmed: added(confirmed, 'n'),
      confirmedBytes: added(confirmed, 'bytes'),
      waiting: added(waiting, 'n'),
      waitingBytes: added(waiting, 'bytes'),
      sentBytes: added(waiting, 'sentBytes'),
      rows: listUnsettled(reader, limit).map(shown),
    })
  })
}

function added(sums: ReturnType<typeof sumPictures>, what: 'n' | 'bytes' | 'sentBytes'): number {
  return sums.reduce((sum, each) => sum + each[what], 0)
}

function shown({ file, sentBytes, taken, upload }: PictureFileRow): PictureRow {
  const { bytes, label, pictureId, takenMs } = taken
  return { pictureId, label, takenMs, bytes, state: stateOf({ file, sentBytes, upload }) }
}

function stateOf({
  file,
  sentBytes,
  upload,
}: Pick<PictureFileRow, 'file' | 'sentBytes' | 'upload'>): PictureState {
  if (file !== 'HERE') return file
  if (upload === 'VERIFIED') return 'CONFIRMED'
  if (upload === 'REFUSED') return 'REFUSED'
  return sentBytes > 0 ? 'SENT' : 'LOCAL'
}

/**
 * A picture cannot be masked, so who may not see the values of a case does not see its pictures either:
 * who took it, whose case it is, who carries its papers, and the manager (security.md 4.4).
 */
function mayLook(desk: Desk, reader: Reader, { taken }: PictureFileRow) {
  const who = person(desk)
  const { ofCase, takenBy } = taken
  const matter = ofCase && findMatter(reader, ofCase)
  const carries = () =>
    ofCase !== undefined &&
    listThingsOfCase(reader, ofCase).some(
      ({ holder }) => holder.at === 'OFFICER' && holder.staffId === who.staffId,
    )
  const concerned =
    who.role === 'centreManager' || takenBy === who.staffId || matter?.clerk === who.staffId || carries()
  if (!concerned) return refuse('case-of-another')
  const seen = countViewed(reader, who.staffId, desk.seams.wallMs() - hourMs)
  return seen >= viewsAnHourMax ? refuse('too-many-pictures') : ok(undefined)
}

const hourMs = 3_600_000
