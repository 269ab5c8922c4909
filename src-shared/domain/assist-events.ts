import { z } from 'zod'
import {
  AssistOrderId,
  CaseId,
  DateText,
  LetterId,
  MeetingId,
  RatingId,
  Sha256,
  StaffId,
  TrainingId,
} from '#shared/kernel/ids.ts'
import { Appointment, Duty } from './appointment.ts'
import { OrderState } from './assist.ts'
import { AssistMove, Registration } from './assist-order.ts'
import { AssistPaperKind } from './assist-paper.ts'
import { LetterEnd, LetterTerms } from './letter.ts'
import { Officer } from './officer.ts'
import { RatingMove, RatingState, RatingSubject } from './rating.ts'
import { Signature } from './signature.ts'

const words = (max: number) => z.string().trim().max(max)
const told = { on: DateText, atMs: z.number().int() }
/** An order that belongs to a case is part of its chain, so that the city keeps the order of both. */
const ofOrder = { orderId: AssistOrderId, caseId: CaseId.optional() }

/** Somebody asked 小萍帮办 for help: the registration D8 with its number. */
export const AssistRegistered = z.object({
  type: z.literal('assist-registered'),
  ...ofOrder,
  docNo: z.string().max(80),
  /** Running number within the year of this desk. */
  serial: z.number().int().min(1),
  registration: Registration,
  ...told,
})
export type AssistRegistered = z.infer<typeof AssistRegistered>

/** One order went one step, or was told to have. */
export const AssistMoved = z.object({
  type: z.literal('assist-moved'),
  ...ofOrder,
  move: AssistMove,
  from: OrderState,
  to: OrderState,
  place: words(80),
  /** D11 of a 代办 that stands still, goes on or ends; recorded with the act, printed or not. */
  paper: z.object({ docNo: z.string().max(80), serial: z.number().int().min(1) }).optional(),
  ...told,
})
export type AssistMoved = z.infer<typeof AssistMoved>

/** A principal signed: the terms, the very text that was shown, and the ink bound to it. */
export const LetterSigned = z.object({
  type: z.literal('letter-signed'),
  letterId: LetterId,
  orderId: AssistOrderId,
  caseId: CaseId,
  letterNo: z.string().max(40),
  /** The letter this one goes on from (续办). */
  renews: LetterId.optional(),
  terms: LetterTerms,
  text: z.string().max(8_000),
  textSha256: Sha256,
  signature: Signature,
  /** The officer took the errand on, with the own PIN. */
  acceptedBy: StaffId,
  ...told,
})
export type LetterSigned = z.infer<typeof LetterSigned>

export const LetterEnded = z.object({
  type: z.literal('letter-ended'),
  letterId: LetterId,
  orderId: AssistOrderId,
  caseId: CaseId,
  cause: LetterEnd,
  /** How it became known: a signed revocation, a certificate of death. */
  proof: words(120).optional(),
  ...told,
})
export type LetterEnded = z.infer<typeof LetterEnded>

/** A paper of 小萍帮办 left the printer; the second copy on is 「补打」. */
export const AssistPrinted = z.object({
  type: z.literal('assist-printed'),
  ...ofOrder,
  kind: AssistPaperKind,
  docNo: z.string().max(80),
})
export type AssistPrinted = z.infer<typeof AssistPrinted>

/** An officer as filed with the county hall; told again, the later filing holds. */
export const OfficerFiled = z.object({ type: z.literal('officer-filed'), officer: Officer, ...told })
export type OfficerFiled = z.infer<typeof OfficerFiled>

export const TrainingHeld = z.object({
  type: z.literal('training-held'),
  trainingId: TrainingId,
  title: words(80).min(1),
  hours: z.number().min(0.5).max(80),
  staffIds: z.array(StaffId).min(1).max(60),
  ...told,
})
export type TrainingHeld = z.infer<typeof TrainingHeld>

/** 协调会议: what was difficult, which way was found, who does it until when. Told again with its outcome. */
export const Meeting = z.strictObject({
  meetingId: MeetingId,
  difficulty: words(300).min(1),
  way: words(300).min(1),
  owner: words(60).min(1),
  due: DateText,
  attendees: words(200),
  orderId: AssistOrderId.optional(),
  outcome: words(300).optional(),
})
export type Meeting = z.infer<typeof Meeting>

export const MeetingHeld = z.object({ type: z.literal('meeting-held'), meeting: Meeting, ...told })
export type MeetingHeld = z.infer<typeof MeetingHeld>

export const DutyPlanned = z.object({ type: z.literal('duty-planned'), duty: Duty, atMs: z.number().int() })
export type DutyPlanned = z.infer<typeof DutyPlanned>

export const AppointmentSet = z.object({
  type: z.literal('appointment-set'),
  appointment: Appointment,
  atMs: z.number().int(),
})
export type AppointmentSet = z.infer<typeof AppointmentSet>

/** D14 left the desk, on paper or as a workbook: who took which month of whose, and how many lines. */
export const LedgerTaken = z.object({
  type: z.literal('ledger-taken'),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  officerId: StaffId.optional(),
  how: z.enum(['PAPER', 'WORKBOOK']),
  rows: z.number().int().min(0),
  atMs: z.number().int(),
})
export type LedgerTaken = z.infer<typeof LedgerTaken>

/** One visit is asked for one rating. That nobody presses says nothing, and is never made into a grade. */
export const RatingInvited = z.object({
  type: z.literal('rating-invited'),
  ratingId: RatingId,
  subject: RatingSubject,
  /** Who served. */
  staffId: StaffId,
  ...told,
})
export type RatingInvited = z.infer<typeof RatingInvited>

export const RatingMoved = z.object({
  type: z.literal('rating-moved'),
  ratingId: RatingId,
  move: RatingMove,
  from: RatingState,
  to: RatingState,
  ...told,
})
export type RatingMoved = z.infer<typeof RatingMoved>
