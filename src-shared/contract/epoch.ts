import { z } from 'zod'
import { Pin } from '#shared/domain/staff.ts'
import { CaseId } from '#shared/kernel/ids.ts'

const signedIn = ['clerk', 'assistOfficer', 'centreManager', 'auditor'] as const

/** Why a desk may only be read (sync.md C.8): a copy, an old backup, a twin, a fork, a fence, or revoked. */
export const FreezeReason = z.enum(['COPIED', 'RESTORED', 'CLONED', 'FORKED', 'FENCED', 'REVOKED'])
export type FreezeReason = z.infer<typeof FreezeReason>

export const epochProcedures = {
  /** Whether the log is open, and what became of acts that stood beside the city's copy of it. */
  'epoch.state': {
    roles: ['nobody', ...signedIn],
    input: z.object({}),
    output: z.object({
      epoch: z.number(),
      frozen: z
        .object({
          reason: FreezeReason,
          sinceMs: z.number(),
          /** The manager has said that this machine goes on; the city is being asked. */
          confirmed: z.boolean(),
          /** What the city said to the last try. */
          refused: z.string().optional(),
          /** Only a code of the city office lets this machine go on. */
          needsCode: z.boolean(),
        })
        .optional(),
      readded: z.number(),
      left: z.number(),
    }),
    refusals: [],
  },
  /** Acts of a branch a person should hear of: not taken over, or under another number than on paper. */
  'epoch.branch': {
    roles: signedIn,
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.object({
      rows: z.array(
        z.object({
          seq: z.number(),
          kind: z.string(),
          caseId: CaseId.optional(),
          recordedMs: z.number(),
          left: z.boolean(),
          renamed: z.array(z.object({ from: z.string(), to: z.string() })),
        }),
      ),
    }),
    refusals: [],
  },
  /** The manager says, with the PIN, that this is the machine that goes on. */
  'epoch.goOn': {
    roles: ['centreManager'],
    input: z.object({ pin: Pin, code: z.string().trim().min(1).max(30).optional() }),
    output: z.object({}),
    refusals: ['staff-unknown', 'pin-wrong', 'pin-locked', 'not-frozen', 'code-missing', 'desk-revoked'],
  },
} as const
