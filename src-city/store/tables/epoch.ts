import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** Each life of a log: its key, its part of the numbers, and where it was sealed. */
export const deskEpoch = pgTable(
  'desk_epoch',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    epoch: integer('epoch').notNull(),
    deskPart: text('desk_part').notNull(),
    publicKey: text('public_key').notNull(),
    reason: text('reason').notNull(),
    openedMs: bigint('opened_ms', { mode: 'number' }).notNull(),
    sealedSeq: integer('sealed_seq'),
    sealedHash: text('sealed_hash'),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.epoch] })],
)

/** The token a desk has to show at its next greeting. */
export const deskSession = pgTable(
  'desk_session',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    tokenHash: text('token_hash').notNull(),
    issuedMs: bigint('issued_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId] })],
)

/** Requests of the last minutes. */
export const requestSeen = pgTable(
  'request_seen',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    nonce: text('nonce').notNull(),
    seenMs: bigint('seen_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.deskId, table.nonce] })],
)
