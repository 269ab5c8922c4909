import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** From verified answers of the city only (sync.md C.6). */
export const syncPosition = sqliteTable('sync_position', {
  epoch: integer('epoch').primaryKey(),
  ackedSeq: integer('acked_seq').notNull(),
  ackedHash: text('acked_hash').notNull(),
  durableSeq: integer('durable_seq').notNull(),
  appliedSeq: integer('applied_seq').notNull(),
  pruneOkSeq: integer('prune_ok_seq').notNull(),
  durable: integer('durable', { mode: 'boolean' }).notNull(),
  cityEpoch: integer('city_epoch'),
  lastAck: text('last_ack'),
  lastAckMs: integer('last_ack_ms'),
})

/** Entries the city holds or sent back. */
export const disposition = sqliteTable(
  'disposition',
  {
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    state: text('state').notNull(),
    code: text('code'),
    detail: text('detail'),
    toldMs: integer('told_ms').notNull(),
    answeredSeq: integer('answered_seq'),
  },
  (table) => [primaryKey({ columns: [table.epoch, table.seq] })],
)

/** The line as last seen, for the status bar. */
export const syncLink = sqliteTable('sync_link', {
  onlyRow: integer('only_row').primaryKey(),
  link: text('link').$type<'CONNECTED' | 'OFFLINE' | 'HALTED'>().notNull(),
  reason: text('reason'),
  sentSeq: integer('sent_seq').notNull(),
  nextTryMs: integer('next_try_ms'),
  changedMs: integer('changed_ms').notNull(),
  /** The city's clock less ours at the last greeting. */
  skewMs: integer('skew_ms'),
  /** What does not move although the city answers. */
  stalled: text('stalled'),
})
