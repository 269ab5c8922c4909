import { mkdirSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { sealKeysOf } from '#shared/crypto/sealed-to.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { type BundleReply, readPiece, writeReply } from '#shared/protocol/bundle.ts'
import type { Signed } from '#shared/protocol/messages.ts'
import { answerVerifies } from '#shared/protocol/signing.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import type { Identity } from '../security/identity.ts'
import { RosterFile } from '../security/roster-file.ts'
import type { City, CityIdentity } from '../services/city.ts'
import { settleErasures } from '../services/erasure.ts'
import { retryHeld } from '../services/held.ts'
import type { CityDatabase } from '../store/database.ts'
import { openEmbedded } from '../store/embedded.ts'
import { makeMonths, migrate } from '../store/migrate.ts'
import { sqlStateOf } from '../store/outage.ts'
import { openServer } from '../store/server-pool.ts'
import { Store } from '../store/store.ts'
import { Vault } from '../store/vault.ts'
import type { CityLog } from './city-log.ts'
import { Config } from './config.ts'
import { Gate } from './gate.ts'
import { httpServer } from './http.ts'
import { PushThreads } from './push-threads.ts'
import { settleIdentity, settleRoster } from './settle-identity.ts'
import { StandbyWatch } from './standby-watch.ts'
import { defaultAllowances, Throttle } from './throttle.ts'

const migrations = fileURLToPath(new URL('../../migrations/city', import.meta.url))
const closingMs = 10_000
const standbyEveryMs = 20_000
/** Keeps one process and its database busy; more would only wait for each other (docs/bench.md, fleet-return). */
const heavyAtOnce = 6

export type CityOptions = Partial<Omit<Config, 'dataDir'>> & {
  readonly dataDir: string
  readonly nowMs?: () => number
  readonly newId?: () => string
  readonly chance?: (bytes: number) => Uint8Array
  /** Whether the disk takes another picture; looked up on the disk itself unless told. */
  readonly hasRoom?: () => Promise<boolean>
  /** A database that is open already; its keeper closes it. */
  readonly database?: CityDatabase
  /** Silent unless given: a city inside a test or a practice desk has no log of its own. */
  readonly log?: CityLog
}

/** A city that is not on the line yet: whoever has it may hand requests to `app`. */
export type OpenCity = {
  readonly app: FastifyInstance
  readonly identity: CityIdentity
  readonly operatorToken: string
  readonly durable: boolean
  /** Asks now what is otherwise asked every twenty seconds: how far the standby has flushed. */
  readonly lookAtStandby: () => Promise<void>
  readonly close: () => Promise<void>
}

export type RunningCity = Omit<OpenCity, 'app'> & { readonly url: string }

/** Starts a whole city in this process; on any free port unless one is named. */
export async function startCity(options: CityOptions): Promise<RunningCity> {
  const { app, ...city } = await openCity(options)
  try {
    const { host, port } = configOf(options)
    return { ...city, url: await app.listen({ host, port }) }
  } catch (error) {
    await city.close()
    throw error
  }
}

/** Opens a whole city in this process without listening anywhere. */
export async function openCity(options: CityOptions): Promise<OpenCity> {
  const { nowMs = () => Date.now(), log = () => undefined, chance = randomBytes } = options
  const { newId = () => uuidV7(nowMs()) } = options
  const config = configOf(options)
  await using opened = new AsyncDisposableStack()
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })

  const database = options.database ?? (await openDatabase(config, log, opened))
  const store = new Store(database)
  if (!options.database) opened.defer(() => store.close())
  await database.withBareSql((bare) => migrate(bare, migrations))
  await keepMonthsAhead(database, nowMs, log, opened)
  const { identity, cityEpoch } = await settleIdentity(store, config.dataDir, config.restored, {
    nowMs,
    newId,
  })
  const roster = new RosterFile(config.dataDir)
  await settleRoster(store, roster)

  const { cityId, keyId, publicKey, operatorToken } = identity
  const vault = new Vault(join(config.dataDir, 'pictures'))
  const vouches = (signed: Signed) => answerVerifies(publicKey, signed)
  const known = { cityId, cityEpoch, keyId, publicKey, vouches, ...sealing(identity) }
  const pieces = new Vault(emptied(join(config.dataDir, 'pieces')))
  const city: City = { store, vault, pieces, identity: known, roster, nowMs, newId, chance }
  const erased = await settleErasures(city)
  if (erased > 0) log({ event: 'erasures-settled', n: erased })
  const waited = await retryHeld(city)
  if (waited > 0) log({ event: 'held-applied', n: waited })
  const throttle = new Throttle(allowancesOf(config), nowMs)
  const hasRoom = options.hasRoom ?? (() => hasFree(config.dataDir, config.minFreeMiB))
  const gate = new Gate(heavyAtOnce)
  const pushes = startThreads(config, cityEpoch, log, opened)
  const { trustProxy } = config
  const app = httpServer({ city, identity, throttle, gate, hasRoom, log, newId, trustProxy, pushes })
  const watch = watchStandby(city, database, config.standby, log, opened)
  opened.defer(() => stopServing(app))

  const running = opened.move()
  return {
    app,
    identity: known,
    operatorToken,
    durable: database.durable,
    lookAtStandby: async () => watch?.look(),
    close: () => running.disposeAsync(),
  }
}

