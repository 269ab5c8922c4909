import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { strayStatements } from './stray-statements.ts'

const nobody = 65_534
export const binaries = [
  '/usr/lib/postgresql/15/bin',
  '/usr/lib/postgresql/16/bin',
  '/usr/lib/postgresql/17/bin',
].find((dir) => existsSync(join(dir, 'postgres')))

/** False where PostgreSQL is not installed: the tests then skip, visibly. */
export const hasPostgres = binaries !== undefined

/** PostgreSQL refuses to run as root. */
export const asNobody: { readonly uid: number; readonly gid: number } | Record<string, never> =
  process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}

export type Cluster = { readonly newDatabase: () => Promise<string>; readonly stop: () => Promise<void> }

/**
 * A private cluster on loopback in a folder of its own; as root it runs under another uid, as it insists.
 *
 * It writes down every statement, and `stop` throws when a city sent one that names no centre (sync.md F.3
 * rules 10 and 20): so each test that runs on PostgreSQL proves the rule for what it does. Where time is
 * measured nothing is written down: each batch would be written once more, which no city does.
 */
export async function startPostgres({ logged = true } = {}): Promise<Cluster> {
  if (!binaries) throw new Error('PostgreSQL is not installed')
  const dir = mkdtempSync('/tmp/pingchuang-pg-')
  if (process.getuid?.() === 0) chownSync(dir, nobody, nobody)
  chmodSync(dir, 0o700)
  const data = join(dir, 'data')
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'city', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    {
      ...asNobody,
      cwd: dir,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${dir}`,
    'max_connections=60',
    `log_statement=${logged ? 'all' : 'none'}`,
    'log_line_prefix=%a|',
  ]
  const written = join(dir, 'statements')
  const log = openSync(written, 'a')
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...asNobody,
    cwd: dir,
    stdio: ['ignore', 'ignore', log],
  })
  closeSync(log)
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = (name: string) => `postgres://city@127.0.0.1:${port}/${name}`
  await untilReady(url('postgres'))
  let count = 0
  return {
    newDatabase: async () => {
      const name = `city_${++count}`
      await runOnce(url('postgres'), `CREATE DATABASE ${name}`)
      return url(name)
    },
    stop: async () => {
      server.kill('SIGINT')
      await gone
      const stray = strayStatements(readFileSync(written, 'utf8'))
      rmSync(dir, { recursive: true, force: true })
      if (stray.length > 0) throw new Error(`statements without a centre:\n${stray.join('\n')}`)
    },
  }
}

export async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  // A server that dies at this moment is told by the question that fails.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await runOnce(url, 'SELECT 1')
    } catch (error) {
      if (tries > 150) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
