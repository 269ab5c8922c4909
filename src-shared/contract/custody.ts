import { z } from 'zod'
import { CustodyLine, InOwnersPlace } from '#shared/domain/custody.ts'
import { custodyCodes } from '#shared/domain/decide-custody.ts'
import { Signature, signatureCodes } from '#shared/domain/signature.ts'
import { CourierCompany } from '#shared/domain/waybill.ts'
import { CaseId, Sha256, StaffId, ThingId } from '#shared/kernel/ids.ts'
import { counter, Second, secondCodes, slip, things, when, words } from './custody-parts.ts'

export const custodyProcedures = {
  /** Things nobody has told of yet: from the applicant's hands, or from a department with a result. */
  'custody.takeIn': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      from: z.discriminatedUnion('at', [
        z.object({
          at: z.literal('APPLICANT'),
          signedBy: words(60),
          signature: Signature.optional(),
        }),
        z.object({ at: z.literal('DEPARTMENT'), organ: words(80), releasedBy: words(60) }),
      ]),
      /** Into the cabinet, or into the hands of whoever is signed in. */
      to: z.enum(['COUNTER', 'ME']),
      /** The colleague who takes the things over and says so by the own PIN; `ME` is then that person. */
      receiver: Second.optional(),
      lines: z
        .array(
          CustodyLine.pick({
            rowId: true,
            name: true,
            form: true,
            docNumber: true,
            copies: true,
            pages: true,
            condition: true,
            photo: true,
            returnBy: true,
            bagNo: true,
            purpose: true,
            remark: true,
            fee: true,
          }),
        )
        .max(200),
      ...when,
    }),
    output: z.object({ slip, thingIds: z.array(ThingId) }),
    refusals: [...custodyCodes, ...secondCodes, ...signatureCodes, 'case-unknown', 'row-unknown'],
  },
  /** Both sides are here. `second` is the colleague on the other side, where there is one. */
  'custody.handOver': {
    roles: counter,
    input: z.object({
      things,
      to: z.discriminatedUnion('at', [
        z.object({ at: z.literal('COUNTER') }),
        z.object({ at: z.literal('OFFICER'), staffId: StaffId }),
        z.object({
          at: z.literal('COURIER'),
          company: CourierCompany,
          companyName: words(30).optional(),
          waybill: words(40),
          toward: words(80).optional(),
          collector: words(60).optional(),
        }),
        z.object({
          at: z.literal('DEPARTMENT'),
          organ: words(80),
          receiver: words(60),
          slipPhoto: Sha256.optional(),
        }),
        z.object({ at: z.literal('FILED'), why: words(80) }),
      ]),
      /** Who gives back for a department. */
      releasedBy: words(60).optional(),
      second: Second.optional(),
      ...when,
    }),
    output: z.object({ slip }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  /** An officer who leaves hands over everything in one signed list; who arranges it for two needs both PINs. */
  'custody.handOverAll': {
    roles: counter,
    input: z.object({ from: StaffId, to: StaffId, second: Second, third: Second.optional(), ...when }),
    /** What nobody may carry any more, because its letter lapsed, went into the cabinet instead. */
    output: z.object({ slip, n: z.number(), shelved: z.object({ slip, n: z.number() }).optional() }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  /** Back to the owner, line by line of the slip they went out with, against a signature. */
  'custody.returnTo': {
    roles: counter,
    input: z.object({
      things,
      signedBy: words(60),
      signature: Signature.optional(),
      /** Of somebody who comes in the owner's place; then a colleague looks at the paper too. */
      instead: InOwnersPlace.omit({ approvedBy: true }).optional(),
      second: Second.optional(),
      ...when,
    }),
    output: z.object({ slip }),
    refusals: [...custodyCodes, ...secondCodes, ...signatureCodes, 'fetch-letter-missing'],
  },
} as const
