import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DraftId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Intakes before their decision. The body belongs to the contract, the store only keeps it. */
export const draft = sqliteTable('draft', {
  draftId: text('draft_id').$type<DraftId>().primaryKey(),
  owner: text('owner').$type<StaffId>().notNull(),
  step: text('step').notNull(),
  matterId: text('matter_id'),
  applicant: text('applicant').notNull(),
  body: json('body').$type<unknown>().notNull(),
  savedMs: integer('saved_ms').notNull(),
  bootId: text('boot_id').notNull(),
})
