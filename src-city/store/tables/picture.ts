import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CaseId, CentreId, DeskId, PictureId } from '#shared/kernel/ids.ts'

/** What the journal says of a picture: size, key, and what it must hold once it is opened. */
export const picture = pgTable(
  'picture',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    pictureId: text('picture_id').$type<PictureId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    ofCase: text('of_case').$type<CaseId>(),
    bytes: integer('bytes').notNull(),
    sealedBytes: integer('sealed_bytes').notNull(),
    key: text('key').notNull(),
    salt: text('salt').notNull(),
    commitment: text('commitment').notNull(),
    takenMs: bigint('taken_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.pictureId] })],
)

/** How far its file has come. Not made from the journal: a city that forgot it asks again. */
export const pictureUpload = pgTable(
  'picture_upload',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    pictureId: text('picture_id').$type<PictureId>().notNull(),
    receivedBytes: integer('received_bytes').notNull(),
    state: text('state').$type<'PART' | 'VERIFIED' | 'REFUSED' | 'ERASED'>().notNull(),
    changedMs: bigint('changed_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.pictureId] })],
)
