import type Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { assert } from '#shared/kernel/fault.ts'
import type { Result } from '#shared/kernel/result.ts'

declare const inside: unique symbol

/** Proof of standing inside a transaction: queries ask for a Reader, changes for a Writer. */
export type Reader = Pick<BetterSQLite3Database, 'select' | 'selectDistinct' | 'all' | 'get'> & {
  readonly [inside]: true
}
export type Writer = Reader &
  Pick<BetterSQLite3Database, 'insert' | 'update' | 'delete'> & { readonly writes: true }

const refused = Symbol('refused')

export class Store {
  readonly #db: BetterSQLite3Database & { readonly $client: Database.Database }
  /** Made once a connection: the binding makes four functions of each it is given. */
  readonly #within: Database.Transaction<(work: () => unknown) => unknown>

  constructor(client: Database.Database) {
    this.#db = drizzle({ client })
    this.#within = client.transaction((work) => work())
  }

  /** The bare connection, for hosts that check, back up or close; never for rows. */
  get client(): Database.Database {
    return this.#db.$client
  }

  read<Value>(work: (reader: Reader) => Value): Value {
    return this.#within.deferred(() => work(this.#db as unknown as Reader)) as Value
  }

  /** Commits what `work` did, unless it refused: a refusal leaves no trace. */
  write<Value, Code extends string>(work: (writer: Writer) => Result<Value, Code>): Result<Value, Code> {
    let answer: Result<Value, Code> | undefined
    try {
      this.#within.immediate(() => {
        answer = work(this.#db as unknown as Writer)
        if (!answer.ok) throw refused
      })
    } catch (error) {
      if (error !== refused) throw error
    }
    assert(answer, 'every write answers')
    return answer
  }

  [Symbol.dispose](): void {
    this.client.close()
  }
}

/**
 * A statement built once a connection and run many times.
 *
 * drizzle's builder on each call costs twice the time and lets memory grow over a long day
 * (stack.md 2), so everything on the way of an intake goes through here.
 */
export function prepared<Statement, On extends object = Reader>(
  build: (on: On) => Statement,
): (on: On) => Statement {
  const built = new WeakMap<object, Statement>()
  return (on) => {
    const known = built.get(on)
    if (known !== undefined) return known
    const statement = build(on)
    built.set(on, statement)
    return statement
  }
}
