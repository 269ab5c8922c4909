import { and, between, desc, eq, sql } from 'drizzle-orm'
import type { Grade } from '#shared/domain/rating.ts'
import type { RatingId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { rating, ratingMove } from '../tables/rating.ts'

export type RatingRow = typeof rating.$inferSelect
export type RatingMoveRow = typeof ratingMove.$inferSelect

export function findRating(reader: Reader, ratingId: RatingId): RatingRow | undefined {
  return reader.select().from(rating).where(eq(rating.ratingId, ratingId)).get()
}

/** The one rating of a visit. */
export function findRatingOfVisit(reader: Reader, subjectId: string, visitOn: string): RatingRow | undefined {
  return reader
    .select()
    .from(rating)
    .where(and(eq(rating.subjectId, subjectId), eq(rating.visitOn, visitOn)))
    .get()
}

/** Bad ratings somebody still owes an answer, the oldest first; or all, the newest first. */
export function listRatings(reader: Reader, openOnly: boolean, limit: number): readonly RatingRow[] {
  const rows = reader.select().from(rating)
  return openOnly
    ? rows.where(sql`${rating.open} = 1`).orderBy(rating.ratedOn, rating.ratingId).limit(limit).all()
    : rows.orderBy(desc(rating.visitOn), desc(rating.ratingId)).limit(limit).all()
}

export function listRatingMoves(reader: Reader, ratingId: RatingId): readonly RatingMoveRow[] {
  return reader
    .select()
    .from(ratingMove)
    .where(eq(ratingMove.ratingId, ratingId))
    .orderBy(ratingMove.changedAt)
    .all()
}

/** How many were asked between two days, and how many gave which grade. */
export function countGrades(
  reader: Reader,
  from: string,
  to: string,
): readonly { readonly grade: Grade | null; readonly n: number }[] {
  return reader
    .select({ grade: rating.grade, n: sql<number>`count(*)` })
    .from(rating)
    .where(between(rating.visitOn, from, to))
    .groupBy(rating.grade)
    .all()
}

/** Ratings of one order or case, the latest visit first. */
export function listRatingsOf(reader: Reader, subjectId: string): readonly RatingRow[] {
  return reader
    .select()
    .from(rating)
    .where(eq(rating.subjectId, subjectId))
    .orderBy(desc(rating.visitOn))
    .all()
}
