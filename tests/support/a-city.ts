import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CityOptions, type RunningCity, startCity } from '#city/hosts/start-city.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { Certificate, EnrolAnswer } from '#shared/protocol/messages.ts'
import { answerVerifies, proveEnrolment } from '#shared/protocol/signing.ts'
import type { EnrolledDesk } from './a-log.ts'
import { binaries, type Cluster, runOnce, startPostgres } from './a-postgres.ts'
import { copyTemplate } from './city-template.ts'

export { hasPostgres } from './a-postgres.ts'

export type CityOn = 'pglite' | 'postgres'
export const township = '360322102'
export const neighbour = '360322103'

const made: string[] = []
let cluster: Promise<Cluster> | undefined

/** What a test stands on that does not say: the lane of PostgreSQL plays such tests once more (vitest.config.ts). */
const usual: CityOn = process.env['CITY_ON'] === 'postgres' ? 'postgres' : 'pglite'

/** A whole city on a real database, with one centre; everything it made goes with `close`. */
export async function aCity({
  on = usual,
  ...options
}: { readonly on?: CityOn } & Partial<CityOptions> = {}) {
  const dataDir = options.dataDir ?? newDataDir()
  if (on === 'pglite') copyTemplate(dataDir)
  const databaseUrl = on === 'postgres' ? (options.databaseUrl ?? (await newDatabase())) : undefined
  let settings: CityOptions = { ...options, dataDir, ...(databaseUrl ? { databaseUrl } : {}) }
  let running = await startCity(settings)
  const city = {
    on,
    get url() {
      return running.url
    },
    get running(): RunningCity {
      return running
    },
    dataDir,
    databaseUrl,
    /** The server cuts every connection of this city, as it does when it is stopped. */
    loseConnections: () =>
      runOnce(
        databaseUrl ?? '',
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
      ),
    operator: (method: string, path: string, body?: unknown) => operatorAsks(running, method, path, body),
    newCode: async (centreId = township) => {
      await operatorAsks(running, 'PUT', `/v1/operator/centres/${centreId}`, { name: '某镇便民服务中心' })
      const made = await operatorAsks(running, 'POST', '/v1/operator/enrolment-codes', { centreId })
      return (made.body as { code: string }).code
    },
    enrolledDesk: async (centreId = township): Promise<EnrolledDesk> => {
      const { answer, keys } = await enrol(running.url, await city.newCode(centreId))
      const read = EnrolAnswer.parse(JSON.parse(answer.text))
      if (!answerVerifies(read.cityKey, read)) throw new Error('the certificate is not signed')
      const certificate = Certificate.parse(JSON.parse(read.body))
      return { url: running.url, cityKey: read.cityKey, certificate, ...keys }
    },
    /** Stops and starts on the same data and the same port, as after an update. */
    restart: async (change: Partial<CityOptions> = {}) => {
      await running.close()
      running = await startCity({ ...settings, port: Number(new URL(running.url).port), ...change })
    },
    /** Stops, loses its database with everything in it, and starts again as the city it says it is. */
    loseMemory: async () => {
      await running.close()
      if (on === 'pglite') rmSync(join(dataDir, 'pg'), { recursive: true })
      else settings = { ...settings, databaseUrl: await newDatabase() }
      running = await startCity({ ...settings, port: Number(new URL(running.url).port) })
    },
    close: async () => {
      await running.close()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return city
}

export type TestCity = Awaited<ReturnType<typeof aCity>>

export async function enrol(url: string, code: string, keys = makeKeyPair(), change: object = {}) {
  const proof = proveEnrolment(keys.privateKey, code, keys.publicKey)
  const message = { proto: 1, code, deskKey: keys.publicKey, proof, appVersion: '0.1.0', ...change }
  const response = await fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  })
  return { answer: { status: response.status, headers: response.headers, text: await response.text() }, keys }
}

/** Once, when the last test of a file is done. */
export async function stopDatabases(): Promise<void> {
  await (await cluster)?.stop()
  cluster = undefined
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
}

/** A folder that goes with `stopDatabases`. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-city-'))
  made.push(dir)
  return dir
}

export async function newDatabase(): Promise<string> {
  cluster ??= startPostgres()
  return (await cluster).newDatabase()
}

/** What `pg_dump` wrote of a database, read into an empty one: the backup of this moment, restored. */
export async function restoredFrom(databaseUrl: string): Promise<string> {
  const copy = await newDatabase()
  const [dump, read] = ['pg_dump', 'psql'].map((name) => join(binaries ?? '', name))
  const said = spawnSync(dump ?? '', [databaseUrl], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const done = spawnSync(read ?? '', ['-q', '-v', 'ON_ERROR_STOP=1', copy], {
    encoding: 'utf8',
    input: said.stdout,
  })
  if (said.status !== 0 || done.status !== 0) throw new Error(`${said.stderr}${done.stderr}`)
  return copy
}

export async function operatorAsks(
  city: Pick<RunningCity, 'url' | 'operatorToken'>,
  method: string,
  path: string,
  body?: unknown,
) {
  const response = await fetch(city.url + path, {
    method,
    headers: {
      authorization: `Bearer ${city.operatorToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
