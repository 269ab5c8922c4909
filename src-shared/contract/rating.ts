import { z } from 'zod'
import { PriorityShown } from '#shared/domain/priority.ts'
import {
  Grade,
  RatingAct,
  RatingMove,
  RatingState,
  RatingSubject,
  ratingCodes,
} from '#shared/domain/rating.ts'
import { DateText, RatingId, StaffId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

export const RatingRow = z.object({
  ratingId: RatingId,
  subject: RatingSubject,
  visitOn: DateText,
  staffId: StaffId,
  staffName: z.string(),
  state: RatingState,
  /** Absent when nobody pressed: silence is no grade. */
  grade: Grade.optional(),
  said: z.string().optional(),
  ratedOn: DateText.optional(),
  /** Until when a bad one must be put right and called back about. */
  due: DateText.optional(),
  provisional: z.boolean(),
  late: z.boolean(),
  rectified: z.boolean(),
  appealed: z.boolean(),
  /** Who came, masked, and what about: raters are known to nobody who does not need to. */
  name: z.string(),
  priority: PriorityShown,
  about: z.string(),
  /** What was done about it, in order: findings, measures, the call and what was said. */
  steps: z.array(
    z.object({
      act: RatingAct,
      on: DateText,
      who: z.string(),
      words: z.string(),
      owner: z.string().optional(),
    }),
  ),
})
export type RatingRow = z.infer<typeof RatingRow>

export const ratingProcedures = {
  /**
   * Asks for the one rating of a visit. Nothing is filled in when nobody answers. `already-invited`
   * names the rating (`ratingId`) while it still waits for an answer, so that it may be asked for again.
   */
  'rating.invite': {
    roles: counter,
    input: z.object({ ratingId: RatingId, subject: RatingSubject, staffId: StaffId.optional() }),
    output: RatingRow,
    refusals: ['subject-unknown', 'case-erased', 'staff-unknown', 'already-invited', 'not-asked-here'],
  },
  'rating.move': {
    roles: counter,
    input: z.object({ ratingId: RatingId, move: RatingMove, on: DateText.optional() }),
    output: RatingRow,
    refusals: ['rating-unknown', 'manager-needed', 'own-rating', 'staff-unknown', ...ratingCodes],
  },
  'rating.list': {
    roles: counter,
    input: z.object({
      scope: z.enum(['bad', 'all']),
      from: DateText,
      to: DateText,
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      rows: z.array(RatingRow),
      /** Between the two days: asked, answered, and how many gave 1, 2 or 3. */
      counts: z.object({
        invited: z.number(),
        rated: z.number(),
        good: z.number(),
        grades: z.array(z.number()),
      }),
    }),
    refusals: [],
  },
} as const
