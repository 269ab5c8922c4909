import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyTemplate } from './city-template.ts'

/** A city in a process of its own, as `npm run city` starts it; killed for real when a test says so. */
export type CityProcess = {
  readonly url: string
  readonly dataDir: string
  readonly operatorToken: string
  /** From the start of the process until it listens. */
  readonly startMs: number
  readonly child: ChildProcess
  /** Sends SIGTERM and waits; SIGKILL when a test wants it hard. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
}

export async function aCityProcess(wish: {
  readonly dataDir: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}): Promise<CityProcess> {
  if (!wish.env?.['CITY_DATABASE_URL']) copyTemplate(wish.dataDir)
  const fromMs = performance.now()
  const root = join(import.meta.dirname, '..', '..')
  const child = spawn(
    process.execPath,
    [join(root, 'src-city', 'hosts', 'server.ts'), '--data', wish.dataDir, '--port', `${wish.port ?? 0}`],
    { cwd: root, env: { ...process.env, ...wish.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let errors = ''
  child.stderr.on('data', (part: Buffer) => {
    errors = (errors + part.toString()).slice(-4_000)
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
      const ready = text.split('\n').find((line) => line.includes('"event":"ready"') && line.endsWith('}'))
      if (ready) resolve((JSON.parse(ready) as { url: string }).url)
    })
    child.once('exit', (code) => reject(new Error(`the city ended before it was ready (${code}): ${errors}`)))
  })
  const startMs = performance.now() - fromMs
  const identity = JSON.parse(readFileSync(join(wish.dataDir, 'city-identity.json'), 'utf8')) as {
    operatorToken: string
  }
  return {
    url,
    dataDir: wish.dataDir,
    operatorToken: identity.operatorToken,
    startMs,
    child,
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}

/** What the people who run the city may ask; throws with the city's own words when refused. */
export async function askOperator<Body>(
  city: Pick<CityProcess, 'url' | 'operatorToken'>,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: unknown,
): Promise<Body> {
  const response = await fetch(city.url + path, {
    method,
    headers: {
      authorization: `Bearer ${city.operatorToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text) as Body
}

/** Registers a centre and asks for a code to enrol one desk with. */
export async function anEnrolmentCode(
  city: Pick<CityProcess, 'url' | 'operatorToken'>,
  centreId = '360322102',
  name = '金山镇便民服务中心',
): Promise<string> {
  await askOperator(city, 'PUT', `/v1/operator/centres/${centreId}`, { name })
  const { code } = await askOperator<{ code: string }>(city, 'POST', '/v1/operator/enrolment-codes', {
    centreId,
  })
  return code
}
