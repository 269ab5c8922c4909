import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { assert } from '#shared/kernel/fault.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { CityDatabase } from './database.ts'
import { isCollision } from './outage.ts'

declare const inside: unique symbol

type Db = PgDatabase<PgQueryResultHKT>

/** Proof of standing inside a transaction: queries ask for a Reader, changes for a Writer. */
export type Reader = Pick<Db, 'select' | 'selectDistinct'> & { readonly [inside]: true }
export type Writer = Reader & Pick<Db, 'insert' | 'update' | 'delete' | 'execute' | 'transaction'>

const refused = Symbol('refused')
const triesMax = 3

export class Store {
  readonly #database: CityDatabase

  constructor(database: CityDatabase) {
    this.#database = database
  }

  get durable(): boolean {
    return this.#database.durable
  }

  /** One snapshot for all the reads inside, so that a case is never half of before and half of after. */
  read<Value>(work: (reader: Reader) => Promise<Value>): Promise<Value> {
    return this.#database.drizzle.transaction((tx) => work(tx as unknown as Reader), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    })
  }

  /** Commits what `work` did, unless it refused; runs it again when another transaction got in its way. */
  async write<Value, Code extends string>(
    work: (writer: Writer) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(work)
      } catch (error) {
        if (tries === triesMax || !isCollision(error)) throw error
      }
    }
  }

  async #once<Value, Code extends string>(
    work: (writer: Writer) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code>> {
    let answer: Result<Value, Code> | undefined
    try {
      await this.#database.drizzle.transaction(async (tx) => {
        answer = await work(tx as unknown as Writer)
        if (!answer.ok) throw refused
      })
    } catch (error) {
      if (error !== refused) throw error
    }
    assert(answer, 'every write answers')
    return answer
  }

  close(): Promise<void> {
    return this.#database.close()
  }
}

/** Work that can be undone on its own inside a transaction. */
export function underSavepoint<Value>(
  writer: Writer,
  work: (inner: Writer) => Promise<Value>,
): Promise<Value> {
  return writer.transaction((tx) => work(tx as unknown as Writer))
}

/** Runs one set-based statement; both drivers answer with `rows`. */
export async function rowsOf<Row>(writer: Writer, statement: SQL): Promise<readonly Row[]> {
  const { rows } = (await writer.execute(statement)) as unknown as { readonly rows: readonly Row[] }
  return rows
}

/** `column` is one of `values`: one parameter however many there are, and the index is used. */
export function among(column: SQLWrapper, values: Iterable<string>): SQL {
  return sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify([...values])}::jsonb)))`
}
