import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ErasureBasis } from '#shared/domain/erasure.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Cases of which nothing that speaks of anybody is left here. */
export const caseErased = sqliteTable('case_erased', {
  caseId: text('case_id').$type<CaseId>().primaryKey(),
  basis: text('basis').$type<ErasureBasis>().notNull(),
  reference: text('reference').notNull(),
  authorisedBy: json('authorised_by').$type<readonly [string, string]>().notNull(),
  on: text('erased_on').notNull(),
  changedAt: integer('changed_at').notNull(),
})
