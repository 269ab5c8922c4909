import { z } from 'zod'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const
const stick = ['stick-busy', 'stick-failed', 'stick-full', 'stick-gone'] as const
const DriveId = z.object({ driveId: z.string().min(1).max(300) })

/** What became of one thing that lay on a stick. */
export const StickLine = z.discriminatedUnion('is', [
  /** The city's answer for this desk; `through` is how far its records are confirmed. */
  z.object({ is: z.literal('REPLY_TAKEN'), through: z.number() }),
  z.object({ is: z.literal('REPLY_KNOWN'), through: z.number() }),
  /** Handed on to the city, whichever desk wrote it. */
  z.object({
    is: z.literal('BUNDLE_TAKEN'),
    told: z.object({
      centreName: z.string(),
      deskPart: z.string(),
      entries: z.number(),
      fresh: z.number(),
      held: z.number(),
      returned: z.number(),
      pictures: z.number(),
    }),
  }),
  z.object({ is: z.literal('ANSWERED_ALREADY') }),
  z.object({ is: z.literal('NO_LINE') }),
  z.object({ is: z.literal('UNFINISHED') }),
  z.object({ is: z.literal('REFUSED'), code: z.string(), sentence: z.string().optional() }),
])
export type StickLine = z.infer<typeof StickLine>

/** 优盘: what waits goes to the city by hand, and the answer comes back the same way (sync.md C.21). */
export const bundleProcedures = {
  'bundle.drives': {
    roles: counter,
    input: z.object({}),
    output: z.object({
      drives: z.array(z.object({ driveId: z.string(), name: z.string(), freeBytes: z.number() })),
    }),
    refusals: [],
  },
  /** How the last stick of this desk stands, and what moved of the one in hand. */
  'bundle.state': {
    roles: [...counter, 'auditor'],
    input: z.object({}),
    output: z.object({
      movedBytes: z.number(),
      last: z
        .object({
          writtenMs: z.number(),
          drive: z.string(),
          entries: z.number(),
          pictures: z.number(),
          bytes: z.number(),
          answered: z.boolean(),
        })
        .optional(),
    }),
    refusals: [],
  },
  'bundle.write': {
    roles: counter,
    input: DriveId,
    output: z.object({
      bundleId: z.string(),
      drive: z.string(),
      entries: z.number(),
      pictures: z.number(),
      bytes: z.number(),
      pieces: z.number(),
    }),
    refusals: [...stick, 'city-key-missing', 'desk-frozen', 'nothing-waits', 'stick-differs'],
  },
  'bundle.take': {
    roles: counter,
    input: DriveId,
    output: z.object({ lines: z.array(StickLine) }),
    refusals: stick,
  },
} as const
