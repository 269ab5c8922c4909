import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { DayLines } from '#shared/domain/day-close.ts'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** A day as a desk closed it: which entries of which log, and what they came to there. */
export const dayClose = pgTable(
  'day_close',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    date: text('close_date').notNull(),
    nth: integer('nth').notNull(),
    epoch: integer('epoch').notNull(),
    after: integer('after_seq').notNull(),
    through: integer('through_seq').notNull(),
    lines: jsonb('lines').$type<DayLines>().notNull(),
    returned: jsonb('returned').$type<readonly number[]>().notNull(),
    digest: text('digest').notNull(),
    /** Signed without a manager. */
    alone: boolean('alone').notNull(),
    closedMs: bigint('closed_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.date, table.nth] })],
)
