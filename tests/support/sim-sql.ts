import { messages, type PGlite, protocol } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { CityDatabase } from '#city/store/database.ts'

type Options = {
  readonly rowMode?: 'array' | 'object'
  readonly parsers?: Readonly<Record<number, (text: string) => unknown>>
}
type Field = { readonly name: string; readonly dataTypeID: number }
type Known = {
  readonly name: string
  readonly parameters: readonly number[]
  readonly fields: readonly Field[]
}
type Message = ReturnType<typeof read>[number]

const { serialize } = protocol

/**
 * PGlite asked in one call a statement, with every statement parsed once: its own client makes five calls of each,
 * and a seed asks thousands. One transaction after the other; what begins one travels with its first statement.
 */
export class SimSql {
  readonly #client: PGlite
  readonly #known = new Map<string, Known>()
  #last: Promise<unknown> = Promise.resolve()
  #before: Uint8Array | undefined

  constructor(client: PGlite) {
    this.#client = client
  }

  database(durable: boolean): CityDatabase {
    const inside = {
      query: async (text: string, params: unknown[], options?: Options) => this.#ask(text, params, options),
      // drizzle asks its client for a transaction; here one has begun already.
      transaction: <Value>(work: (client: object) => Value) => work(inside),
    }
    const db = drizzle({ client: inside as unknown as PGlite })
    return {
      transaction: (work, config) =>
        this.alone(async () => {
          this.#before = serialize.query(
            config ? `BEGIN ISOLATION LEVEL ${config.isolationLevel} ${config.accessMode}` : 'BEGIN',
          )
          try {
            const value = await db.transaction(work)
            this.#end('COMMIT')
            return value
          } catch (error) {
            this.#end('ROLLBACK')
            throw error
          }
        }),
      withBareSql: (work) =>
        work({
          exec: async (statements) => void (await this.#client.exec(statements)),
          rows: async (statement, params = []) => this.rows<Record<string, unknown>>(statement, params),
        }),
      durable,
      close: async () => undefined,
    }
  }

  rows<Row>(statement: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.alone(async () => this.#ask(statement, params).rows as readonly Row[])
  }

  /** One piece of work after the other. */
  alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => undefined)
    return next
  }

  #end(how: 'COMMIT' | 'ROLLBACK'): void {
    const begun = this.#before === undefined
    this.#before = undefined
    if (begun) this.#call(serialize.query(how))
  }

  #ask(
    text: string,
    params: readonly unknown[],
    { rowMode, parsers = {} }: Options = {},
  ): { readonly rows: unknown[] } {
    const { fields, name, parameters } = this.#known.get(text) ?? this.#learn(text)
    const values = params.map((value, at) => {
      if (value === null || value === undefined) return null
      const type = parameters[at] ?? 0
      return this.#client.serializers[type]?.(value) ?? String(value as string | number | boolean)
    })
    const said = this.#call(
      serialize.bind({ statement: name, values }),
      serialize.execute({}),
      serialize.sync(),
    )
    const readers = fields.map(({ dataTypeID }) => parsers[dataTypeID] ?? this.#client.parsers[dataTypeID])
    const rows: unknown[] = []
    for (const message of said) {
      if (!(message instanceof messages.DataRowMessage)) continue
      const row = message.fields.map((field, at) =>
        field === null ? null : (readers[at]?.(field, fields[at]?.dataTypeID ?? 0) ?? field),
      )
      rows.push(
        rowMode === 'array'
          ? row
          : Object.fromEntries(row.map((value, at) => [fields[at]?.name ?? '', value])),
      )
    }
    return { rows }
  }

  #learn(text: string): Known {
    const name = `s${this.#known.size + 1}`
    const said = this.#call(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    let parameters: readonly number[] = []
    let fields: readonly Field[] = []
    for (const message of said) {
      if (message instanceof messages.ParameterDescriptionMessage) parameters = message.dataTypeIDs
      if (message instanceof messages.RowDescriptionMessage) fields = message.fields
    }
    const known = { name, parameters, fields }
    this.#known.set(text, known)
    return known
  }

  #call(...parts: readonly Uint8Array[]): readonly Message[] {
    const before = this.#before
    this.#before = undefined
    const said = read(this.#client.execProtocolRawSync(Buffer.concat(before ? [before, ...parts] : parts)))
    for (const message of said) if (message instanceof messages.DatabaseError) throw message
    return said
  }
}

function read(bytes: Uint8Array) {
  const said: Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0][] = []
  new protocol.Parser().parse(bytes, (message) => void said.push(message))
  return said
}
