import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PartyId } from '#shared/kernel/ids.ts'

/** The initials a person or organisation is found by; more than one where the family name is read two ways. */
export const partyLetters = sqliteTable(
  'party_letters',
  { letters: text('letters').notNull(), partyId: text('party_id').$type<PartyId>().notNull() },
  (table) => [primaryKey({ columns: [table.letters, table.partyId] })],
)
