import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was written on a stick, and whether the city answered. */
export const bundle = sqliteTable('bundle', {
  bundleId: text('bundle_id').primaryKey(),
  epoch: integer('epoch').notNull(),
  through: integer('through').notNull(),
  entries: integer('entries').notNull(),
  pictures: integer('pictures').notNull(),
  bytes: integer('bytes').notNull(),
  drive: text('drive').notNull(),
  writtenMs: integer('written_ms').notNull(),
  publicKey: text('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  answeredMs: integer('answered_ms'),
})
