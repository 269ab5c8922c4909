import { z } from 'zod'
import { PersonCategory } from '#shared/domain/assist-order.ts'
import { CustodyLine, ThingForm } from '#shared/domain/custody.ts'
import { orderMoveCodes } from '#shared/domain/decide-assist.ts'
import { custodyCodes } from '#shared/domain/decide-custody.ts'
import { PriorityGround } from '#shared/domain/priority.ts'
import { Signature, signatureCodes } from '#shared/domain/signature.ts'
import { Confirmation } from '#shared/domain/staff.ts'
import { AssistOrderId, CaseId, DateText, LetterId, StaffId } from '#shared/kernel/ids.ts'
import { AssistWish, assistProcedures, OrderRow } from './assist.ts'
import { slip } from './custody-parts.ts'
import { LetterWish, letterProcedures } from './letter.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** What the principal lays on the desk, before it is a thing with an id. */
export const ErrandLine = CustodyLine.omit({
  thingId: true,
  base: true,
  custodyPolicy: true,
  bagNo: true,
  outgoing: true,
})
export type ErrandLine = z.infer<typeof ErrandLine>

export const errandProcedures = {
  /** 转代办: who may be helped in this case and with which items, before anything is written (ui.md 2.b). */
  'errand.outlook': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: z.object({
      caseNo: z.string(),
      matterName: z.string(),
      centreName: z.string(),
      today: DateText,
      principal: z.object({
        kind: z.enum(['PERSON', 'ORGANISATION']),
        name: z.string(),
        idNumber: z.string(),
        phone: z.string(),
        age: z.number().optional(),
        /** Cannot sign alone. */
        minor: z.boolean(),
        /** Whose data is sensitive for their age alone. */
        child: z.boolean(),
        legalRepresentative: z.string().optional(),
      }),
      /** Who came along as guardian, taken from the case. */
      guardian: z.object({ name: z.string(), idNumber: z.string(), relation: z.string() }).optional(),
      category: PersonCategory,
      grounds: z.array(PriorityGround),
      items: z.array(
        z.object({
          itemNo: z.string(),
          name: z.string(),
          leaves: z.enum(['presence-required', 'delegation-not-allowed']).optional(),
          reason: z.string(),
        }),
      ),
      period: z.object({ validFrom: DateText, validTo: DateText, provisional: z.boolean() }),
      officers: z.array(z.object({ staffId: StaffId, name: z.string() })),
      /** Papers of the case, each with the form it usually comes in; what is already kept here is told. */
      rows: z.array(
        z.object({
          rowId: z.string(),
          name: z.string(),
          form: ThingForm,
          neverHeld: z.boolean(),
          copies: z.number(),
          held: z.boolean(),
        }),
      ),
      /** The errand of this case that is under way already. */
      open: OrderRow.optional(),
    }),
    refusals: ['case-unknown', 'case-erased'],
  },
  /** The letter of an errand that is not registered yet, word for word. */
  'errand.draft': {
    roles: counter,
    input: z.strictObject({ caseId: CaseId, orderId: AssistOrderId, wish: AssistWish, letter: LetterWish }),
    output: letterProcedures['letter.draft'].output,
    refusals: [
      ...assistProcedures['assist.register'].refusals,
      ...letterProcedures['letter.draft'].refusals,
      'errand-open',
    ],
  },
  /**
   * Registration, letter, slip: both signatures and the officer's PIN, or nothing at all. A kill at any
   * moment leaves a principal who signed nothing, never half an errand.
   */
  'errand.begin': {
    roles: counter,
    input: z.strictObject({
      caseId: CaseId,
      orderId: AssistOrderId,
      wish: AssistWish,
      letterId: LetterId,
      letter: LetterWish,
      signature: Signature,
      lines: z.array(ErrandLine).max(200),
      slipSignature: Signature,
      officer: Confirmation,
    }),
    output: z.object({ order: OrderRow, letterNo: z.string(), slip, bagNo: z.string() }),
    refusals: [
      ...assistProcedures['assist.register'].refusals,
      ...letterProcedures['letter.sign'].refusals,
      ...custodyCodes,
      ...signatureCodes,
      ...orderMoveCodes,
      'errand-open',
      'held-elsewhere',
      'row-unknown',
    ],
  },
} as const
