import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ToldCase } from '#shared/domain/told-case.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** A case of another desk as far as it was told here. */
export const toldCase = sqliteTable('told_case', {
  caseId: text('case_id').$type<CaseId>().primaryKey(),
  home: text('home').$type<CentreId>().notNull(),
  homeName: text('home_name').notNull(),
  caseNo: text('case_no').notNull(),
  matterName: text('matter_name').notNull(),
  owners: json('owners').$type<ToldCase['owners']>().notNull(),
  receivedOn: text('received_on').notNull(),
  items: json('items').$type<ToldCase['items']>().notNull(),
  rows: json('rows').$type<ToldCase['rows']>().notNull(),
  errands: json('errands').$type<ToldCase['errands']>().notNull(),
  letters: json('letters').$type<ToldCase['letters']>().notNull(),
  changedAt: integer('changed_at').notNull(),
})