/** The pair for sticks belongs to the key in the identity file: whoever keeps that file has kept it too. */
function sealing({ keyId, privateKey }: Identity) {
  const keys = sealKeysOf(privateKey)
  return {
    sealKey: keys.publicKey,
    readPiece: (file: Uint8Array) => readPiece(keys, file),
    writeReply: (replyKey: string, reply: BundleReply) => writeReply({ privateKey, keyId }, replyKey, reply),
  }
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  return folder
}

/** What is no setting is dropped by the schema. */
function configOf(options: CityOptions): Config {
  return Config.parse({ port: 0, ...options })
}

/** The lock is only for the embedded database: a real server keeps its own files and takes many visitors. */
async function openDatabase(
  config: Config,
  log: CityLog,
  opened: AsyncDisposableStack,
): Promise<CityDatabase> {
  const { databaseUrl, dataDir, poolSize } = config
  if (databaseUrl) return openServer(databaseUrl, poolSize, (code) => log({ event: 'connection-lost', code }))
  const lock = lockDirectory(dataDir)
  opened.defer(() => lock.release())
  return openEmbedded(dataDir)
}

function startThreads(
  { databaseUrl, pushThreads = 0 }: Config,
  cityEpoch: number,
  log: CityLog,
  opened: AsyncDisposableStack,
): PushThreads | undefined {
  if (!databaseUrl || pushThreads === 0) return undefined
  // Not one thread can be given more than all together.
  const threads = new PushThreads(pushThreads, { databaseUrl, poolSize: heavyAtOnce, cityEpoch }, log)
  opened.defer(() => threads.close())
  return threads
}

/** The coming months of the journal, now and once a day; a year ahead, so that a day it fails on costs nothing. */
async function keepMonthsAhead(
  database: CityDatabase,
  nowMs: () => number,
  log: CityLog,
  opened: AsyncDisposableStack,
): Promise<void> {
  const look = () =>
    database
      .withBareSql((bare) => makeMonths(bare, nowMs()))
      .catch((error: unknown) => log({ event: 'months-failed', code: sqlStateOf(error) ?? 'fault' }))
  await look()
  const daily = setInterval(() => void look(), 86_400_000)
  daily.unref()
  opened.defer(() => clearInterval(daily))
}

/** Only a standby that was named counts: one beside the primary on the same machine is no copy off it. */
function watchStandby(
  city: City,
  database: CityDatabase,
  standby: string | undefined,
  log: CityLog,
  opened: AsyncDisposableStack,
): StandbyWatch | undefined {
  if (!database.durable || standby === undefined) return undefined
  const watch = new StandbyWatch(city, database, standby)
  const look = () =>
    watch
      .look()
      .catch((error: unknown) => log({ event: 'standby-unseen', code: sqlStateOf(error) ?? 'fault' }))
  const often = setInterval(() => void look(), standbyEveryMs)
  often.unref()
  opened.defer(() => clearInterval(often))
  return watch
}

/** Stops accepting, lets what has begun come to its end, and after ten seconds cuts the rest. */
async function stopServing(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), closingMs)
  await app.close()
  clearTimeout(cut)
}

async function hasFree(dir: string, minFreeMiB: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(dir)
  return (bavail * bsize) / 1_048_576 >= minFreeMiB
}

function allowancesOf(config: Config) {
  return {
    address: { burst: config.addressBurst, perHour: config.addressPerHour },
    desk: { burst: config.deskBurst, perHour: config.deskPerHour },
    enrol: { burst: config.enrolPerHour, perHour: config.enrolPerHour },
    office: { burst: config.officeBurst, perHour: config.officePerHour },
    officeKey: defaultAllowances.officeKey,
  }
}
