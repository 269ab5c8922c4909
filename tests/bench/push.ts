import { join } from 'node:path'
import type { CityDatabase } from '#city/store/database.ts'
import { openServer } from '#city/store/server-pool.ts'
import { enrol } from '#main/sync/enrol.ts'
import { type TestDesk } from '../support/a-desk.ts'
import { hasPostgres, startPostgres } from '../support/a-postgres.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from '../support/city-process.ts'
import { type CityRows, insertBare, readCity } from './bare-insert.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import { type CountedCarry, countCarry } from './counting-carry.ts'
import { type Drained, rateOf } from './drain.ts'
import { round } from './figures.ts'
import { onEmbedded } from './on-embedded.ts'
import { pushTo } from './push-once.ts'
import type { Bench, Run } from './report.ts'
import { sameCityOn, turnTo } from './second-city.ts'
import { pushTen } from './ten-cases.ts'

const bareEntriesMax = 12_000

/** A long backlog through the desk's own pump, to a city in a process of its own, on both databases. */
export const push: Bench = { name: 'push', run: runPush }

async function runPush(run: Run): Promise<void> {
  const cases = run.quick ? 1_500 : 8_000
  const sent = countCarry()
  const city = await aCityProcess({ dataDir: join(run.dir, 'city-pglite') })
  try {
    const enrolled = await enrol(city.url, await anEnrolmentCode(city), 'bench', undefined, sent.carry)
    const clock = { nowMs: Date.now() - daysFor(cases) * 86_400_000 }
    await using desk = await benchDesk({ enrolled, cityUrl: city.url, clock })
    run.say(`generating ${cases} cases through the contract`)
    await playDays(desk, cases, 7)
    const enrolBytes = sent.of('/v1/enrol').bodyBytes
    const drained = await pushTo(run, desk, city, { on: 'PGlite', min: 3_000, carry: sent.carry })
    wire(run, sent, cases, enrolBytes)
    await pushTen(run, desk, sent)
    await city.stop()
    const rows = await onEmbedded(join(run.dir, 'city-pglite'), (database) =>
      readCity(database, bareEntriesMax),
    )
    await bare(run, 'PGlite', drained, rows, (work) => onEmbedded(join(run.dir, 'bare-pglite'), work))
    if (hasPostgres) await onPostgres(run, desk, city, enrolled.certificate, rows)
    else run.skip('push to PostgreSQL', 'no PostgreSQL binaries on this machine')
  } finally {
    await city.stop()
  }
}

async function onPostgres(
  run: Run,
  desk: TestDesk,
  first: CityProcess,
  certificate: Parameters<typeof sameCityOn>[3],
  rows: CityRows,
): Promise<void> {
  const cluster = await startPostgres({ logged: false })
  try {
    const databaseUrl = await cluster.newDatabase()
    const city = await sameCityOn(databaseUrl, join(run.dir, 'city-postgres'), first, certificate)
    try {
      turnTo(desk, city.url)
      const drained = await pushTo(run, desk, city, { on: 'PostgreSQL', min: 8_000, databaseUrl })
      await bare(run, 'PostgreSQL', drained, rows, async (work) => {
        const database = await openServer(await cluster.newDatabase(), 2, () => undefined)
        try {
          return await work(database)
        } finally {
          await database.close()
        }
      })
    } finally {
      await city.stop()
    }
  } finally {
    await cluster.stop()
  }
}

async function bare(
  run: Run,
  on: string,
  drained: Drained,
  rows: CityRows,
  within: (work: (database: CityDatabase) => Promise<void>) => Promise<void>,
): Promise<void> {
  const perBatch = Math.round(drained.entries / drained.marks.length)
  await within(async (database) => {
    const inserted = await insertBare(database, rows, perBatch)
    const rate = rateOf(inserted)
    run.add({
      what: `  the same rows by hand-written multi-row inserts, ${on}`,
      unit: 'entries/s',
      value: rate,
      blocks: inserted.rates,
      beside: `${perBatch} entries a transaction`,
    })
    run.add({
      what: `  bare inserts against push, ${on}`,
      unit: '×',
      value: rate / rateOf(drained),
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
