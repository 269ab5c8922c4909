import { bigint, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { PublicationKind } from '#shared/domain/publication.ts'
import type { EntryId } from '#shared/kernel/ids.ts'

/** What the city published for all desks; `name` is a version, or a year. */
export const publication = pgTable(
  'publication',
  {
    entryId: text('entry_id').$type<EntryId>().primaryKey(),
    kind: text('kind').$type<PublicationKind>().notNull(),
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    /** What the feed tells of it. */
    body: text('body').notNull(),
    /** The signed file of a catalogue, packed and written in base64. */
    packed: text('packed'),
    publishedMs: bigint('published_ms', { mode: 'number' }).notNull(),
  },
  (table) => [unique().on(table.kind, table.name)],
)
