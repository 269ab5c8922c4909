import { eq } from 'drizzle-orm'
import type { RatingInvited, RatingMoved } from '#shared/domain/assist-events.ts'
import { isRatingOpen, subjectId } from '#shared/domain/rating.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { rating, ratingMove } from '../tables/rating.ts'
import type { At } from './at.ts'

export function applyRatingInvited(writer: Writer, event: RatingInvited, { position }: At): void {
  const { on, ratingId, staffId, subject } = event
  writer
    .insert(rating)
    .values({
      ratingId,
      subjectId: subjectId(subject),
      subject,
      visitOn: on,
      staffId,
      state: 'INVITED',
      since: on,
      open: false,
      rectified: false,
      appealed: false,
      changedAt: position,
    })
    .run()
}

export function applyRatingMoved(writer: Writer, event: RatingMoved, { actor, position }: At): void {
  const { from, move, on, ratingId, to } = event
  writer
    .insert(ratingMove)
    .values({
      changedAt: position,
      ratingId,
      act: move.act,
      fromState: from,
      toState: to,
      actedOn: on,
      actor,
      move,
    })
    .run()
  writer
    .update(rating)
    .set({
      state: to,
      since: on,
      open: isRatingOpen(to),
      ...(move.act === 'RATE' ? { grade: move.grade, ratedOn: on } : {}),
      ...(move.act === 'RECTIFIED' ? { rectified: true } : {}),
      ...(move.act === 'APPEAL' ? { appealed: true } : {}),
      changedAt: position,
    })
    .where(eq(rating.ratingId, ratingId))
    .run()
}
