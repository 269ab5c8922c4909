import { z } from 'zod'
import { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { Hash, largest } from '#shared/protocol/entry.ts'

/** Logs told in one request; a city of more is told in several. */
export const copyHeadsMax = 2_000

export const copyRoutes = {
  /** A copy of the database that was restored elsewhere and checked entry by entry holds the logs so far. */
  confirmCopy: {
    method: 'POST',
    path: '/v1/operator/copies',
    caller: 'operator',
    input: z.strictObject({
      heads: z
        .array(
          z.strictObject({
            centreId: CentreId,
            deskId: DeskId,
            epoch: z.number().int().min(1).max(largest),
            seq: z.number().int().min(1).max(largest),
            hash: Hash,
          }),
        )
        .max(copyHeadsMax),
    }),
    /** Of how many logs this city has the very same entry at that place. */
    output: z.strictObject({ held: z.number().int() }),
  },
} as const
