import { z } from 'zod'
import { CorrectedField, CorrectionWay } from '#shared/domain/correction.ts'
import { LinkReason, StallReason } from '#shared/domain/link.ts'
import { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { SyncState } from './case.ts'

const signedIn = ['clerk', 'assistOfficer', 'centreManager', 'auditor'] as const

export const SyncStatus = z.object({
  /** Only a signed answer of the city counts as connected (ui.md UX-443). */
  link: z.enum(['CONNECTED', 'OFFLINE', 'HALTED']),
  reason: LinkReason.optional(),
  /** The city answers, and this has not moved for a quarter of an hour. */
  stalled: StallReason.optional(),
  head: z.number(),
  sent: z.number(),
  confirmed: z.number(),
  /** The city's commit survives a power cut; the embedded database answers `false`. */
  durable: z.boolean(),
  /** How far a power cut at the city loses nothing, how far everything was dealt with, how far a checked copy goes. */
  durableThrough: z.number(),
  applied: z.number(),
  pruneOk: z.number(),
  waiting: z.number(),
  returned: z.number(),
  held: z.number(),
  lastConfirmedMs: z.number().optional(),
  nextTryMs: z.number().optional(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

export const syncProcedures = {
  'sync.status': { roles: ['nobody', ...signedIn], input: z.object({}), output: SyncStatus, refusals: [] },
  /** Records not yet confirmed, oldest first, and all that came back. */
  'sync.outbox': {
    roles: signedIn,
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.object({
      rows: z.array(
        z.object({
          seq: z.number(),
          entryId: EntryId,
          /** What can be set right of it, when it came back for what it says. */
          fields: z.array(CorrectedField),
          kind: z.string(),
          caseId: CaseId.optional(),
          caseNo: z.string().optional(),
          recordedMs: z.number(),
          state: SyncState,
          code: z.string().optional(),
          sentence: z.string().optional(),
        }),
      ),
    }),
    refusals: [],
  },
  /** 退回待改: set right, said to be right, or left; always a new entry that names the one that came back. */
  'sync.answerReturned': {
    roles: ['clerk', 'assistOfficer', 'centreManager'],
    input: z.object({
      entryId: EntryId,
      way: CorrectionWay,
      changes: z.array(z.object({ field: CorrectedField, value: z.string().max(60) })).max(4),
      reason: z.string().max(200).optional(),
    }),
    output: z.object({ left: z.number().int() }),
    refusals: ['nothing-changed', 'not-fixable', 'not-returned', 'number-wrong', 'reason-missing'],
  },
  /** What was recorded here, by kind, and the head of the chain: compared with the city's own count. */
  'sync.totals': {
    roles: signedIn,
    input: z.object({}),
    output: z.object({
      deskId: z.string(),
      kinds: z.record(z.string(), z.number().int()),
      head: z.object({ seq: z.number(), hash: z.string() }),
    }),
    refusals: [],
  },
  /** Tries at once instead of at the next planned time. */
  'sync.now': { roles: signedIn, input: z.object({}), output: z.object({}), refusals: [] },
} as const
