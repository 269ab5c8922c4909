import { z } from 'zod'
import { letterCodes, letterEndCodes } from '#shared/domain/decide-letter.ts'
import { LetterTerms, NeverDelegated, Signer } from '#shared/domain/letter.ts'
import { Signature } from '#shared/domain/signature.ts'
import { Confirmation } from '#shared/domain/staff.ts'
import { AssistOrderId, DateText, LetterId, Sha256, StaffId } from '#shared/kernel/ids.ts'
import { LetterRow, numberCodes, OrderRow } from './assist.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** What of a letter is chosen; principal, officer and names of the items are the desk's own knowledge. */
export const LetterWish = LetterTerms.pick({
  acts: true,
  otherAct: true,
  subDelegation: true,
  dataConsent: true,
  sensitiveConsent: true,
}).extend({
  /** Left out: every item of the case that may be delegated. */
  itemNos: z.array(z.string().max(2)).max(60).optional(),
  /** Left out: the officer of the order. */
  officerId: StaffId.optional(),
  /** Left out: the principal, or who represents an organisation by law. */
  signer: Signer.omit({ birthDate: true }).optional(),
  validFrom: DateText.optional(),
  validTo: DateText.optional(),
  /** 续办: goes on from the letters before. */
  renews: z.boolean(),
})
export type LetterWish = z.infer<typeof LetterWish>

export const letterProcedures = {
  /** The letter as it would be signed today, word for word, with the hash that the ink is bound to. */
  'letter.draft': {
    roles: counter,
    input: z.strictObject({ orderId: AssistOrderId, wish: LetterWish, on: DateText.optional() }),
    output: z.object({
      letterNo: z.string(),
      terms: LetterTerms,
      text: z.string(),
      textSha256: Sha256,
      /** The period runs over a year without a published calendar. */
      provisional: z.boolean(),
      never: z.array(NeverDelegated),
      /** Items left out, and why: most often because the person must come. */
      leftOut: z.array(
        z.object({
          itemNo: z.string(),
          name: z.string(),
          code: z.enum(['presence-required', 'delegation-not-allowed']),
          reason: z.string(),
        }),
      ),
    }),
    refusals: ['order-unknown', 'case-erased', ...letterCodes, ...numberCodes],
  },
  /** Signs exactly the text that was drafted; a changed word makes another hash and is refused. */
  'letter.sign': {
    roles: counter,
    input: z.strictObject({
      letterId: LetterId,
      orderId: AssistOrderId,
      wish: LetterWish,
      signature: Signature,
      on: DateText.optional(),
      /** The officer named in the letter takes the errand on, with the own PIN. */
      officer: Confirmation.optional(),
    }),
    output: z.object({ letterNo: z.string(), order: OrderRow }),
    refusals: [
      'order-unknown',
      'case-erased',
      'letter-exists',
      'pin-missing',
      'pin-wrong',
      'pin-locked',
      'staff-unknown',
      ...letterCodes,
      ...numberCodes,
    ],
  },
  /** The principal took the errand back, or died. Whatever is under way stands still at once. */
  'letter.end': {
    roles: counter,
    input: z.strictObject({
      letterId: LetterId,
      cause: z.enum(['REVOKED', 'PRINCIPAL_DIED']),
      proof: z.string().trim().max(120),
      on: DateText.optional(),
    }),
    output: z.object({ order: OrderRow }),
    refusals: ['letter-unknown', 'proof-missing', ...letterEndCodes],
  },
  /** Letters that end within the next days, with the errands that hang on them. */
  'letter.ending': {
    roles: counter,
    input: z.object({ limit: z.number().int().min(1).max(500) }),
    output: z.object({ rows: z.array(z.object({ letter: LetterRow, order: OrderRow })) }),
    refusals: [],
  },
} as const
