import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PictureTaken } from '#shared/domain/picture.ts'
import type { CaseId, PictureId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Pictures an act named. */
export const picture = sqliteTable('picture', {
  pictureId: text('picture_id').$type<PictureId>().primaryKey(),
  ofCase: text('of_case').$type<CaseId>(),
  label: text('label').notNull(),
  mediaType: text('media_type').$type<PictureTaken['mediaType']>().notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  sealedBytes: integer('sealed_bytes').notNull(),
  key: text('key').notNull(),
  salt: text('salt').notNull(),
  commitment: text('commitment').notNull(),
  takenBy: text('taken_by').$type<StaffId>().notNull(),
  takenMs: integer('taken_ms').notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** The sealed files of this desk, named or not: a note, never sent. */
export const pictureFile = sqliteTable('picture_file', {
  pictureId: text('picture_id').$type<PictureId>().primaryKey(),
  taken: json('taken').$type<PictureTaken>().notNull(),
  keptMs: integer('kept_ms').notNull(),
  sentBytes: integer('sent_bytes').notNull(),
  upload: text('upload').$type<'WAITING' | 'VERIFIED' | 'REFUSED'>().notNull(),
  said: text('said'),
  verifiedMs: integer('verified_ms'),
  file: text('file').$type<'HERE' | 'MISSING' | 'DAMAGED' | 'CLEARED'>().notNull(),
})
