import { listFrom } from '#main/store/queries/journal.ts'
import { enrol } from '#main/sync/enrol.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { planDay } from '../day/plan-day.ts'
import { type AskAs, type Played, playVisit } from '../day/play-visit.ts'
import { aCity, type TestCity } from './a-city.ts'
import { aDesk, fridayMorning, ownPin, rules, type TestDesk } from './a-desk.ts'
import { aFaultyLine, type FaultyLine, lineModes } from './faulty-line.ts'
import { aLottery, type Lottery } from './lottery.ts'

type Counter = { desk: TestDesk; readonly line: FaultyLine; readonly played: Played[] }

/** Several desks of one centre, one city, a bad line each; everything drawn from one seed. */
export type Town = {
  readonly city: TestCity
  readonly counters: readonly Counter[]
  /** One random happening: a visit, a change of the line, a restart of a desk or of the city. */
  readonly step: () => Promise<void>
  /** All lines up, everyone drains; throws when somebody does not. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function aTown(wish: {
  readonly desks: number
  readonly seed: number
  readonly city?: TestCity
}): Promise<Town> {
  const lottery = aLottery(wish.seed)
  const city = wish.city ?? (await aCity())
  const counters: Counter[] = []
  for (let n = 0; n < wish.desks; n += 1) counters.push(await openCounter(city, lottery))
  return {
    city,
    counters,
    step: () => happen(city, counters, lottery),
    settle: async () => {
      for (const { line } of counters) line.set('up')
      for (const { desk } of counters) await drain(desk)
    },
    close: async () => {
      for (const { desk, line } of counters) {
        await desk.stop()
        await line.close()
      }
      if (!wish.city) await city.close()
    },
  }
}

/** Every entry of a desk, as the bytes its hashes were taken over. */
export function entriesOf(desk: TestDesk) {
  return desk.opened.store.read((reader) => listFrom(reader, 0, 1_000_000))
}

async function openCounter(city: TestCity, lottery: Lottery): Promise<Counter> {
  const line = await aFaultyLine(city.url)
  const enrolled = await enrol(line.url, await city.newCode(), 'town')
  const desk = await aDesk({
    enrolled,
    cityUrl: line.url,
    sync: true,
    lookEveryMs: 20,
    idleMs: 250,
    clock: { nowMs: fridayMorning + lottery.below(3_600_000) },
  })
  await desk.signIn()
  return { desk, line, played: [] }
}

async function happen(city: TestCity, counters: readonly Counter[], lottery: Lottery): Promise<void> {
  const counter = lottery.pick(counters)
  const luck = lottery.draw()
  if (luck < 0.7) {
    const visit = planDay(rules.catalogue, lottery, { cases: 1, offlineHours: 0 }).find(
      (step) => 'matter' in step,
    )
    if (!visit || !('matter' in visit)) return
    counter.desk.clock.nowMs += 60_000
    const seat = { ask: counter.desk.ask as AskAs, ...ownPin(counter.desk).confirm }
    const played = await playVisit(seat, rules.catalogue, visit, () => uuidV7(counter.desk.clock.nowMs))
    if (played.ok) counter.played.push(played)
  } else if (luck < 0.92) counter.line.set(lottery.pick(lineModes))
  else if (luck < 0.98) {
    counter.desk = await counter.desk.restart()
    await counter.desk.signIn()
  } else await city.restart()
}

/** Liveness: once the faults stop, the desk empties without anyone's help. */
async function drain(desk: TestDesk): Promise<void> {
  const untilMs = performance.now() + 30_000
  for (;;) {
    await desk.ask('sync.now', {})
    const status = await desk.ask('sync.status', {})
    if (status.ok && status.value.waiting === 0) return
    if (performance.now() > untilMs) throw new Error(`did not drain: ${JSON.stringify(status)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
