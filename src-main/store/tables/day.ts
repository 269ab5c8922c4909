import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DayAnswer } from '#shared/domain/day-answer.ts'
import type { DayReasons, DaySum } from '#shared/domain/day-close.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Days this desk closed, each as it was signed. */
export const dayClose = sqliteTable(
  'day_close',
  {
    date: text('close_date').notNull(),
    nth: integer('nth').notNull(),
    epoch: integer('epoch').notNull(),
    after: integer('after_seq').notNull(),
    through: integer('through_seq').notNull(),
    sum: json('sum').$type<DaySum>().notNull(),
    reasons: json('reasons').$type<DayReasons>().notNull(),
    digest: text('digest').notNull(),
    countedBy: text('counted_by').$type<StaffId>().notNull(),
    signedBy: text('signed_by').$type<StaffId>().notNull(),
    closedMs: integer('closed_ms').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.date, table.nth] })],
)

/** What the city last said of each. */
export const dayAnswer = sqliteTable(
  'day_answer',
  {
    date: text('close_date').notNull(),
    nth: integer('nth').notNull(),
    answer: json('answer').$type<DayAnswer>().notNull(),
    state: text('state').$type<DayAnswer['state']>().notNull(),
    toldMs: integer('told_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.date, table.nth] })],
)
