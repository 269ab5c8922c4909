import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'

/** Append only. `position` is the local order; (epoch, seq) is the name the city knows. */
export const journal = sqliteTable('journal', {
  position: integer('position').primaryKey(),
  epoch: integer('epoch').notNull(),
  seq: integer('seq').notNull(),
  entryId: text('entry_id').$type<EntryId>().notNull(),
  kind: text('kind').notNull(),
  kindV: integer('kind_v').notNull(),
  caseId: text('case_id').$type<CaseId>(),
  caseRev: integer('case_rev'),
  actor: text('actor').notNull(),
  wallMs: integer('wall_ms').notNull(),
  envelope: text('envelope').notNull(),
  salt: text('salt').notNull(),
  body: text('body').notNull(),
  hash: text('hash').notNull(),
})
