import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DeskCommand } from '#shared/domain/desk-command.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** What the city asked of this desk. */
export const deskCommand = sqliteTable('desk_command', {
  entryId: text('entry_id').$type<EntryId>().primaryKey(),
  what: json('what').$type<DeskCommand>().notNull(),
  takenMs: integer('taken_ms').notNull(),
})
