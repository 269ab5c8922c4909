import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LinePlan } from '#shared/domain/line-plan.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** How this desk may use its line, as the manager said. */
export const linePlan = sqliteTable('line_plan', {
  onlyRow: integer('only_row').primaryKey(),
  plan: json('plan').$type<LinePlan>().notNull(),
})

/** What pictures weighed on the line, day by day. */
export const lineUse = sqliteTable('line_use', {
  day: text('day').primaryKey(),
  pictureBytes: integer('picture_bytes').notNull(),
})
