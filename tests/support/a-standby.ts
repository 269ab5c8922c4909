import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { asNobody, binaries, freePort, runOnce } from './a-postgres.ts'

type Node = { readonly data: string; readonly port: number; server: ChildProcess | undefined }

/** A primary and its synchronous standby, behind one address that a failover turns to the other of the two. */
export type Pair = {
  /** What the city connects to. */
  readonly url: string
  /** The primary of this moment, for looking at what it has. */
  readonly primaryUrl: () => string
  /** `kill -9` on the primary, and start on the same files. */
  readonly killPrimary: () => Promise<void>
  /** `kill -9` on the primary for good: the standby takes over and gets a new standby, copied from it. */
  readonly failOver: () => Promise<void>
  readonly stop: () => Promise<void>
}

const database = 'city'

export async function aPair(): Promise<Pair> {
  if (!binaries) throw new Error('PostgreSQL is not installed')
  const dir = mkdtempSync('/tmp/pingchuang-pair-')
  if (process.getuid?.() === 0) chownSync(dir, asNobody.uid ?? 0, asNobody.gid ?? 0)
  chmodSync(dir, 0o700)
  let primary: Node = { data: join(dir, 'one'), port: await freePort(), server: undefined }
  let standby: Node = { data: join(dir, 'two'), port: await freePort(), server: undefined }
  run(dir, 'initdb', '-D', primary.data, '-U', 'city', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N')
  await start(dir, primary)
  await runOnce(urlOf(primary, 'postgres'), `CREATE DATABASE ${database}`)
  await follow(dir, standby, primary)
  await runOnce(urlOf(primary, 'postgres'), "ALTER SYSTEM SET synchronous_standby_names = '*'")
  await runOnce(urlOf(primary, 'postgres'), 'SELECT pg_reload_conf()')
  const door = new Door(() => primary.port)
  const port = await door.open()
  return {
    url: `postgres://city@127.0.0.1:${port}/${database}`,
    primaryUrl: () => urlOf(primary, database),
    killPrimary: async () => {
      await kill(primary)
      await start(dir, primary)
    },
    failOver: async () => {
      await kill(primary)
      door.shut()
      await runOnce(urlOf(standby, 'postgres'), 'SELECT pg_promote(true, 20)')
      ;[primary, standby] = [standby, primary]
      door.shut()
      await follow(dir, standby, primary)
    },
    stop: async () => {
      door.close()
      await Promise.all([kill(primary), kill(standby)])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Copies the primary and follows it from there. */
async function follow(dir: string, node: Node, primary: Node): Promise<void> {
  rmSync(node.data, { recursive: true, force: true })
  const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'city']
  run(dir, 'pg_basebackup', '-D', node.data, ...from, '-R', '-X', 'stream', '-c', 'fast', '--no-sync')
  await start(dir, node)
}

async function start(dir: string, node: Node): Promise<void> {
  const settings = [
    `port=${node.port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${dir}`,
    'max_connections=40',
    'shared_buffers=32MB',
    // A standby looks for its primary again at once, not after five seconds.
    'wal_retrieve_retry_interval=100ms',
  ]
  const args = ['-D', node.data, ...settings.flatMap((one) => ['-c', one])]
  for (let tries = 0; tries < 100; tries++) {
    const server = spawn(join(binaries ?? '', 'postgres'), args, { ...asNobody, cwd: dir, stdio: 'ignore' })
    node.server = server
    while (server.exitCode === null)
      try {
        return await runOnce(urlOf(node, 'postgres'), 'SELECT 1')
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    // Right after `kill -9` the children may still hold the memory of the one that was killed.
  }
  throw new Error('PostgreSQL does not start')
}

function kill({ server }: Node): Promise<void> {
  return new Promise((resolve) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return resolve()
    server.once('exit', () => resolve())
    server.kill('SIGKILL')
  })
}

function run(dir: string, name: string, ...args: readonly string[]): void {
  const done = spawnSync(join(binaries ?? '', name), args, { ...asNobody, cwd: dir, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${name}: ${done.stderr}`)
}

function urlOf({ port }: Node, name: string): string {
  return `postgres://city@127.0.0.1:${port}/${name}`
}

/** The one address: whoever comes is led to the primary of the moment; turning cuts who was led elsewhere. */
class Door {
  readonly #to: () => number
  readonly #server: Server
  readonly #open = new Set<Socket>()

  constructor(to: () => number) {
    this.#to = to
    this.#server = createServer((from) => {
      const onward = connect(this.#to(), '127.0.0.1')
      for (const socket of [from, onward]) {
        this.#open.add(socket)
        socket.on('error', () => undefined)
        socket.once('close', () => {
          this.#open.delete(socket)
          from.destroy()
          onward.destroy()
        })
      }
      from.pipe(onward).pipe(from)
    })
  }

  async open(): Promise<number> {
    const port = await freePort()
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return port
  }

  shut(): void {
    for (const socket of this.#open) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.shut()
  }
}
