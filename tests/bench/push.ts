import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { CityDatabase } from '#city/store/database.ts'
import { openServer } from '#city/store/server-pool.ts'
import { overHttp } from '#main/sync/carry.ts'
import { type Enrolled, enrol } from '#main/sync/enrol.ts'
import { assert } from '#shared/kernel/fault.ts'
import { type TestDesk } from '../support/a-desk.ts'
import { hasPostgres, startPostgres } from '../support/a-postgres.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from '../support/city-process.ts'
import { type CityRows, insertBare, readCity } from './bare-insert.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import { type CountedCarry, countCarry } from './counting-carry.ts'
import { drain, rateOf } from './drain.ts'
import { median, round, secondHalf } from './figures.ts'
import { onEmbedded } from './on-embedded.ts'
import { type Pushed, pushRecorded, pushTo } from './push-once.ts'
import { type RecordedLog, recordPushes } from './recorded-push.ts'
import type { Bench, Run } from './report.ts'
import { sameCityOn, turnTo } from './second-city.ts'
import { pushTen } from './ten-cases.ts'

const bareEntriesMax = 12_000
/** Desks that have as much to send at the same time. */
const centres = [360_322_101, 360_322_102, 360_322_103, 360_322_104]

type Sender = { readonly desk: TestDesk; readonly enrolled: Enrolled; readonly recorded: Recorder }
type Recorder = ReturnType<typeof recordPushes>

/** Long backlogs through the desk's own pump, to a city in a process of its own, on both databases. */
export const push: Bench = { name: 'push', run: runPush }

async function runPush(run: Run): Promise<void> {
  const cases = run.quick ? 1_500 : 8_000
  const sent = countCarry()
  const dataDir = join(run.dir, 'city-pglite')
  let city = await aCityProcess({ dataDir })
  await using desks = new AsyncDisposableStack()
  try {
    const senders: Sender[] = []
    for (const [n, centre] of centres.entries()) {
      const code = await anEnrolmentCode(city, `${centre}`, `${n}镇`)
      const enrolled = await enrol(city.url, code, 'bench', undefined, n === 0 ? sent.carry : overHttp)
      const many = n === 0 ? cases : cases / 2
      const clock = { nowMs: Date.now() - daysFor(many) * 86_400_000 }
      const desk = desks.use(await benchDesk({ enrolled, cityUrl: city.url, clock }))
      run.say(`generating ${many} cases through the contract, desk ${n + 1} of ${centres.length}`)
      await playDays(desk, many, 7 + n)
      senders.push({ desk, enrolled, recorded: recordPushes(n === 0 ? sent.carry : overHttp) })
    }
    const [first, ...others] = senders
    assert(first, 'there is a first desk')
    // As it was before anything was pushed, for those who push it once more.
    const before = join(run.dir, 'city-before')
    await city.stop()
    cpSync(dataDir, before, { recursive: true })
    city = await aCityProcess({ dataDir, port: Number(new URL(city.url).port) })
    const enrolBytes = sent.of('/v1/enrol').bodyBytes
    await pushTo(run, first.desk, city, { on: 'PGlite', min: 3_000, carry: first.recorded.carry })
    wire(run, sent, cases, enrolBytes)
    await pushTen(run, first.desk, sent)
    for (const { desk, recorded } of others) await drain(desk, recorded.carry)
    await city.stop()
    const rows = await onEmbedded(dataDir, (database) =>
      readCity(database, bareEntriesMax, first.enrolled.certificate.centreId),
    )
    const logs = senders.map(({ enrolled, recorded }) => ({ enrolled, batches: recorded.batches }))
    city = await aCityProcess({ dataDir: before })
    const pushed = await pushRecorded(run, logs, { on: 'PGlite', city })
    await city.stop()
    await bare(run, 'PGlite', pushed, rows, (work) => onEmbedded(join(run.dir, 'bare-pglite'), work))
    if (hasPostgres) await onPostgres(run, first, logs, city, rows)
    else run.skip('push to PostgreSQL', 'no PostgreSQL binaries on this machine')
  } finally {
    await city.stop()
  }
}

async function onPostgres(
  run: Run,
  sender: Sender,
  logs: readonly RecordedLog[],
  first: CityProcess,
  rows: CityRows,
): Promise<void> {
  const cluster = await startPostgres({ logged: false })
  const certificates = logs.map(({ enrolled }) => enrolled.certificate)
  const cityOn = async (name: string) => {
    const databaseUrl = await cluster.newDatabase()
    return { databaseUrl, city: await sameCityOn(databaseUrl, join(run.dir, name), first, certificates) }
  }
  try {
    const { city, databaseUrl } = await cityOn('city-postgres')
    try {
      turnTo(sender.desk, city.url)
      await pushTo(run, sender.desk, city, { on: 'PostgreSQL, by one desk beside it', databaseUrl })
    } finally {
      await city.stop()
    }
    const fresh = await cityOn('city-postgres-many')
    try {
      const pushed = await pushRecorded(run, logs, { on: 'PostgreSQL', min: 8_000, ...fresh })
      await bare(run, 'PostgreSQL', pushed, rows, async (work) => {
        const database = await openServer(await cluster.newDatabase(), 2, () => undefined)
        try {
          return await work(database)
        } finally {
          await database.close()
        }
      })
    } finally {
      await fresh.city.stop()
    }
  } finally {
    await cluster.stop()
  }
}

async function bare(
  run: Run,
  on: string,
  pushed: Pushed,
  rows: CityRows,
  within: (work: (database: CityDatabase) => Promise<void>) => Promise<void>,
): Promise<void> {
  const perBatch = Math.round(pushed.perBatch)
  await within(async (database) => {
    const inserted = await insertBare(database, rows, perBatch)
    run.add({
      what: `  the same rows by hand-written multi-row inserts, ${on}`,
      unit: 'entries/s',
      value: rateOf(inserted),
      blocks: inserted.rates,
      beside: `${perBatch} entries a transaction`,
    })
    run.add({
      what: `  bare inserts against push, ${on}`,
      unit: '×',
      value: median(secondHalf(inserted.rates)) / pushed.rate,
      beside: 'the second half of both',
      // Push is to reach 0.6 of them.
      budget: { max: 1 / 0.6 },
    })
  })
}

function wire(run: Run, sent: CountedCarry, cases: number, enrolBytes: number): void {
  const pushed = sent.of('/v1/push')
  const hello = sent.of('/v1/hello')
  run.add({
    what: 'wire, push bodies as sent (zstd)',
    unit: 'KB/case',
    value: pushed.bodyBytes / cases / 1_024,
    budget: { max: 1.2 },
    beside: `${pushed.requests} requests, own headers ${round(pushed.headerBytes / pushed.requests)} bytes each`,
  })
  run.add({ what: 'wire, once: enrol body', unit: 'bytes', value: enrolBytes })
  run.add({
    what: 'wire, each greeting: hello body',
    unit: 'bytes',
    value: hello.bodyBytes / Math.max(1, hello.requests),
  })
}
