import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { extname, join } from 'node:path'
import { z } from 'zod'
import { Fault } from '#shared/kernel/fault.ts'

export type PracticeCity = {
  readonly url: string
  /** A one-time code for one desk of the practice centre. */
  readonly enrolmentCode: (centre: { readonly centreId: string; readonly name: string }) => Promise<string>
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
}

const Identity = z.object({ operatorToken: z.string() })
const patienceMs = 60_000

/**
 * Starts the city of the practice centre on its embedded database, in a process of its own.
 *
 * The desk remembers the city's address from its enrolment, so the port of the first start is kept.
 */
export async function startPracticeCity(root: string, dataDir: string): Promise<PracticeCity> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const port = await settledPort(join(dataDir, 'port'))
  const file = join(root, 'src-city', 'hosts', `server${extname(import.meta.filename)}`)
  const child = spawn(process.execPath, [file, '--data', dataDir, '--port', `${port}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches every process of the terminal; the host ends the city after the desk.
    detached: process.platform !== 'win32',
  })
  const log = createWriteStream(join(dataDir, 'city.log'), { flags: 'a' })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const url = await ready(child, join(dataDir, 'city.log'))
  const { operatorToken } = Identity.parse(
    JSON.parse(readFileSync(join(dataDir, 'city-identity.json'), 'utf8')),
  )
  return {
    url,
    ended,
    enrolmentCode: async ({ centreId, name }) => {
      await ask(url, operatorToken, 'PUT', `/v1/operator/centres/${centreId}`, { name })
      const answer = await ask(url, operatorToken, 'POST', '/v1/operator/enrolment-codes', { centreId })
      return z.object({ code: z.string() }).parse(answer).code
    },
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

function ready(child: ChildProcess, logFile: string): Promise<string> {
  const failed = (why: string) =>
    new Fault(
      'practice-city-failed',
      why,
      `练习用的市级服务没有启动，原因记在 ${logFile}。可以用 npm start -- --reset 重来。`,
    )
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(failed('no answer in time')), patienceMs)
    let text = ''
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString()
      const found = /"event":"ready","url":"([^"]+)"/.exec(text)?.[1]
      if (!found) return
      clearTimeout(late)
      resolve(found)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(failed(`exit ${code}`))
    })
  })
}

async function ask(
  url: string,
  token: string,
  method: string,
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Fault('practice-city-failed', `${method} ${path}: ${response.status}`)
  return response.json()
}

async function settledPort(file: string): Promise<number> {
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'))
  const port = await freePort()
  writeFileSync(file, `${port}`)
  return port
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
