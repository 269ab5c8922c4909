import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { assert } from '#shared/kernel/fault.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { CityDatabase } from './database.ts'
import { isCollision } from './outage.ts'

declare const inside: unique symbol

type Db = PgDatabase<PgQueryResultHKT>

/** Proof of standing inside a transaction: queries ask for a Reader, changes for a Writer. */
export type Reader = Pick<Db, 'select' | 'selectDistinct'> & { readonly [inside]: true }
export type Writer = Reader & Pick<Db, 'insert' | 'update' | 'delete' | 'execute' | 'transaction'>

/** Whose rows a transaction may touch: of these centres; or, reading only, of all of them. */
export type Scope = readonly CentreId[] | 'city'

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
  read<Value>(scope: Scope, work: (reader: Reader) => Promise<Value>): Promise<Value> {
    return this.#database.transaction(
      async (tx) => {
        await enter(tx, scope)
        return work(tx as unknown as Reader)
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
  }

  /** Commits what `work` did, unless it refused; runs it again when another transaction got in its way. */
  async write<Value, Code extends string>(
    scope: Scope,
    work: (writer: Writer) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(scope, work)
      } catch (error) {
        if (tries === triesMax || !isCollision(error)) throw error
      }
    }
  }

  async #once<Value, Code extends string>(
    scope: Scope,
    work: (writer: Writer) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code>> {
    let answer: Result<Value, Code> | undefined
    try {
      await this.#database.transaction(async (tx) => {
        await enter(tx, scope)
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

/** From here to the end of the transaction the database knows whose rows these are (adr/0027). */
async function enter(tx: Pick<Db, 'execute'>, scope: Scope): Promise<void> {
  const role = scope === 'city' ? 'pingchuang_city' : 'pingchuang_centre'
  const centres = scope === 'city' ? '' : scope.join(',')
  await tx.execute(
    sql`select set_config('role', ${role}, true), set_config('pingchuang.centres', ${centres}, true)`,
  )
}

/** Opens the rows of further centres to a transaction, because an act in it names them. */
export async function reach(writer: Writer, centres: Iterable<CentreId>): Promise<void> {
  const more = [...centres].join(',')
  if (more === '') return
  await writer.execute(
    sql`select set_config('role', 'pingchuang_centre', true), set_config('pingchuang.centres',
          concat_ws(',', nullif(current_setting('pingchuang.centres', true), ''), ${more}::text), true)`,
  )
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

const between = '\u001f'
const nothing = '\u001e'

/**
 * One parameter a column, however many rows: `from unnest(${column(…)}::text[], …)`. Half of what a set of JSON
 * records costs the database, and nothing is written as JSON here first (docs/bench.md, push).
 *
 * Text goes as one string with a control character between two values, which neither side has to escape; the few
 * texts that hold that character themselves go as an array.
 */
export function column<Row>(
  rows: readonly Row[],
  of: (row: Row) => string | number | boolean | null | undefined,
): SQLWrapper {
  const values = rows.map((row) => of(row) ?? null)
  return isPlainText(values)
    ? sql`string_to_array(${values.map((value) => value ?? nothing).join(between)}, E'\\x1f', E'\\x1e')`
    : sql`${sql.param(values)}`
}

/** No value means something else between separators; one text that is empty would read as none at all. */
function isPlainText(values: readonly unknown[]): values is readonly (string | null)[] {
  return (
    (values.length > 1 || values[0] !== '') &&
    values.every(
      (value) =>
        value === null || (typeof value === 'string' && !value.includes(between) && value !== nothing),
    )
  )
}

/**
 * `column` is one of `values`: one parameter however many there are. The planner sees the array itself, so the index
 * is used, and where it has not counted a table yet the array is hashed and not walked through for each row.
 */
export function among(column: SQLWrapper, values: Iterable<string>): SQL {
  return sql`${column} = any(${sql.param([...values])}::text[])`
}
