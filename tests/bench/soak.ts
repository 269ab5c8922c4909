import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as later } from 'node:timers/promises'
import { enrol } from '#main/sync/enrol.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { assert } from '#shared/kernel/fault.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { officeAsks } from '../support/an-office.ts'
import { taken } from '../support/at-the-counter.ts'
import { aCityProcess, anEnrolmentCode, askOperator, type CityProcess } from '../support/city-process.ts'
import { fullMoves } from '../support/moves.ts'
import { aVisit } from '../support/visits.ts'
import { round } from './figures.ts'
import type { Bench, Run } from './report.ts'

/** Eight hours at one counter, a case a minute, with pictures, feed and looks: does the desk grow? */
export const soak: Bench = { name: 'soak', run: runSoak, onlyByName: true }

export type SoakWish = {
  readonly dir: string
  readonly secret: string
  readonly minutes: number
  /** How much faster the desk's clock and timers run than ours. */
  readonly pace: number
  readonly sampleEvery: number
}
export type Soaked = {
  readonly minute: number
  readonly cases: number
  readonly heapMb: number
  readonly externalMb: number
  readonly rssMb: number
  /** Database and log. */
  readonly diskMb: number
  readonly entries: number
  /** Entries the city has not confirmed. */
  readonly waiting: number
  /** Pictures the city has verified. */
  readonly sent: number
  /** Entries of the feed. */
  readonly heard: number
}

async function runSoak(run: Run): Promise<void> {
  const minutes = run.quick ? 60 : 480
  const pace = 100
  run.say(`${minutes} minutes in ${Math.round((minutes * 60) / pace)} s`)
  const city = await aCityProcess({ dataDir: join(run.dir, 'city') })
  const department = await aDepartment(city)
  try {
    const [dir, secret] = [join(run.dir, 'desk'), randomBytes(32)]
    const enrolled = await enrol(city.url, await anEnrolmentCode(city), 'soak')
    const clock = { nowMs: Date.now() - 3 * 86_400_000 }
    const first = await aDesk({ dir, secret, enrolled, cityUrl: city.url, install: true, clock })
    await livedBefore(first, run.quick ? 300 : 1_500)
    await first.stop()
    const wish = { dir, secret: secret.toString('hex'), minutes, pace, sampleEvery: minutes / 24 }
    const samples = await sampled(wish, (sample) => run.say(lineOf(sample)))
    tell(run, samples)
  } finally {
    await department.stop()
    await city.stop()
  }
}

/** Days of before: with a database larger than its page cache (16 MB) memory has no reason to grow with the data. */
async function livedBefore(desk: TestDesk, cases: number): Promise<void> {
  desk.opened.store.client.pragma('synchronous = OFF')
  await desk.signIn()
  for (let n = 0; n < cases; n += 1) {
    desk.clock.nowMs += 60_000
    await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }))
  }
}

function tell(run: Run, samples: readonly Soaked[]): void {
  const half = samples.slice(samples.length / 2)
  const [middle, last] = [half[0], samples.at(-1)]
  assert(middle && last, 'a day of eight hours is sampled')
  const grown = (key: 'heapMb' | 'externalMb' | 'rssMb') => slope(half, key) * (last.minute - middle.minute)
  const disk = last.diskMb - middle.diskMb
  run.add({
    what: `JavaScript heap over ${last.minute / 60} hours, growth in the second half`,
    unit: 'MB',
    value: grown('heapMb'),
    blocks: samples.map(({ heapMb }) => heapMb),
    budget: { max: 1 },
    beside: `straight line after forced gc; ${last.cases} cases, ${last.entries} entries (${last.waiting} not confirmed), ${last.sent} pictures verified, ${last.heard} heard`,
  })
  run.add({
    what: '  beside the heap (buffers), growth in the second half',
    unit: 'MB',
    value: grown('externalMb'),
    blocks: samples.map(({ externalMb }) => externalMb),
  })
  run.add({
    what: '  RSS, growth in the second half',
    unit: 'MB',
    value: grown('rssMb'),
    blocks: samples.map(({ rssMb }) => rssMb),
    budget: { max: 5 },
    beside: `the database grew by ${round(disk)} MB in it, to ${round(last.diskMb)} MB`,
  })
}

function lineOf({ cases, heapMb, heard, minute, rssMb, sent, waiting }: Soaked): string {
  const memory = `heap ${round(heapMb)} MB, RSS ${round(rssMb)} MB`
  return `${minute} min: ${memory}, ${cases} cases (${waiting} entries wait), ${sent} pictures, ${heard} heard`
}

/** Least squares through the samples, in MB a minute. */
function slope(samples: readonly Soaked[], key: 'heapMb' | 'externalMb' | 'rssMb'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = mean(samples.map(({ minute }) => minute))
  const y = mean(samples.map((sample) => sample[key]))
  const over = samples.reduce((sum, sample) => sum + (sample.minute - x) * (sample[key] - y), 0)
  const under = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
  return over / under
}

/** An office that deals with what is sent to it, a step a second: the feed has something to bring. */
async function aDepartment(city: CityProcess): Promise<{ readonly stop: () => Promise<void> }> {
  const named = { name: '市场监督管理部门', area: '360322' }
  const { key } = await askOperator<{ key: string }>(city, 'POST', '/v1/operator/offices', named)
  const rest = new AbortController()
  const worked = deals(city, key, rest.signal)
  return {
    stop: async () => {
      rest.abort()
      await worked
    },
  }
}

type Item = { readonly caseNo: string; readonly itemNo: string; readonly state: string }
const steps: Readonly<Record<string, object>> = {
  FORWARDED: fullMoves.ACCEPT,
  ACCEPTED: fullMoves.REVIEW,
  IN_REVIEW: fullMoves.APPROVE,
}

async function deals(city: CityProcess, key: string, until: AbortSignal): Promise<void> {
  for (let after = ''; !until.aborted; await later(1_000)) {
    const { body } = await officeAsks(city.url, key, 'GET', `/v1/department/items?after=${after}&limit=100`)
    const { items, next } = body as { readonly items: readonly Item[]; readonly next: string | null }
    after = next ?? ''
    for (const { caseNo, itemNo, state } of items) {
      const move = steps[state]
      const said = { requestId: `r-${randomUUID()}`, docNo: '栗市监〔2026〕第118号', caseNo, itemNo, move }
      if (move) await officeAsks(city.url, key, 'POST', '/v1/department/acts', said)
    }
  }
}

function sampled(wish: SoakWish, heard: (sample: Soaked) => void): Promise<readonly Soaked[]> {
  const script = join(import.meta.dirname, 'soak-child.ts')
  const child = spawn(process.execPath, ['--expose-gc', script, JSON.stringify(wish)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const samples: Soaked[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    const sample = JSON.parse(line) as Soaked
    samples.push(sample)
    heard(sample)
  })
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(samples) : reject(new Error(`the desk ended with ${code}`)),
    )
  })
}
