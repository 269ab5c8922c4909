import type { Carry } from '#main/sync/carry.ts'
import type { TestDesk } from '../support/a-desk.ts'
import type { CityProcess } from '../support/city-process.ts'
import { cityRequests } from './city-times.ts'
import { backendsOf, cpuSeconds } from './cpu-time.ts'
import { type Drained, drain, rateOf, ratesOf } from './drain.ts'
import { round } from './figures.ts'
import { halved, type RecordedLog, sendRecorded } from './recorded-push.ts'
import type { Run } from './report.ts'

/** Entries a batch, and entries/s of the second half: who runs for months began once. */
export type Pushed = { readonly perBatch: number; readonly rate: number }
type To = {
  readonly on: string
  readonly min?: number
  readonly databaseUrl?: string
  readonly carry?: Carry
}

/** The whole backlog to one city: how fast, and where the time and the work of each entry went. */
export async function pushTo(run: Run, desk: TestDesk, city: CityProcess, to: To): Promise<void> {
  const requests = cityRequests(city)
  const before = await workDone(city, to)
  const drained = await drain(desk, to.carry)
  const after = await workDone(city, to)
  // The city writes its log line after the answer is on the line.
  await new Promise((resolve) => setTimeout(resolve, 100))
  const pushes = requests.filter(({ route }) => route === 'POST /v1/push')
  const cityMs = pushes.reduce((sum, { ms }) => sum + ms, 0)
  const batches = drained.marks.length
  run.add({
    what: `push to ${to.on}`,
    unit: 'entries/s',
    value: rateOf(drained),
    blocks: ratesOf(drained, 6),
    ...(to.min === undefined ? {} : { budget: { min: to.min } }),
    beside: `${drained.entries} entries in ${batches} requests, largest ${largest(drained)}`,
  })
  run.add({
    what: '  of each request: in the city',
    unit: 'ms',
    value: cityMs / batches,
    beside: 'unpack, verify, wait for the batch before, journal, apply, commit; the next is on its way',
  })
  work(run, before, after, drained.entries)
}

/**
 * The same city with the backlogs of several desks at the same time, as they once went on the line: what the city
 * takes on this machine. A desk reads, presses and writes down on a machine of its own.
 */
export async function pushRecorded(
  run: Run,
  logs: readonly RecordedLog[],
  { city, ...to }: To & { readonly city: CityProcess },
): Promise<Pushed> {
  const [cold, warm] = halved(logs)
  const { entries: began, ms: beganMs } = await sendRecorded(city.url, cold)
  const before = await workDone(city, to)
  const { batches, entries, ms } = await sendRecorded(city.url, warm)
  const after = await workDone(city, to)
  const rate = rateOf({ entries, ms })
  run.add({
    what: `push to ${to.on}, by ${logs.length} desks elsewhere`,
    unit: 'entries/s',
    value: rate,
    ...(to.min === undefined ? {} : { budget: { min: to.min } }),
    beside: `${entries} entries in ${batches} requests; the ${began} before, of a city that just began: ${round(rateOf({ entries: began, ms: beganMs }))}/s`,
  })
  work(run, before, after, entries)
  return { perBatch: entries / batches, rate }
}

type Work = Readonly<Record<string, number | undefined>>

async function workDone(city: CityProcess, { databaseUrl }: To): Promise<Work> {
  return {
    desk: cpuSeconds([process.pid]),
    city: cpuSeconds([city.child.pid ?? 0]),
    ...(databaseUrl ? { PostgreSQL: cpuSeconds(await backendsOf(databaseUrl)) } : {}),
  }
}

/** CPU time says what the program costs also where others use the machine at the same time. */
function work(run: Run, before: Work, after: Work, entries: number): void {
  const parts = Object.entries(after).flatMap(([name, seconds]) => {
    const from = before[name]
    return seconds === undefined || from === undefined
      ? []
      : [{ name, us: ((seconds - from) / entries) * 1e6 }]
  })
  if (parts.length === 0) return run.skip('  CPU of each entry', 'this system has no /proc')
  const us = parts.reduce((sum, part) => sum + part.us, 0)
  run.add({
    what: '  CPU of each entry, all processes',
    unit: 'µs',
    value: us,
    beside: `${parts.map((part) => `${part.name} ${round(part.us)}`).join(', ')}: one after the other ${round(1e6 / us)} entries/s`,
  })
}

function largest({ marks }: Drained): number {
  return Math.max(...marks.map(({ seq }, n) => seq - (marks[n - 1]?.seq ?? 0)))
}
