import { z } from 'zod'
import { PolicySheet } from '#shared/catalogue/policy.ts'
import { AssistAct, AssistMode, OrderState } from '#shared/domain/assist.ts'
import {
  AssistMove,
  AssistResult,
  EnterpriseProfile,
  PauseCause,
  Registration,
  Served,
} from '#shared/domain/assist-order.ts'
import { orderMoveCodes, registerCodes } from '#shared/domain/decide-assist.ts'
import { LetterAct, LetterState } from '#shared/domain/letter.ts'
import { PriorityClaim, PriorityShown } from '#shared/domain/priority.ts'
import { Confirmation } from '#shared/domain/staff.ts'
import { AssistOrderId, CaseId, DateText, LetterId, StaffId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** Codes of a number that was typed: identity number, credit code, telephone. */
export const numberCodes = [
  'id-length',
  'id-form',
  'id-birth-date',
  'id-check-digit',
  'credit-code-length',
  'credit-code-form',
  'credit-code-check-character',
  'phone-form',
] as const

/** The registration as it is said at the counter. What follows from it the desk works out itself. */
export const AssistWish = Registration.omit({ priority: true, served: true }).extend({
  /** Left out, it is the applicant of the case. */
  served: Served.omit({ birthDate: true }).optional(),
  claim: PriorityClaim,
})
export type AssistWish = z.infer<typeof AssistWish>

/** A letter as lists show it: no text, no ink. */
export const LetterRow = z.object({
  letterId: LetterId,
  letterNo: z.string(),
  officerName: z.string(),
  acts: z.array(LetterAct),
  validFrom: DateText,
  validTo: DateText,
  /** On this day. */
  state: LetterState,
  warning: z.enum(['SEVEN_DAYS', 'ONE_DAY']).optional(),
  signedOn: DateText,
  how: z.string(),
  endedOn: DateText.optional(),
})
export type LetterRow = z.infer<typeof LetterRow>

/** One line of a list: names and numbers are masked before they leave the engine (security.md 4.6). */
export const OrderRow = z.object({
  orderId: AssistOrderId,
  docNo: z.string(),
  caseId: CaseId.optional(),
  caseNo: z.string().optional(),
  mode: AssistMode,
  state: OrderState,
  since: DateText,
  registeredOn: DateText,
  registeredMs: z.number(),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string().optional(),
  about: z.string(),
  /** Who goes first, and why: shown in every list and queue. */
  priority: PriorityShown,
  officerId: StaffId.optional(),
  officerName: z.string(),
  promisedOn: DateText.optional(),
  letter: LetterRow.optional(),
  pauseCause: PauseCause.optional(),
  result: AssistResult.optional(),
  /** How often a call back found nobody. */
  calls: z.number().int(),
})
export type OrderRow = z.infer<typeof OrderRow>

/** An act as it could be done today with everything said that it must say. */
export const OrderOutlook = z.object({
  act: AssistAct,
  to: OrderState,
  allowed: z.boolean(),
  why: z.object({ code: z.string(), detail: z.record(z.string(), z.string()) }).optional(),
})
export type OrderOutlook = z.infer<typeof OrderOutlook>

export const OrderView = OrderRow.extend({
  registration: Registration.omit({ served: true, priority: true, consent: true }),
  address: z.string().optional(),
  letters: z.array(LetterRow),
  acts: z.array(OrderOutlook),
  handedOver: z.boolean(),
  heldCount: z.number().int(),
  history: z.array(
    z.object({
      atMs: z.number(),
      on: DateText,
      who: z.string(),
      place: z.string(),
      move: AssistMove,
    }),
  ),
})
export type OrderView = z.infer<typeof OrderView>

export const assistProcedures = {
  /** Writes down who is helped in which way. There is no field for a fee: the service is free. */
  'assist.register': {
    roles: counter,
    input: z.strictObject({
      orderId: AssistOrderId,
      caseId: CaseId.optional(),
      wish: AssistWish,
      on: DateText.optional(),
    }),
    output: OrderRow,
    refusals: [
      ...registerCodes,
      ...numberCodes,
      'certificate-form',
      'certificate-of-another',
      'case-unknown',
      'case-erased',
      'matter-unknown',
      'already-registered',
      'date-ahead',
      'before-receipt',
    ],
  },
  /** Which policy sheets a firm of this profile may ask for today (惠企政策). */
  'policy.match': {
    roles: counter,
    input: z.object({ profile: EnterpriseProfile }),
    output: z.object({
      sheets: z.array(PolicySheet.unwrap().omit({ forWhom: true }).extend({ deptName: z.string() })),
    }),
    refusals: [],
  },
  /** Open orders, one's own, those of a case, or finished errands to be called back about. */
  'assist.list': {
    roles: counter,
    input: z.object({
      scope: z.enum(['open', 'mine', 'calls', 'all']),
      caseId: CaseId.optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({ today: DateText, rows: z.array(OrderRow), more: z.boolean() }),
    refusals: [],
  },
  'assist.view': {
    roles: counter,
    input: z.object({ orderId: AssistOrderId }),
    output: OrderView,
    refusals: ['order-unknown'],
  },
  /** The telephone in full, for calling back after an errand; who took it is recorded with the answer. */
  'assist.phone': {
    roles: counter,
    input: z.object({ orderId: AssistOrderId }),
    output: z.object({ phone: z.string() }),
    refusals: ['order-unknown', 'case-erased', 'nobody-to-call', 'too-many-cases'],
  },
  /** One act on one order. Who turns somebody away gives the own PIN once more. */
  'assist.move': {
    roles: counter,
    input: z.strictObject({
      orderId: AssistOrderId,
      move: AssistMove,
      on: DateText.optional(),
      place: z.string().trim().max(80).optional(),
      confirm: Confirmation.optional(),
    }),
    output: z.object({ from: OrderState, to: OrderState }),
    refusals: [
      'order-unknown',
      'only-the-desk',
      'pin-missing',
      'pin-wrong',
      'pin-locked',
      'staff-unknown',
      'case-erased',
      'held-elsewhere',
      ...orderMoveCodes,
    ],
  },
} as const
