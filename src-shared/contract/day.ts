import { z } from 'zod'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import { DayLine, DayReasons, DaySum } from '#shared/domain/day-close.ts'
import { Pin } from '#shared/domain/staff.ts'
import { CaseId, DateText, StaffId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const
const reader = [...counter, 'auditor'] as const

/** A day in the strip of past days: how far it is from being beyond doubt. */
export const DayState = z.enum(['NONE', 'OPEN', 'PROVISIONAL', 'WAITING', 'DIFFERENT', 'FINAL'])
export type DayState = z.infer<typeof DayState>

/** One ruling of a manager about where things are, to be read before the day is signed. */
const Overridden = z.object({ things: z.string(), to: z.string(), reason: z.string(), by: z.string() })
export type Overridden = z.infer<typeof Overridden>

export const DayPlan = z.object({
  sum: DaySum,
  /** What must be said before the day can be closed. */
  needs: z.object({ count: z.boolean(), clock: z.boolean(), again: z.boolean() }),
  /** What was found when the cabinet was scanned today, as long as nothing has changed hands since. */
  counted: z.object({ n: z.number().int(), atMs: z.number().int(), missing: z.array(z.string()) }).optional(),
  overridden: z.array(Overridden),
  /** Earlier days with acts that no close has taken in yet, oldest first. */
  missed: z.array(DateText),
})
export type DayPlan = z.infer<typeof DayPlan>

/** One line of the reconciliation: ours as signed, what has gone out, what the city has in effect. */
const DayRow = z.object({
  line: DayLine,
  desk: z.number().int(),
  sent: z.number().int(),
  city: z.number().int().optional(),
})

export const DayReport = z.object({
  sum: DaySum,
  reasons: DayReasons,
  digest: z.string(),
  countedBy: z.string(),
  signedBy: z.string(),
  closedMs: z.number().int(),
  centreName: z.string(),
  deskPart: z.string(),
  practice: z.boolean(),
  state: DayState,
  rows: z.array(DayRow),
  answer: DayAnswer.optional(),
  overridden: z.array(Overridden),
  /** The records behind a difference, each with the case it is of. */
  apart: z.array(
    z.object({
      seq: z.number().int(),
      why: z.enum(['HELD', 'RETURNED', 'NO_ROWS']),
      kind: z.string(),
      caseId: CaseId.optional(),
      caseNo: z.string().optional(),
      sentence: z.string().optional(),
    }),
  ),
  /** What was in custody at the close before; 0 at the first. */
  custodyBefore: z.object({ in: z.number().int(), out: z.number().int(), held: z.number().int() }),
  byClerk: z.array(
    z.object({ name: z.string(), lines: z.array(z.object({ line: DayLine, n: z.number().int() })) }),
  ),
  byMatter: z.array(z.object({ name: z.string(), n: z.number().int() })),
})
export type DayReport = z.infer<typeof DayReport>

export const dayProcedures = {
  /** What a close of this day would say now; without a date the day that is running. */
  'day.plan': {
    roles: counter,
    input: z.object({ date: DateText.optional() }),
    output: DayPlan,
    refusals: ['day-ahead', 'day-passed'],
  },
  /** `through` is the last record the two have seen on the screen: a later one makes it another sum. */
  'day.close': {
    roles: counter,
    input: z.object({
      date: DateText,
      through: z.number().int().min(0),
      counted: z.number().int().min(0).max(99_999).optional(),
      reasons: DayReasons,
      pin: Pin,
      second: z.object({ staffId: StaffId, pin: Pin }),
    }),
    output: z.object({ date: DateText, nth: z.number().int(), digest: z.string() }),
    refusals: [
      'day-ahead',
      'day-passed',
      'day-closed-already',
      'day-moved-on',
      'count-missing',
      'count-differs',
      'clock-off',
      'clock-set-back',
      'clock-needs-manager',
      'same-person',
      'manager-missing',
      'staff-unknown',
      'pin-wrong',
      'pin-locked',
    ],
  },
  'day.month': {
    roles: reader,
    input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    output: z.object({
      today: DateText,
      days: z.array(
        z.object({
          date: DateText,
          state: DayState,
          nth: z.number().int(),
          /** Closed without a manager, and not since by one. */
          alone: z.boolean(),
        }),
      ),
    }),
    refusals: [],
  },
  'day.report': {
    roles: reader,
    input: z.object({ date: DateText, nth: z.number().int().min(1) }),
    output: DayReport,
    refusals: ['day-not-closed'],
  },
} as const
