import { z } from 'zod'
import { RosterPerson } from '#shared/domain/roster.ts'
import { CentreId, EntryId, StaffId } from '#shared/kernel/ids.ts'

/** Who works at a centre, as its desks told the city; and who of them may act no more, told down the feed. */
export const centreRosterRoutes = {
  roster: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/roster',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId }),
    output: z.strictObject({
      /** When desks were last told; null until somebody had them told. */
      toldMs: z.number().nullable(),
      people: z.array(RosterPerson),
    }),
  },
  tellRoster: {
    method: 'PUT',
    path: '/v1/operator/centres/:centreId/roster',
    caller: 'operator',
    maxBytes: 65_536,
    /** Whoever is not named may sign in, also who was off before. */
    input: z.strictObject({ centreId: CentreId, off: z.array(StaffId).max(500) }),
    output: z.strictObject({ entryId: EntryId, feedSeq: z.number(), people: z.array(RosterPerson) }),
  },
} as const
