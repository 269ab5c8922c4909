import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { enrol } from '#main/sync/enrol.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import { aCity, neighbour, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, fridayMorning, root, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { aFaultyLine, type FaultyLine, lineModes } from '../support/faulty-line.ts'
import { aLottery } from '../support/lottery.ts'
import { aRandomHandover, aVisitWithOriginals, inHand, looked } from '../support/random-custody.ts'

const seeds = Number(process.env['SEEDS'] ?? 3)
const from = Number(process.env['FROM'] ?? 1)
const them = { centreId: CentreId.parse(neighbour), centreName: '邻镇便民服务中心' }

type Counter = { desk: TestDesk; readonly line: FaultyLine }
type Custody = {
  readonly totals: {
    readonly in: number
    readonly out: number
    readonly held: number
    readonly waiting: number
  }
  readonly things: readonly {
    readonly thingId: string
    readonly tip: string
    readonly holderAt: string
    readonly disputed: boolean
  }[]
}

/** Real desks, a real city, lines that fail and programs that are cut off, drawn from a seed. */
describe('originals between three desks of two centres', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity({ on: 'pglite' })
  })
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  for (let seed = from; seed < from + seeds; seed += 1)
    test(`each has one holder, none is lost, the city counts what the desks count (seed ${seed})`, async () => {
      const lottery = aLottery(seed)
      const before = await custodyOf(city)
      const counters: Counter[] = []
      for (const centreId of [township, neighbour, neighbour]) counters.push(await open(city, centreId))
      const [ours, first, other] = counters as [Counter, Counter, Counter]
      try {
        // A desk of the same centre is told what earlier desks shared: only what came in here is counted here.
        const cases = new Set<string>()
        for (let n = 0; n < 2; n += 1) {
          ours.desk.clock.nowMs += 60_000
          cases.add((await taken(ours.desk, aVisitWithOriginals('D01', ours.desk.clock.nowMs))).caseId)
        }
        const took = (await inHand(ours.desk)).filter(({ caseId }) => cases.has(caseId)).length
        const twice = new Set<string>()
        for (let n = 0; n < 40; n += 1) {
          const counter = lottery.pick(counters)
          const luck = lottery.draw()
          if (luck < 0.45) await aRandomHandover(lottery, counter.desk)
          else if (luck < 0.7) {
            const here = (await inHand(ours.desk, { at: 'COUNTER', holder: township })).filter(
              ({ offerId }) => !offerId,
            )
            if (here.length === 0) continue
            const row = lottery.pick(here)
            const offered = await ours.desk.ask('custody.offer', { things: [looked(row)], to: them })
            if (!offered.ok) continue
            const accepted = await first.desk.ask('custody.accept', { parts: offered.value.parts })
            if (lottery.chance(0.25)) {
              const again = await other.desk.ask('custody.accept', { parts: offered.value.parts })
              // Or it has heard of the first already.
              if (!again.ok) expect(['offer-accepted', 'not-the-holder']).toContain(again.refusal.code)
              else if (accepted.ok) twice.add(row.thingId)
            }
            if (accepted.ok && lottery.chance(0.5))
              await ours.desk.ask('custody.acknowledge', { parts: accepted.value.receipt })
          } else if (luck < 0.9) counter.line.set(lottery.pick(lineModes))
          else {
            counter.desk = await counter.desk.restart()
            await counter.desk.signIn()
          }
        }
        for (const { line } of counters) line.set('up')
        for (const { desk } of counters) await drain(desk)

        const { things, totals } = await custodyOf(city)
        expect(totals.in - before.totals.in).toBe(took)
        expect(totals.in - totals.out).toBe(totals.held)
        expect(totals.waiting).toBe(0)
        const known = new Set(before.things.map(({ thingId }) => thingId))
        const tips = new Set(counters.flatMap(({ desk }) => tipsOf(desk)))
        const claimed = claimedTwice(counters)
        expect(claimed).toEqual(expect.arrayContaining([...twice]))
        for (const { disputed, thingId, tip } of things.filter((each) => !known.has(each.thingId))) {
          expect(disputed, thingId).toBe(claimed.includes(thingId))
          if (!disputed) expect(tips, thingId).toContain(`${thingId} ${tip}`)
        }
        for (const { desk } of counters) expect(verifyStore(desk.opened.store, root)).toEqual([])
      } finally {
        for (const { desk, line } of counters) {
          await desk.stop()
          await line.close()
        }
      }
    })
})

async function open(city: TestCity, centreId: string): Promise<Counter> {
  const line = await aFaultyLine(city.url)
  const desk = await aDesk({
    enrolled: await enrol(line.url, await city.newCode(centreId), 'custody'),
    cityUrl: line.url,
    sync: true,
    lookEveryMs: 20,
    idleMs: 250,
    clock: { nowMs: fridayMorning },
  })
  await desk.signIn()
  return { desk, line }
}

async function custodyOf(city: TestCity): Promise<Custody> {
  const { body } = await city.operator('GET', `/v1/operator/centres/${township}/custody?limit=200`)
  const found = body as Partial<Custody>
  return { totals: found.totals ?? { in: 0, out: 0, held: 0, waiting: 0 }, things: found.things ?? [] }
}

function tipsOf(desk: TestDesk): string[] {
  return desk.opened.store.client
    .prepare("SELECT thing_id || ' ' || tip FROM custody_thing")
    .pluck()
    .all() as string[]
}

/**
 * Things that two acts of these desks have moved on from the same place: an offer taken twice, or what two desks
 * of a centre, or a desk here and one there, both fetched from a courier before either heard of the other.
 */
function claimedTwice(counters: readonly Counter[]): readonly string[] {
  const legs = counters.flatMap(
    ({ desk }) =>
      desk.opened.store.client
        .prepare('SELECT thing_id, leg_id, base FROM custody_leg WHERE base IS NOT NULL')
        .all() as { thing_id: string; leg_id: string; base: string }[],
  )
  const ways = Map.groupBy(legs, ({ base, thing_id }) => `${thing_id} ${base}`)
  return [...ways.values()].flatMap((some) =>
    some[0] && new Set(some.map(({ leg_id }) => leg_id)).size > 1 ? [some[0].thing_id] : [],
  )
}

/** Liveness: once the faults stop, the desk empties without anyone's help, and nothing comes back. */
async function drain(desk: TestDesk): Promise<void> {
  const untilMs = performance.now() + 60_000
  for (;;) {
    await desk.ask('sync.now', {})
    const status = await desk.ask('sync.status', {})
    if (status.ok && status.value.waiting === 0) {
      expect(status.value).toMatchObject({ returned: 0, held: 0 })
      return
    }
    if (performance.now() > untilMs) throw new Error(`did not drain: ${JSON.stringify(status)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
