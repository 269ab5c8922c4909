import { z } from 'zod'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { CaseId, PictureId, Sha256, StaffId } from '../kernel/ids.ts'

/** A picture of a page aims at this, and is never kept larger than the second (ui.md F6, domain.md 9). */
export const pictureBytesAim = 300_000
export const pictureBytesMax = 2_000_000
/** The longest side: A4 at 200 dots an inch; a larger one is a mistake or an attack. */
export const pictureSideMax = 2_400
/** How many pictures somebody may look at again within an hour (security.md S25): a long case, not a cabinet. */
export const viewsAnHourMax = 60

/**
 * A page or a thing was photographed: all that is needed to find the file and to open it.
 *
 * The file is on the disk, sealed with a key of its own, before this is written; its name is the hash of
 * the sealed bytes and tells nothing. Written by `record` itself, right before the first entry that names
 * the picture: what was photographed and thrown away again never leaves the desk.
 */
export const PictureTaken = z.object({
  type: z.literal('picture-taken'),
  pictureId: PictureId,
  /** The case it belongs to, where it belongs to one; not the case of the entry, so that no case waits for it. */
  ofCase: CaseId.optional(),
  /** What is on it, as a list says it: 居民户口簿, 盖章回执. */
  label: z.string().min(1).max(60),
  mediaType: z.literal('image/jpeg'),
  width: z.number().int().min(1).max(pictureSideMax),
  height: z.number().int().min(1).max(pictureSideMax),
  /** Of the picture, and of the sealed file that goes over the line. */
  bytes: z.number().int().min(1).max(pictureBytesMax),
  sealedBytes: z
    .number()
    .int()
    .min(1)
    .max(pictureBytesMax + 100_000),
  /** 32 bytes, base64url: whoever may read this entry may open the file. */
  key: Sha256,
  /** `H(salt || picture)`: says later that it is the same picture, to whoever has both. */
  salt: Sha256,
  commitment: Sha256,
  takenBy: StaffId,
  takenMs: z.number().int(),
})
export type PictureTaken = z.infer<typeof PictureTaken>

/** Somebody looked at a picture again: papers of citizens are not leafed through unseen (domain.md 8). */
export const PictureViewed = z.object({
  type: z.literal('picture-viewed'),
  pictureId: PictureId,
  ofCase: CaseId.optional(),
  atMs: z.number().int(),
})
export type PictureViewed = z.infer<typeof PictureViewed>

export type PictureSize = { readonly width: number; readonly height: number }

/** Whether these bytes are a picture the desk keeps, and how large it is. */
export function checkPicture(
  bytes: Uint8Array,
): Result<PictureSize, 'picture-unreadable' | 'picture-too-large'> {
  const size = jpegSize(bytes)
  if (!size) return refuse('picture-unreadable')
  const large = bytes.length > pictureBytesMax || Math.max(size.width, size.height) > pictureSideMax
  return large ? refuse('picture-too-large') : ok(size)
}

/** Ids an entry may name pictures by, wherever in its body they stand; which of them are pictures the store knows. */
export function idsIn(body: string): ReadonlySet<string> {
  return new Set(body.match(/(?<=")[\w-]{43}(?=")/g))
}

/** Walks the markers of a JPEG up to its frame header; anything else is no JPEG. */
function jpegSize(bytes: Uint8Array): PictureSize | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== 0xd9) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    const length = view.getUint16(at + 2)
    if (length < 2) return undefined
    if (isFrame(marker)) {
      const size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
      return size.width > 0 && size.height > 0 ? size : undefined
    }
    at += 2 + length
  }
  return undefined
}

/** SOF0–SOF15 without the tables that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
