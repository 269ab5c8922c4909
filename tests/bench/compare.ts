import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { enrol } from '#main/sync/enrol.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import type { TestDesk } from '../support/a-desk.ts'
import { type Cluster, hasPostgres, startPostgres } from '../support/a-postgres.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from '../support/city-process.ts'
import { readCity } from './bare-insert.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import { byPost } from './by-post.ts'
import { byPouchDb, installPouchDb } from './by-pouchdb.ts'
import { type CaseFile, caseFilesOf } from './case-files.ts'
import { backendsOf } from './cpu-time.ts'
import { drain } from './drain.ts'
import { round } from './figures.ts'
import { onEmbedded } from './on-embedded.ts'
import type { Bench, Run } from './report.ts'
import { sameCityOn, turnTo } from './second-city.ts'
import { type Sent, sending } from './sending.ts'

/** The same cases sent in our way and in two that others would choose, one after the other in one run. */
export const compare: Bench = { name: 'compare', run: runCompare, onlyByName: true }

/** As many as a browser opens to one host; a queue of requests kept for later sends them one by one. */
const inFlight = 6

/** Our own pushes, which every other way is set beside. */
type Ours = { readonly on: string; readonly sent: Sent }

async function runCompare(run: Run): Promise<void> {
  const cases = run.quick ? 300 : 1_200
  const cluster = hasPostgres ? await startPostgres({ logged: false }) : undefined
  try {
    const { files, ours } = await pushOurs(run, cases, cluster)
    for (const { on, sent } of ours) told(run, `our pump, city on ${on}`, files.length, sent, [])
    if (cluster) {
      for (const many of [1, inFlight]) {
        const sent = await byPost(run.dir, await cluster.newDatabase(), files, many)
        told(run, `one POST a case, ${many} at a time, PostgreSQL`, files.length, sent, ours)
      }
    } else run.skip('the ways to PostgreSQL', 'no PostgreSQL binaries on this machine')
    const place = join(run.dir, 'post-pglite')
    mkdirSync(place)
    const posted = await byPost(run.dir, place, files, 1)
    told(run, 'one POST a case, 1 at a time, PGlite', files.length, posted, ours)
    run.say('installing PouchDB for this run')
    const installed = installPouchDb(run.dir)
    if ('why' in installed) return run.skip('PouchDB to express-pouchdb', installed.why)
    const documents = files.map(({ document }) => document)
    const replicated = await byPouchDb(installed.dir, run.dir, documents)
    told(run, 'PouchDB to express-pouchdb, LevelDB', files.length, replicated, ours)
  } finally {
    await cluster?.stop()
  }
}

type Pushed = { readonly files: readonly CaseFile[]; readonly ours: readonly Ours[] }

/** Our way first: what the city has made of the cases is what the others send and write. */
async function pushOurs(run: Run, cases: number, cluster: Cluster | undefined): Promise<Pushed> {
  const dir = join(run.dir, 'compare-pglite')
  const city = await aCityProcess({ dataDir: dir })
  try {
    const enrolled = await enrol(city.url, await anEnrolmentCode(city), 'bench')
    const clock = { nowMs: Date.now() - daysFor(cases) * 86_400_000 }
    await using desk = await benchDesk({ enrolled, cityUrl: city.url, clock })
    run.say(`generating ${cases} cases through the contract`)
    await playDays(desk, cases, 7)
    const embedded = await sending([city.child.pid ?? 0], () => drain(desk))
    await city.stop()
    const ours = [{ on: 'PGlite', sent: embedded }]
    const files = await onEmbedded(dir, async (database) =>
      caseFilesOf(await readCity(database, Number.MAX_SAFE_INTEGER, enrolled.certificate.centreId)),
    )
    if (!cluster) return { files, ours }
    const sent = await pushToPostgres(run, desk, city, enrolled.certificate, cluster)
    return { files, ours: [...ours, { on: 'PostgreSQL', sent }] }
  } finally {
    await city.stop()
  }
}

async function pushToPostgres(
  run: Run,
  desk: TestDesk,
  first: CityProcess,
  certificate: Certificate,
  cluster: Cluster,
): Promise<Sent> {
  const databaseUrl = await cluster.newDatabase()
  const city = await sameCityOn(databaseUrl, join(run.dir, 'compare-postgres'), first, [certificate])
  try {
    turnTo(desk, city.url)
    return await sending([city.child.pid ?? 0, ...(await backendsOf(databaseUrl))], () => drain(desk))
  } finally {
    await city.stop()
  }
}

function told(run: Run, what: string, cases: number, sent: Sent, ours: readonly Ours[]): void {
  const { cpuS, wire } = sent
  const times = (of: (one: Sent) => number): string =>
    ours.map(({ on, sent: one }) => `${round(of(sent) / of(one))} × ours on ${on}`).join(', ')
  run.add({
    what,
    unit: 'cases/s',
    value: (cases / sent.ms) * 1_000,
    beside: [`${cases} cases, ${wire.requests} requests`, times(({ ms }) => 1 / ms)]
      .filter(Boolean)
      .join(', '),
  })
  run.add({
    what: '  over the wire, both ways, headers and all',
    unit: 'KB/case',
    value: (wire.up + wire.down) / cases / 1_024,
    beside: [`${round(wire.up / cases / 1_024)} up`, times((one) => one.wire.up + one.wire.down)]
      .filter(Boolean)
      .join(', '),
  })
  if (cpuS === undefined) return run.skip('  CPU of each case', 'this system has no /proc')
  run.add({
    what: '  CPU of each case, all processes',
    unit: 'ms',
    value: (cpuS / cases) * 1_000,
    beside: times((one) => one.cpuS ?? Number.NaN),
  })
}
