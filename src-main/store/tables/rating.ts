import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Grade, RatingAct, RatingMove, RatingState, RatingSubject } from '#shared/domain/rating.ts'
import type { RatingId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** 好差评 of one visit. No grade means that nobody pressed, and nothing else. */
export const rating = sqliteTable('rating', {
  ratingId: text('rating_id').$type<RatingId>().primaryKey(),
  subjectId: text('subject_id').notNull(),
  subject: json('subject').$type<RatingSubject>().notNull(),
  visitOn: text('visit_on').notNull(),
  staffId: text('staff_id').$type<StaffId>().notNull(),
  state: text('state').$type<RatingState>().notNull(),
  since: text('since').notNull(),
  open: integer('open', { mode: 'boolean' }).notNull(),
  grade: integer('grade').$type<Grade>(),
  ratedOn: text('rated_on'),
  rectified: integer('rectified', { mode: 'boolean' }).notNull(),
  appealed: integer('appealed', { mode: 'boolean' }).notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const ratingMove = sqliteTable('rating_move', {
  changedAt: integer('changed_at').primaryKey(),
  ratingId: text('rating_id').$type<RatingId>().notNull(),
  act: text('act').$type<RatingAct>().notNull(),
  fromState: text('from_state').$type<RatingState>().notNull(),
  toState: text('to_state').$type<RatingState>().notNull(),
  actedOn: text('acted_on').notNull(),
  actor: text('actor').$type<StaffId | 'desk'>().notNull(),
  move: json('move').$type<RatingMove>().notNull(),
})
