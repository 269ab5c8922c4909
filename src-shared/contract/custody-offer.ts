import { z } from 'zod'
import { CustodyLine } from '#shared/domain/custody.ts'
import { acceptCodes, custodyCodes } from '#shared/domain/decide-custody.ts'
import { CentreId, DateText, OfferId, ThingId } from '#shared/kernel/ids.ts'
import { counter, Second, secondCodes, slip, things, when, words } from './custody-parts.ts'

const parts = z.array(z.string().max(1_500)).min(1).max(200)

export const custodyOfferProcedures = {
  /** Whom things may be offered to: those they went to before, then the townships, the nearest first. */
  'custody.centres': {
    roles: counter,
    input: z.object({ find: words(40).optional() }),
    output: z.object({ centres: z.array(z.object({ centreId: CentreId, centreName: z.string() })) }),
    refusals: [],
  },
  /** To a desk that cannot be reached: shown as QR codes, one offer a case. */
  'custody.offer': {
    roles: counter,
    input: z.object({
      things,
      to: z.object({ centreId: CentreId, centreName: words(60), officer: words(30).optional() }),
      second: Second.optional(),
      ...when,
    }),
    output: z.object({ slip, offerIds: z.array(OfferId), parts: z.array(z.string()) }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  'custody.showOffer': {
    roles: counter,
    input: z.object({ offerIds: z.array(OfferId).min(1).max(200) }),
    output: z.object({ parts: z.array(z.string()) }),
    refusals: ['offer-unknown', 'offer-closed'],
  },
  'custody.withdraw': {
    roles: counter,
    input: z.object({
      offerId: OfferId,
      because: z.enum(['WITHDRAWN', 'REFUSED']),
      reason: words(200),
      ...when,
    }),
    output: z.object({}),
    refusals: ['offer-unknown', 'offer-closed', 'reason-missing', 'date-ahead'],
  },
  /** What the scanned codes offer, before anybody says yes. */
  'custody.readOffer': {
    roles: counter,
    input: z.object({ parts }),
    output: z.object({
      offers: z.array(
        z.object({
          offerId: OfferId,
          caseNo: z.string(),
          ownerName: z.string(),
          docNo: z.string(),
          from: z.string(),
          to: z.string(),
          forUs: z.boolean(),
          on: DateText,
          lines: z.array(CustodyLine),
        }),
      ),
    }),
    refusals: ['offer-unreadable', 'offer-incomplete'],
  },
  /** The signed-in person takes over what was scanned; works without a line. The receipt goes back by QR. */
  'custody.accept': {
    roles: counter,
    input: z.object({ parts, ...when }),
    output: z.object({ n: z.number(), thingIds: z.array(ThingId), receipt: z.array(z.string()) }),
    refusals: ['offer-unreadable', 'offer-incomplete', ...acceptCodes],
  },
  /** The offering desk scans the receipt, and knows without a line that the things have arrived. */
  'custody.acknowledge': {
    roles: counter,
    input: z.object({ parts }),
    output: z.object({ n: z.number(), disputed: z.boolean() }),
    refusals: ['offer-unreadable', 'offer-incomplete', 'offer-unknown', ...acceptCodes],
  },
} as const
