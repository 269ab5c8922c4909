import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Every catalogue the desk adopted, whole and packed: a case reads the one it was received under. */
export const catalogueVersion = sqliteTable('catalogue_version', {
  version: text('version').primaryKey(),
  sha256: text('sha256').notNull(),
  effectiveFrom: text('effective_from').notNull(),
  source: text('source').notNull(),
  body: blob('body', { mode: 'buffer' }).notNull(),
  adoptedMs: integer('adopted_ms').notNull(),
  /** Also in the body; here, because the calendar of every version is needed at every start. */
  workingDays: json('working_days').$type<unknown>(),
  regions: json('regions').$type<unknown>(),
  keyId: text('key_id'),
  adoptedBy: text('adopted_by').$type<StaffId>(),
})

/** Up to which version a person has read what changed. */
export const catalogueSeen = sqliteTable('catalogue_seen', {
  staffId: text('staff_id').$type<StaffId>().primaryKey(),
  version: text('version').notNull(),
  seenMs: integer('seen_ms').notNull(),
})
