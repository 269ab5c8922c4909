import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PublicationKind } from '#shared/domain/publication.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import type { Detail } from '#shared/kernel/result.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** What the city published, and what became of it here; `name` is a version, or a year. */
export const publication = sqliteTable('publication', {
  entryId: text('entry_id').$type<EntryId>().primaryKey(),
  kind: text('kind').$type<PublicationKind>().notNull(),
  name: text('name').notNull(),
  effectiveFrom: text('effective_from').notNull(),
  source: text('source').notNull(),
  sha256: text('sha256').notNull(),
  bytes: integer('bytes').notNull(),
  toldMs: integer('told_ms').notNull(),
  state: text('state').$type<'WAITING' | 'TAKEN' | 'PASSED' | 'REFUSED'>().notNull(),
  code: text('code'),
  detail: json('detail').$type<Detail>(),
  fetched: blob('fetched', { mode: 'buffer' }).notNull(),
  workingDays: json('working_days').$type<unknown>(),
})
