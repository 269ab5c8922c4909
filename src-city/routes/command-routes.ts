import { z } from 'zod'
import { DeskCommand } from '#shared/domain/desk-command.ts'
import { CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'

/** What the operator asks of desks; told down the feed, and done once the desk asks for what comes after it. */
export const commandRoutes = {
  commandDesks: {
    method: 'POST',
    path: '/v1/operator/centres/:centreId/commands',
    caller: 'operator',
    maxBytes: 4_096,
    input: z.strictObject({ centreId: CentreId, deskId: DeskId.optional(), what: DeskCommand }),
    output: z.strictObject({ entryId: EntryId, feedSeq: z.number() }),
  },
  commands: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/commands',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId }),
    output: z.strictObject({
      commands: z.array(
        z.strictObject({
          entryId: EntryId,
          feedSeq: z.number(),
          givenMs: z.number(),
          what: DeskCommand,
          /** Whom it is for, and who has taken it. */
          desks: z.array(z.strictObject({ deskId: DeskId, taken: z.boolean() })),
        }),
      ),
    }),
  },
} as const
