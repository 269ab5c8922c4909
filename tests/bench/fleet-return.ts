import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { push } from '#main/sync/city-client.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { happened, nextStep, startOutbox } from '#shared/replication/outbox.ts'
import { aLog } from '../support/a-log.ts'
import { hasPostgres, startPostgres } from '../support/a-postgres.ts'
import { aCityProcess } from '../support/city-process.ts'
import { aLottery } from '../support/lottery.ts'
import { cityRequests } from './city-times.ts'
import { quantile } from './figures.ts'
import { aFleet, type FleetDesk } from './fleet-log.ts'
import type { Bench, Run } from './report.ts'

/** Three days at a township counter. */
const casesWaiting = 105

/** Many desks back on the line in the same second, each with three days to send. */
export const fleetReturn: Bench = { name: 'fleet-return', run: runReturn }

async function runReturn(run: Run): Promise<void> {
  if (!hasPostgres) return run.skip('a fleet that returns', 'no PostgreSQL binaries on this machine')
  const size = { desks: run.quick ? 40 : 200, cases: run.quick ? 30 : casesWaiting }
  const cluster = await startPostgres({ logged: false })
  try {
    const databaseUrl = await cluster.newDatabase()
    const city = await aCityProcess({
      dataDir: join(run.dir, 'fleet'),
      env: { CITY_DATABASE_URL: databaseUrl },
    })
    try {
      const fleet = await aFleet(city, databaseUrl, size)
      const requests = cityRequests(city)
      const startedMs = performance.now()
      const told = await Promise.all(fleet.map((desk, n) => drained(desk, aLottery(n))))
      const tookS = (performance.now() - startedMs) / 1_000
      const answeredMs = told.flatMap((one) => one.answeredMs)
      run.add({
        what: `${size.desks} desks with three days each, until all is taken`,
        unit: 's',
        value: tookS,
        budget: { max: 900 },
        beside: `${size.desks * (fleet[0]?.entries.length ?? 0)} entries, ${answeredMs.length} batches, ${told.reduce((sum, { waits }) => sum + waits, 0)} times told to wait`,
      })
      run.add({
        what: '  from request to answer, p99',
        unit: 'ms',
        value: quantile(answeredMs, 0.99),
        budget: { max: 2_000 },
        beside: `p50 ${Math.round(quantile(answeredMs, 0.5))}`,
      })
      run.add({
        what: '  answers of 500 and above',
        unit: '',
        value: requests.filter(({ status = 0 }) => status >= 500).length,
        budget: { max: 0 },
      })
    } finally {
      await city.stop()
    }
  } finally {
    await cluster.stop()
  }
}

type Told = { readonly answeredMs: readonly number[]; readonly waits: number }

/** What the courier of a desk does, by the same machine: send, grow, wait when the city is busy. */
async function drained(
  { enrolled, entries, line }: FleetDesk,
  lottery: ReturnType<typeof aLottery>,
): Promise<Told> {
  const answeredMs: number[] = []
  let waits = 0
  let outbox = startOutbox(entries.length, 0)
  const log = aLog(enrolled, { entries })
  for (;;) {
    const pause = nextStep(outbox, lottery.draw())
    if (pause.do === 'wait') await after(pause.delayMs)
    // After the pause it is tried, and only an answer makes the next pause short again.
    const next = nextStep({ ...outbox, failures: 0 }, 0)
    if (next.do !== 'send') return { answeredMs, waits }
    const bytes = gzipSync(
      JSON.stringify({ ...log.batch(next.after + 1, next.through), proto: 2, batchId: uuidV7(Date.now()) }),
    )
    const startedMs = performance.now()
    const reply = await push(line, { bytes, packing: 'gzip' })
    const tookMs = performance.now() - startedMs
    if (reply.type === 'answer') {
      answeredMs.push(tookMs)
      outbox = happened(outbox, { type: 'accepted', through: reply.body.received.seq, tookMs })
    } else if (reply.type === 'outage') {
      waits += 1
      outbox = happened(outbox, { type: 'outage', reason: reply.reason })
    } else throw new Error(`${reply.status} ${reply.problem.code}`)
  }
}
