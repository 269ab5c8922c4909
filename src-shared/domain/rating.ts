import { z } from 'zod'
import { AssistOrderId, CaseId, ConsultationId, StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import { addWorkingDays, type DueDate, type WorkingDayCalendar } from './working-days.ts'

/** 非常满意 1 … 非常不满意 5 (domain.md 2.6). There is no grade for nobody having pressed. */
export const Grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type Grade = z.infer<typeof Grade>

/** 差评: 不满意 and 非常不满意. */
export function isBad(grade: Grade): boolean {
  return grade >= 4
}

export const RatingState = z.enum([
  'INVITED',
  'RATED',
  'UNRATED',
  'VERIFY',
  'RECTIFY',
  'FOLLOWED_UP',
  'CLOSED',
  'APPEALED',
])
export type RatingState = z.infer<typeof RatingState>

export const RatingAct = z.enum([
  'RATE',
  'DECLINE',
  'CONFIRM',
  'RECTIFIED',
  'FOLLOW_UP',
  'CLOSE',
  'APPEAL',
  'UPHOLD',
  'OVERTURN',
])
export type RatingAct = z.infer<typeof RatingAct>

/** How the grade came in: the device at the window, a code scanned later, a call, a message, a slip of paper. */
export const RatingChannel = z.enum(['DEVICE', 'QR', 'PHONE', 'SMS', 'PAPER'])
export type RatingChannel = z.infer<typeof RatingChannel>

/** What was rated: one visit about one thing. */
export const RatingSubject = z.discriminatedUnion('of', [
  z.object({ of: z.literal('CASE'), caseId: CaseId }),
  z.object({ of: z.literal('ORDER'), orderId: AssistOrderId }),
  z.object({ of: z.literal('CONSULTATION'), consultationId: ConsultationId }),
])
export type RatingSubject = z.infer<typeof RatingSubject>

const words = (max: number) => z.string().trim().max(max)

export const RatingMove = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('RATE'),
    grade: Grade,
    channel: RatingChannel,
    said: words(300).optional(),
  }),
  z.strictObject({ act: z.literal('DECLINE') }),
  /** The complaint is true: who puts it right. */
  z.strictObject({ act: z.literal('CONFIRM'), finding: words(300).optional(), ownerId: StaffId }),
  z.strictObject({ act: z.literal('RECTIFIED'), measure: words(300).optional() }),
  z.strictObject({
    act: z.literal('FOLLOW_UP'),
    spokeWith: words(60).optional(),
    said: words(300).optional(),
  }),
  z.strictObject({ act: z.literal('CLOSE') }),
  /** The person rated asks for a second look. */
  z.strictObject({ act: z.literal('APPEAL'), reason: words(300).optional() }),
  z.strictObject({ act: z.literal('UPHOLD'), finding: words(300).optional() }),
  z.strictObject({ act: z.literal('OVERTURN'), finding: words(300).optional() }),
])
export type RatingMove = z.infer<typeof RatingMove>

type Step = { readonly from: readonly RatingState[]; readonly to: RatingState | 'BY_GRADE' }

/**
 * The life of a rating as data (domain.md 3.6). A bad grade opens the verification by itself; what was
 * put right is told to whoever complained before anything is closed.
 */
export const ratingTransitions: Readonly<Record<RatingAct, Step>> = {
  RATE: { from: ['INVITED'], to: 'BY_GRADE' },
  DECLINE: { from: ['INVITED'], to: 'UNRATED' },
  CONFIRM: { from: ['VERIFY'], to: 'RECTIFY' },
  RECTIFIED: { from: ['RECTIFY'], to: 'RECTIFY' },
  FOLLOW_UP: { from: ['RECTIFY'], to: 'FOLLOWED_UP' },
  CLOSE: { from: ['FOLLOWED_UP'], to: 'CLOSED' },
  APPEAL: { from: ['VERIFY', 'RECTIFY', 'FOLLOWED_UP'], to: 'APPEALED' },
  UPHOLD: { from: ['APPEALED'], to: 'RECTIFY' },
  OVERTURN: { from: ['APPEALED'], to: 'CLOSED' },
}

export function ratingStateAfter(state: RatingState, move: RatingMove): RatingState | undefined {
  const { from, to } = ratingTransitions[move.act]
  if (!from.includes(state)) return undefined
  if (to !== 'BY_GRADE') return to
  return move.act === 'RATE' && isBad(move.grade) ? 'VERIFY' : 'RATED'
}

export type RatingFacts = {
  readonly state: RatingState
  /** The day of the last step. */
  readonly since: Day
  /** What was done about it has been told. */
  readonly rectified: boolean
  /** An appeal is heard once. */
  readonly appealed: boolean
}

export const ratingCodes = [
  'not-from-this-state',
  'before-last-act',
  'date-ahead',
  'finding-missing',
  'measure-missing',
  'not-rectified',
  'reason-missing',
  'already-appealed',
] as const
export type RatingCode = (typeof ratingCodes)[number]

/** The rules of a step, the same for desk and city. */
export function brokenRatingRule(
  rating: RatingFacts,
  move: RatingMove,
  on: Day,
): Exclude<RatingCode, 'date-ahead'> | undefined {
  if (!ratingStateAfter(rating.state, move)) return 'not-from-this-state'
  if (on < rating.since) return 'before-last-act'
  switch (move.act) {
    case 'CONFIRM':
    case 'UPHOLD':
    case 'OVERTURN':
      return move.finding ? undefined : 'finding-missing'
    case 'RECTIFIED':
      return move.measure ? undefined : 'measure-missing'
    case 'FOLLOW_UP':
      if (!rating.rectified) return 'not-rectified'
      return move.spokeWith ? undefined : 'reason-missing'
    case 'APPEAL':
      if (rating.appealed) return 'already-appealed'
      return move.reason ? undefined : 'reason-missing'
    case 'RATE':
    case 'DECLINE':
    case 'CLOSE':
      return undefined
  }
}

export function decideRatingMove(
  rating: RatingFacts,
  move: RatingMove,
  { on, today }: { readonly on: Day; readonly today: Day },
): Result<{ readonly from: RatingState; readonly to: RatingState }, RatingCode> {
  const broken = brokenRatingRule(rating, move, on)
  if (broken) return refuse(broken, { state: rating.state })
  if (on > today) return refuse('date-ahead', { on })
  return ok({ from: rating.state, to: ratingStateAfter(rating.state, move) ?? rating.state })
}

const rectifyDays = 15

/** A bad rating is verified, put right and called back about within 15 working days of the day it was given. */
export function rectifyDue(calendar: WorkingDayCalendar, ratedOn: Day): DueDate {
  return addWorkingDays(calendar, ratedOn, rectifyDays)
}

/** Something is still owed to whoever complained. */
export function isRatingOpen(state: RatingState): boolean {
  return state === 'VERIFY' || state === 'RECTIFY' || state === 'FOLLOWED_UP' || state === 'APPEALED'
}

/** What one visit can be rated for only once. */
export function subjectId(subject: RatingSubject): string {
  switch (subject.of) {
    case 'CASE':
      return subject.caseId
    case 'ORDER':
      return subject.orderId
    case 'CONSULTATION':
      return subject.consultationId
  }
}
