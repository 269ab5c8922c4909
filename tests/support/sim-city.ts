import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { InjectOptions } from 'fastify'
import { type OpenCity, openCity } from '#city/hosts/start-city.ts'
import type { Carried } from '#main/sync/carry.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { type DeskEvent, kindVersions } from '#shared/domain/events.ts'
import type { Lottery } from './lottery.ts'
import { quickFolder } from './sim-drives.ts'
import { SimSql } from './sim-sql.ts'
import { type SimTime, simBytes } from './sim-time.ts'

export const simCentres = ['360322102', '360322103'] as const
/** By the names the shipped catalogue has for them: an office acts on items that bear its name. */
export const simDepartments = ['民政部门', '市场监督管理部门', '自然资源部门', '人力资源社会保障部门']

/** One PostgreSQL in this process for as many seeds as are run: emptied between them, never made anew. */
export type SimDatabase = {
  readonly client: PGlite
  readonly sql: SimSql
  /** Said before every seed: nobody else clears away what was deleted, and an overnight run would fill the memory. */
  readonly tidy: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Nothing here outlives the process: what PostgreSQL writes to come up again after a crash is for nobody. */
const forgetful = [
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'wal_init_zero=off',
].flatMap((setting) => ['-c', setting])

const allTables = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
  AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migration' ORDER BY relname <> 'centre', relname`

const unlessRestored = `
  BEGIN
    IF current_setting('sim.restores', true) = 'yes' THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'a row of this table is never changed or removed';
  END`

/**
 * Rows of another moment in the place of all there are. Triggers are not switched off for it, as a backup does: then
 * PostgreSQL forgets every plan it has, and making them again was a quarter of a seed.
 */
function restoring(tables: readonly { readonly name: string }[]): string {
  const deletes = tables.toReversed().map(({ name }) => `DELETE FROM ${name};`)
  const inserts = tables.map(
    ({ name }) =>
      `IF kept ? '${name}' THEN INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(null::${name}, kept -> '${name}'); END IF;`,
  )
  return `CREATE FUNCTION sim_restore(kept jsonb) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM set_config('sim.restores', 'yes', true);
      ${[...deletes, ...inserts].join('\n')}
    END $$;`
}

const seedsATidying = 50

export async function simDatabase(): Promise<SimDatabase> {
  const client = await PGlite.create({ startParams: [...PGlite.defaultStartParams, ...forgetful] })
  await client.query(
    "SELECT set_config('timezone', 'UTC', false), set_config('plan_cache_mode', 'force_generic_plan', false)",
  )
  const dataDir = quickFolder()
  const sql = new SimSql(client)
  await (await openCity({ dataDir, database: sql.database(false) })).close()
  rmSync(dataDir, { recursive: true, force: true })
  await sql.exec(`
    CREATE FUNCTION sim_backup() RETURNS jsonb LANGUAGE plpgsql AS $$
    DECLARE t text; r jsonb; all_of jsonb := '{}';
    BEGIN
      FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
               AND NOT relispartition AND relname <> 'migration' LOOP
        EXECUTE format('SELECT jsonb_agg(x) FROM %I x', t) INTO r;
        IF r IS NOT NULL THEN all_of := all_of || jsonb_build_object(t, r); END IF;
      END LOOP;
      RETURN all_of;
    END $$;
    ${restoring(await sql.rows(allTables))}
    CREATE OR REPLACE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$ ${unlessRestored} $$;
    CREATE OR REPLACE FUNCTION refuse_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$ ${unlessRestored} $$;
    CREATE FUNCTION sim_poison() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('sim.poison', true) <> '' AND NEW.case_id = ANY (string_to_array(current_setting('sim.poison', true), ','))
      THEN RAISE EXCEPTION 'nobody foresaw this'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER sim_poisoned BEFORE INSERT OR UPDATE ON item_case FOR EACH ROW EXECUTE FUNCTION sim_poison();`)
  let seeds = 0
  const tidy = async () => {
    seeds += 1
    if (seeds % seedsATidying === 0) await sql.exec('VACUUM')
  }
  return { client, sql, tidy, close: () => client.close() }
}

const nothing = '{}'
const ofToday = { ...kindVersions }
const answerMs = 20_000
/** Less than anybody waits for an answer. */
const crowdMs = 8_000

/** A city as it was at some moment: its rows, its folder, the keys of the offices it let in. */
export type CityMoment = {
  readonly rows: string
  readonly dataDir: string
  readonly officeKeys: ReadonlyMap<string, string>
}

export type CityAnswer = {
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
}

/** The production city on a database that is emptied, put back and poisoned; asked without a socket. */
export class SimCity {
  readonly dataDir = quickFolder()
  readonly #base: SimDatabase
  readonly #time: SimTime
  readonly #lottery: Lottery
  readonly durable: boolean
  requests = 0
  /** Of them, those after which its logs may stand elsewhere. */
  writes = 0
  /** Acts of departments it took. */
  departmentActs = 0
  /** Of this life of the database: every memory before it was lost or put back. */
  life = 1
  #bornMs = 0
  full = false
  busy = false
  /** What arrives waits a while, and is then dealt with all at once. */
  crowded = false
  readonly #hall: (() => Promise<void>)[] = []
  /** Something may still be held for a fault that is mended by now. */
  wasPoisoned = false
  /** The kind of entry the program that runs does not know yet. */
  lacks: DeskEvent['type'] | undefined
  #asking = 0
  #open: OpenCity | undefined
  #officeKeys: ReadonlyMap<string, string> = new Map()
  /** What it would have written into its log. */
  readonly logged: string[] = []

  constructor(base: SimDatabase, time: SimTime, lottery: Lottery, durable: boolean) {
    this.#base = base
    this.#time = time
    this.#lottery = lottery
    this.durable = durable
  }

  /** What is heard now may have been said in the life before: nobody waits longer for an answer. */
  get heardLife(): number {
    return this.#time.nowMs - this.#bornMs < answerMs ? this.life - 1 : this.life
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** Opens on an empty database, or on what another city was at some moment. */
  async begin(moment?: CityMoment): Promise<void> {
    await this.#base.tidy()
    await this.#restore(moment?.rows ?? nothing)
    if (moment) cpSync(moment.dataDir, this.dataDir, { recursive: true })
    await this.#start()
    if (moment) this.#officeKeys = moment.officeKeys
    else await this.#people()
  }

  /** Stops it, and keeps what it was; whoever has the moment has the folder. */
  async moment(): Promise<CityMoment> {
    await this.stop()
    return { rows: await this.backup(), dataDir: this.dataDir, officeKeys: this.#officeKeys }
  }

  /** Another program is started in the place of the one that runs: of before, which lacks a kind, or of today. */
  async runs(lacks: DeskEvent['type'] | undefined): Promise<void> {
    await this.stop()
    this.lacks = lacks
    await this.#start()
  }

  /** The table of kinds as the program that runs has it, while it works: nobody else does meanwhile. */
  async #inItsTerms<Value>(work: () => Promise<Value>): Promise<Value> {
    const { lacks } = this
    if (lacks === undefined) return work()
    const kinds: Partial<Record<string, number>> = kindVersions
    this.#asking += 1
    delete kinds[lacks]
    try {
      return await work()
    } finally {
      this.#asking -= 1
      if (this.#asking === 0) kinds[lacks] = ofToday[lacks]
    }
  }

  #start(restored = false): Promise<void> {
    return this.#inItsTerms(() => this.#opens(restored))
  }

  async #opens(restored: boolean): Promise<void> {
    this.#open = await openCity({
      dataDir: this.dataDir,
      database: this.#base.sql.database(this.durable),
      restored,
      nowMs: () => this.#time.wallMs,
      newId: () => this.#time.newId(this.#time.wallMs),
      chance: simBytes(this.#lottery),
      minFreeMiB: 0,
      hasRoom: async () => !this.full,
      log: (line) => void this.logged.push(JSON.stringify(line)),
      deskBurst: 10_000,
      addressBurst: 100_000,
    })
  }

  /** The operator names centres and lets departments in; after a loss of memory once more. */
  async #people(): Promise<void> {
    for (const centreId of simCentres)
      await this.operator('PUT', `/v1/operator/centres/${centreId}`, { name: '某镇便民服务中心' })
    const keys = new Map<string, string>()
    for (const name of simDepartments) {
      const opened = await this.operator('POST', '/v1/operator/offices', { name, area: '360322' })
      keys.set(name, (JSON.parse(opened.text) as { key: string }).key)
    }
    this.#officeKeys = keys
  }

  arrive(work: () => Promise<void>): Promise<void> | undefined {
    if (!this.crowded) return work()
    this.#hall.push(work)
    if (this.#hall.length === 1)
      this.#time.at(crowdMs, 'a crowd', async () => {
        await Promise.all(this.#hall.splice(0).map((each) => each()))
      })
    return undefined
  }

  /** What came over the line, answered; throws like a dead socket while the program is down. */
  async ask(path: string, request: Carried): Promise<CityAnswer> {
    if (!this.#open) throw new Error('ECONNREFUSED')
    this.requests += 1
    if (request.method !== 'GET' && !path.includes('/pictures')) this.writes += 1
    const options: InjectOptions = {
      method: request.method as 'GET',
      url: path,
      headers: { ...request.headers },
      ...(request.body ? { payload: request.body } : {}),
    }
    const { app } = this.#open
    const answer = await this.#inItsTerms(() => app.inject(options))
    const retryAfter = answer.headers['retry-after']
    return {
      status: answer.statusCode,
      retryAfter: retryAfter === undefined ? null : String(retryAfter),
      text: answer.body,
    }
  }

  operator(method: string, path: string, body?: unknown): Promise<CityAnswer> {
    return this.#asWho(this.#open?.operatorToken ?? '', method, path, body)
  }

  /** A piece of a stick that is read at the city itself. */
  operatorPiece(pieceId: string, file: Uint8Array): Promise<CityAnswer> {
    return this.ask(`/v1/operator/bundles/${pieceId}?offset=0`, {
      method: 'PATCH',
      idleMs: 0,
      headers: {
        authorization: `Bearer ${this.#open?.operatorToken ?? ''}`,
        'content-type': 'application/offset+octet-stream',
      },
      body: Buffer.from(file),
    })
  }

  async department(name: string, method: string, path: string, body?: unknown): Promise<CityAnswer> {
    const answer = await this.#asWho(this.#officeKeys.get(name) ?? '', method, path, body)
    if (method === 'POST' && answer.status === 200) this.departmentActs += 1
    return answer
  }

  #asWho(token: string, method: string, path: string, body?: unknown): Promise<CityAnswer> {
    return this.ask(path, {
      method,
      idleMs: 0,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
    })
  }

  async newCode(centreId: string): Promise<string> {
    const made = await this.operator('POST', '/v1/operator/enrolment-codes', { centreId })
    return (JSON.parse(made.text) as { code: string }).code
  }

  /** As `kill -9` leaves it: what was committed is there, nothing else. */
  async stop(): Promise<void> {
    await this.#open?.close()
    this.#open = undefined
  }

  start(): Promise<void> {
    return this.#start()
  }

  async backup(): Promise<string> {
    const [row] = await this.rows<{ kept: string }>('SELECT sim_backup()::text AS kept')
    return row?.kept ?? nothing
  }

  /** The database of another day in its place, or none at all. */
  async comeBackFrom(backup: string | undefined): Promise<void> {
    await this.stop()
    await this.#restore(backup ?? nothing)
    this.life += 1
    this.#bornMs = this.#time.nowMs
    await this.#start(backup !== undefined)
    if (backup === undefined) await this.#people()
  }

  async #restore(kept: string): Promise<void> {
    await this.poison([])
    await this.rows('SELECT sim_restore($1::jsonb)', [kept])
  }

  /** A fault in the program that shows with the entries of these cases only. */
  async poison(caseIds: readonly string[]): Promise<void> {
    this.wasPoisoned ||= caseIds.length > 0
    await this.rows("SELECT set_config('sim.poison', $1, false)", [caseIds.join(',')])
  }

  /** A power cut of the disk the pictures lie on: the end of an unfinished file is not what was told. */
  tearPart(share: number): boolean {
    const parts = readdirSync(this.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.part'),
    )
    const [part] = parts.toSorted()
    if (!part) return false
    truncateSync(join(this.dataDir, part), Math.floor(share * 1_000))
    return true
  }

  get centres(): readonly string[] {
    return simCentres
  }

  /** Whether the file is there whole, by its own bytes. */
  async holds(centreId: string, pictureId: string): Promise<boolean> {
    const file = join(this.dataDir, 'pictures', centreId, pictureId.slice(0, 2), pictureId)
    return existsSync(file) && nameOfFile(readFileSync(file)) === pictureId
  }

  rows<Row>(statement: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.#base.sql.rows<Row>(statement, params)
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
