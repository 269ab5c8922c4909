import { z } from 'zod'
import { pictureBytesMax } from '#shared/domain/picture.ts'
import { CaseId, PictureId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** What became of a picture: here only, on its way, with the city, or not to be had any more. */
export const PictureState = z.enum(['LOCAL', 'SENT', 'CONFIRMED', 'REFUSED', 'MISSING', 'DAMAGED', 'CLEARED'])
export type PictureState = z.infer<typeof PictureState>

export const PictureRow = z.object({
  pictureId: PictureId,
  label: z.string(),
  takenMs: z.number(),
  bytes: z.number(),
  state: PictureState,
})
export type PictureRow = z.infer<typeof PictureRow>

export const pictureProcedures = {
  /**
   * Keeps a picture on the disk, sealed, before anything names it. It belongs to whoever took it until an
   * act names it; what nothing named in a day is thrown away.
   */
  'picture.keep': {
    roles: counter,
    input: z.object({
      /** A JPEG, base64. */
      picture: z.base64().max(Math.ceil(pictureBytesMax / 3) * 4 + 4),
      label: z.string().trim().min(1).max(60),
      ofCase: CaseId.optional(),
    }),
    output: z.object({ pictureId: PictureId, bytes: z.number() }),
    refusals: ['picture-unreadable', 'picture-too-large', 'case-erased', 'disk-full'],
  },
  /** A picture once more. Who looks at one an act already named is recorded. */
  'picture.show': {
    roles: counter,
    input: z.object({ pictureId: PictureId }),
    output: z.object({ picture: z.string(), label: z.string(), takenMs: z.number(), takenBy: z.string() }),
    refusals: [
      'picture-unknown',
      'picture-missing',
      'picture-damaged',
      'picture-cleared',
      'case-of-another',
      'too-many-pictures',
    ],
  },
  /** A picture that was taken by mistake goes, as long as no act named it. */
  'picture.drop': {
    roles: counter,
    input: z.object({ pictureId: PictureId }),
    output: z.object({}),
    refusals: ['picture-unknown', 'picture-named'],
  },
  /** What the city has of the named pictures, and those it does not have or a person has to look after. */
  'picture.uploads': {
    roles: [...counter, 'auditor'],
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.object({
      confirmed: z.number(),
      confirmedBytes: z.number(),
      waiting: z.number(),
      waitingBytes: z.number(),
      /** Of the waiting ones, what the city has flushed. */
      sentBytes: z.number(),
      rows: z.array(PictureRow),
    }),
    refusals: [],
  },
  'picture.ofCase': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: z.object({ pictures: z.array(PictureRow) }),
    refusals: [],
  },
} as const
