import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Statements as plain text, for the migration runner and the checks at start; never for rows of a case. */
export type BareSql = {
  /** Several statements in one text. */
  readonly exec: (statements: string) => Promise<void>
  readonly rows: (
    statement: string,
    params?: readonly string[],
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

type Db = PgDatabase<PgQueryResultHKT>

/** Runs the work in one transaction, undone when it throws. */
export type Transaction = <Value>(
  work: (tx: Db) => Promise<Value>,
  config?: { readonly isolationLevel: 'repeatable read'; readonly accessMode: 'read only' },
) => Promise<Value>

/** Either database behind one shape: the rest of the city cannot tell which it stands on. */
export type CityDatabase = {
  readonly transaction: Transaction
  /** Runs on one connection from beginning to end. */
  readonly withBareSql: <Value>(work: (bare: BareSql) => Promise<Value>) => Promise<Value>
  /** Whether a commit here survives a power cut; every answer to a desk says so. */
  readonly durable: boolean
  readonly close: () => Promise<void>
}

/** Limits on waiting, the same on both databases (sync.md F.3 rule 19). */
export const sessionSettings = {
  statement_timeout: '20s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '15s',
  synchronous_commit: 'on',
  timezone: 'UTC',
} as const
