import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CaseId, CentreId, DeskId, EntryId, StaffId } from '#shared/kernel/ids.ts'

/** Whose log each epoch is. */
export const logLife = sqliteTable('log_life', {
  epoch: integer('epoch').primaryKey(),
  deskId: text('desk_id').$type<DeskId>().notNull(),
  centreId: text('centre_id').$type<CentreId>().notNull(),
  sealedSeq: integer('sealed_seq'),
  sealedHash: text('sealed_hash'),
})

export type FreezeReason = 'COPIED' | 'RESTORED' | 'CLONED' | 'FORKED' | 'FENCED' | 'REVOKED'

/** Why this desk may only be read. One row, or none. */
export const freeze = sqliteTable('freeze', {
  onlyRow: integer('only_row').primaryKey(),
  reason: text('reason').$type<FreezeReason>().notNull(),
  sinceMs: integer('since_ms').notNull(),
  confirmedBy: text('confirmed_by').$type<StaffId>(),
  code: text('code'),
  refused: text('refused'),
})

/** Secrets and keys of the identity that are on their way. One row. */
export const identityNote = sqliteTable('identity_note', {
  onlyRow: integer('only_row').primaryKey(),
  token: text('token'),
  nextToken: text('next_token'),
  publicKey: text('public_key'),
  privateKey: text('private_key'),
  certificate: text('certificate'),
  marked: integer('marked', { mode: 'boolean' }).notNull(),
  sealKey: text('seal_key'),
})

/** What became of our certificate. One row. */
export const certificateNote = sqliteTable('certificate_note', {
  onlyRow: integer('only_row').primaryKey(),
  overMs: integer('over_ms'),
  code: text('code'),
  refused: text('refused'),
})

/** Own entries fetched back from the city. */
export const logFetched = sqliteTable(
  'log_fetched',
  {
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    envelope: text('envelope').notNull(),
    salt: text('salt').notNull(),
    body: text('body').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.epoch, table.seq] })],
)

export type Fate = 'READDED' | 'KNOWN' | 'LEFT'

/** Evidence: what this desk had written where the city has something else. */
export const journalBranch = sqliteTable(
  'journal_branch',
  {
    epoch: integer('epoch').notNull(),
    seq: integer('seq').notNull(),
    entryId: text('entry_id').$type<EntryId>().notNull(),
    kind: text('kind').notNull(),
    caseId: text('case_id').$type<CaseId>(),
    actor: text('actor').notNull(),
    wallMs: integer('wall_ms').notNull(),
    envelope: text('envelope').notNull(),
    salt: text('salt').notNull(),
    body: text('body').notNull(),
    hash: text('hash').notNull(),
    leftMs: integer('left_ms').notNull(),
    fate: text('fate').$type<Fate>().notNull(),
    renamed: text('renamed', { mode: 'json' }).$type<readonly Renamed[]>(),
  },
  (table) => [primaryKey({ columns: [table.epoch, table.seq, table.hash] })],
)

export type Renamed = { readonly from: string; readonly to: string }
