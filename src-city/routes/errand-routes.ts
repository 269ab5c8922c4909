import { z } from 'zod'
import { OrderState } from '#shared/domain/assist.ts'
import { LetterState } from '#shared/domain/letter.ts'
import { CentreId, DateText } from '#shared/kernel/ids.ts'

/** A thing's id is case, row and number, so it is longer than a case number. */
const ThingPage = {
  after: z.string().max(120).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
}

/** What is run for people: the orders and letters of a centre, and the things they handed over. */
export const errandRoutes = {
  /** The things a centre took in: in − out = held, and where each is. */
  centreCustody: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/custody',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, ...ThingPage }),
    output: z.strictObject({
      totals: z.strictObject({
        in: z.number(),
        out: z.number(),
        held: z.number(),
        disputed: z.number(),
        amiss: z.number(),
        waiting: z.number(),
      }),
      things: z.array(
        z.strictObject({
          thingId: z.string(),
          caseId: z.string(),
          holderAt: z.string().nullable(),
          holderKey: z.string().nullable(),
          since: z.string().nullable(),
          tip: z.string().nullable(),
          state: z.string().nullable(),
          disputed: z.boolean(),
          gone: z.boolean(),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
  /** How far the orders of a centre have come, and where its letters stand on a day. */
  centreAssist: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/assist',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, on: DateText }),
    output: z.strictObject({
      orders: z.partialRecord(OrderState, z.number().int()),
      letters: z.partialRecord(LetterState, z.number().int()),
    }),
  },
} as const
