import { messages, type PGlite, protocol } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { CityDatabase } from '#city/store/database.ts'
import { rowsOfLast, WireOut } from './sim-wire.ts'

type Parsers = Readonly<Record<number, (text: string) => unknown>>
type Options = { readonly rowMode?: 'array' | 'object'; readonly parsers?: Parsers }
type Field = { readonly name: string; readonly dataTypeID: number }
type Known = {
  readonly name: string
  readonly parameters: readonly number[]
  readonly fields: readonly Field[]
}
type Asked = { readonly rows: unknown[] }

const { serialize } = protocol
/** Says whose rows the transaction may touch: nobody reads what it answers. */
const enters = "select set_config('role', $1, true)"

/**
 * PGlite asked in one call a statement, with every statement parsed once: its own client makes five calls of each,
 * and a seed asks thousands. One transaction after the other; what ends one, and what begins the next, travels with
 * the first statement of the next. No constraint waits for the end of a transaction, so an end cannot fail.
 */
export class SimSql {
  readonly #client: PGlite
  readonly #known = new Map<string, Map<string, Known>>()
  #learntAll = 0
  /** Who asks in the transaction under way; nobody when it has not said so. */
  #role = ''
  readonly #out = new WireOut()
  #last: Promise<unknown> = Promise.resolve()
  #begins: Known | undefined
  #ends: Known | undefined
  #enters: { readonly known: Known; readonly values: readonly (string | null)[] } | undefined

  constructor(client: PGlite) {
    this.#client = client
  }

  database(durable: boolean): CityDatabase {
    const inside = {
      query: async (text: string, params: unknown[], options?: Options) =>
        this.#inside(text, params, options),
      // drizzle asks its client for a transaction; here one has begun already.
      transaction: <Value>(work: (client: object) => Value) => work(inside),
    }
    const db = drizzle({ client: inside as unknown as PGlite })
    return {
      transaction: (work, config) =>
        this.alone(async () => {
          this.#role = ''
          this.#begins = this.#learnt(
            config ? `BEGIN ISOLATION LEVEL ${config.isolationLevel} ${config.accessMode}` : 'BEGIN',
          )
          try {
            const value = await db.transaction(work)
            if (!this.#neverBegan()) this.#ends = this.#learnt('COMMIT')
            return value
          } catch (error) {
            if (!this.#neverBegan()) this.#ask('ROLLBACK', [])
            throw error
          }
        }),
      withBareSql: (work) =>
        work({
          exec: (statements) => this.exec(statements),
          rows: async (statement, params = []) => this.rows<Record<string, unknown>>(statement, params),
        }),
      durable,
      close: async () => undefined,
    }
  }

  /** Several statements in one text. */
  async exec(statements: string): Promise<void> {
    if (this.#ends) this.#ask('SELECT', [])
    await this.#client.exec(statements)
  }

  rows<Row>(statement: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.alone(async () => {
      this.#role = ''
      return this.#ask(statement, params).rows as readonly Row[]
    })
  }

  /** One piece of work after the other. */
  alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => undefined)
    return next
  }

  /** Nothing was asked in this transaction: there is nothing to end. */
  #neverBegan(): boolean {
    const never = this.#begins !== undefined
    this.#begins = undefined
    this.#enters = undefined
    return never
  }

  #inside(text: string, params: readonly unknown[], options?: Options): Asked {
    if (!text.startsWith(enters) || this.#enters) return this.#ask(text, params, options)
    const known = this.#learnt(text)
    this.#enters = { known, values: this.#written(known, params) }
    this.#role = String(params[0])
    return { rows: [] }
  }

  #ask(text: string, params: readonly unknown[], { rowMode, parsers = {} }: Options = {}): Asked {
    const known = this.#learnt(text)
    const { fields } = known
    const values = this.#written(known, params)
    const before = this.#before()
    this.#out.run(known.name, values)
    this.#out.sync()
    const bytes = this.#client.execProtocolRawSync(this.#out.take())
    const said = rowsOfLast(bytes, before + 1) ?? failedWith(bytes)
    const readers = fields.map(({ dataTypeID }) => parsers[dataTypeID] ?? this.#client.parsers[dataTypeID])
    const rows = said.map((texts) => {
      const row = texts.map((field, at) =>
        field === null ? null : (readers[at]?.(field, fields[at]?.dataTypeID ?? 0) ?? field),
      )
      return rowMode === 'array'
        ? row
        : Object.fromEntries(row.map((value, at) => [fields[at]?.name ?? '', value]))
    })
    return { rows }
  }

  /** What was put off until something is asked; answers how many statements that are. */
  #before(): number {
    const [ends, begins, enter] = [this.#ends, this.#begins, this.#enters]
    this.#ends = undefined
    this.#begins = undefined
    this.#enters = undefined
    if (ends) {
      this.#out.run(ends.name)
      this.#out.sync()
    }
    if (begins) this.#out.run(begins.name)
    if (enter) this.#out.run(enter.known.name, enter.values)
    return [ends, begins, enter].filter(Boolean).length
  }

  #written({ parameters }: Known, params: readonly unknown[]): readonly (string | null)[] {
    return params.map((value, at) => {
      if (value === null || value === undefined) return null
      const written = this.#client.serializers[parameters[at] ?? 0]?.(value)
      return String(written ?? (value as string | number | boolean))
    })
  }

  /** Once for each role: PostgreSQL plans a statement anew whenever another role asks it. */
  #learnt(text: string): Known {
    const known = this.#known.get(text) ?? new Map<string, Known>()
    this.#known.set(text, known)
    const learnt = known.get(this.#role) ?? this.#learn(text)
    known.set(this.#role, learnt)
    return learnt
  }

  #learn(text: string): Known {
    this.#learntAll += 1
    const name = `s${this.#learntAll}`
    const asked = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()]
    let parameters: readonly number[] = []
    let fields: readonly Field[] = []
    for (const message of read(this.#client.execProtocolRawSync(Buffer.concat(asked)))) {
      if (message instanceof messages.DatabaseError) throw message
      if (message instanceof messages.ParameterDescriptionMessage) parameters = message.dataTypeIDs
      if (message instanceof messages.RowDescriptionMessage) fields = message.fields
    }
    return { name, parameters, fields }
  }
}

function failedWith(bytes: Uint8Array): never {
  throw read(bytes).find((message) => message instanceof messages.DatabaseError) ?? new Error('no answer')
}

function read(bytes: Uint8Array) {
  const said: Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0][] = []
  new protocol.Parser().parse(bytes, (message) => void said.push(message))
  return said
}
