import { z } from 'zod'
import { IncidentKind, IncidentOutcome } from '#shared/domain/custody.ts'
import { incidentCodes, overrideCodes } from '#shared/domain/decide-custody.ts'
import { IncidentId, LegId, Sha256, StaffId, ThingId } from '#shared/kernel/ids.ts'
import { counter, Second, secondCodes, when, words } from './custody-parts.ts'

const manager = ['centreManager'] as const

export const custodyIncidentProcedures = {
  /** Lost or damaged: two people, an account, and nothing moves until it is closed. */
  'custody.incident': {
    roles: counter,
    input: z.object({
      thingIds: z.array(ThingId).min(1).max(200),
      kind: IncidentKind,
      account: words(500),
      second: Second,
      photo: Sha256.optional(),
      ...when,
    }),
    output: z.object({ incidentIds: z.array(IncidentId) }),
    refusals: [...incidentCodes, ...secondCodes],
  },
  'custody.closeIncident': {
    roles: manager,
    input: z.object({
      incidentId: IncidentId,
      outcome: IncidentOutcome,
      account: words(500),
      signedBy: words(60).optional(),
      second: Second,
      ...when,
    }),
    output: z.object({}),
    refusals: [...incidentCodes, ...secondCodes],
  },
  /** The manager looked, and says where the things are. */
  'custody.override': {
    roles: manager,
    input: z.object({
      things: z
        .array(z.object({ thingId: ThingId, tip: LegId }))
        .min(1)
        .max(200),
      to: z.discriminatedUnion('at', [
        z.object({ at: z.literal('COUNTER') }),
        z.object({ at: z.literal('OFFICER'), staffId: StaffId }),
        z.object({ at: z.literal('DEPARTMENT'), organ: words(80), receiver: words(60) }),
      ]),
      reason: words(500),
      ...when,
    }),
    output: z.object({}),
    refusals: [...overrideCodes, 'staff-unknown'],
  },
} as const
