import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConsultationId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** What was asked at the counter: a matter with the answers so far, or a question in words. */
export const consultation = sqliteTable('consultation', {
  consultationId: text('consultation_id').$type<ConsultationId>().primaryKey(),
  code: text('code').notNull(),
  docNo: text('doc_no').notNull(),
  number: integer('number').notNull(),
  year: integer('year').notNull(),
  serial: integer('serial').notNull(),
  loggedOn: text('logged_on').notNull(),
  loggedMs: integer('logged_ms').notNull(),
  clerk: text('clerk').$type<StaffId | 'desk'>().notNull(),
  name: text('name'),
  phone: text('phone'),
  matterId: text('matter_id'),
  matterName: text('matter_name'),
  question: text('question'),
  catalogueVersion: text('catalogue_version').notNull(),
  answers: json('answers').$type<Readonly<Record<string, string>>>().notNull(),
  has: json('has').$type<readonly string[]>().notNull(),
  changedAt: integer('changed_at').notNull(),
})
