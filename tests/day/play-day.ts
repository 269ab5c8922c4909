import { join } from 'node:path'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { installDesk } from '#main/hosts/install-desk.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { loadRules } from '#main/hosts/rules.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import type { Session } from '#main/services/desk.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { people, root } from '../support/a-desk.ts'
import { aCityProcess, anEnrolmentCode } from '../support/city-process.ts'
import { aFaultyLine } from '../support/faulty-line.ts'
import { aLottery } from '../support/lottery.ts'
import { type Comparison, compareSides } from './compare.ts'
import { type DayStep, type ReadLine, type Visit, withKnownAnswers } from './day-file.ts'
import { planDay } from './plan-day.ts'
import { type AskAs, type Played, playVisit, type Seat } from './play-visit.ts'
import { refusalWords } from './refusal-words.ts'

export type DayWish = {
  readonly dir: string
  readonly cases: number
  readonly seed: number
  readonly offlineHours: number
  readonly lines: readonly ReadLine[] | undefined
  readonly say: (line: string) => void
  readonly secret: Buffer
  readonly newId: () => string
}

export type Refused = { readonly n: number; readonly code: string; readonly sentence: string }
export type DayReport = Comparison & {
  readonly visits: number
  readonly decided: number
  readonly refused: readonly Refused[]
  readonly lineFaults: number
  readonly bytesPerCase: number
  readonly seconds: number
  readonly counterSeconds: number
  readonly drainSeconds: number
}

const centreId = '360322102'
const day = '2026-09-18'
const drainPatienceMs = 120_000

/** A whole counter day: city process, line that fails, desk, visits, reconnection, comparison. */
export async function playDay(wish: DayWish): Promise<DayReport> {
  const startedMs = performance.now()
  const rules = loadRules(root)
  wish.say('正在启动市级服务……')
  const city = await aCityProcess({ dataDir: join(wish.dir, 'city') })
  const line = await aFaultyLine(city.url)
  const clock = { nowMs: Date.parse(`${day}T08:30:00+08:00`) }
  const seams: Seams = { ...systemSeams(), wallMs: () => clock.nowMs, newId: wish.newId }
  const opened = openDesk(root, join(wish.dir, 'desk'), wish.secret)
  wish.say('正在登记工作台……')
  const enrolled = await enrol(line.url, await anEnrolmentCode(city, centreId), 'day')
  await installDesk(opened.store, seams, rules, {
    enrolled,
    cityUrl: line.url,
    practice: true,
    staff: people,
  })
  const faults: unknown[] = []
  opened.markInstalled()
  const engine = runDesk({
    store: opened.store,
    pictures: opened.pictures,
    seams,
    rules,
    changed: () => undefined,
    faulted: (error) => faults.push(error),
    lookEveryMs: 500,
    timeoutMs: 4_000,
  })
  try {
    const seats = await signedIn(engine.ask)
    const steps: readonly ReadLine[] =
      wish.lines?.map((each) => withKnownAnswers(rules.catalogue, each)) ??
      planDay(rules.catalogue, aLottery(wish.seed), wish).map((step, n) => ({ n: n + 1, step }))
    wish.say(`开门：${steps.length} 行。`)
    const played: Played[] = []
    const refused: Refused[] = []
    let lineFaults = 0
    for (const { n, ...read } of steps) {
      if ('problem' in read) {
        refused.push({ n, code: 'line-malformed', sentence: `这一行读不懂（${read.problem}），没有办理。` })
        continue
      }
      setClock(clock, read.step)
      if ('line' in read.step) {
        line.set(read.step.line)
        if (read.step.line !== 'up') lineFaults += 1
        await breathe()
        continue
      }
      const result = await playVisit(seatOf(seats, read.step), rules.catalogue, read.step, wish.newId)
      if (result.ok) played.push(result)
      else refused.push({ n, code: result.code, sentence: refusalWords(result) })
      await breathe()
    }
    const counterMs = performance.now() - startedMs
    const manager = seats.at(-1)?.ask
    if (!manager) throw new Error('nobody is at the desk')
    wish.say('关门，恢复联网，等市级确认……')
    line.set('up')
    await drained(manager, faults)
    const drainMs = performance.now() - startedMs - counterMs
    const comparison = await compareSides(manager, city, centreId, played)
    return {
      ...comparison,
      visits: steps.filter((each) => 'step' in each && !('line' in each.step)).length,
      decided: played.length,
      refused,
      lineFaults,
      bytesPerCase: Math.round(line.sentBytes() / Math.max(1, played.length)),
      seconds: tenths(performance.now() - startedMs),
      counterSeconds: tenths(counterMs),
      drainSeconds: tenths(drainMs),
    }
  } finally {
    await engine.stop()
    opened.close()
    await line.close()
    await city.stop()
  }
}

type Ask = (session: Session, name: string, input: unknown) => Promise<unknown>

/** One window for each person of the desk, each signed in with the own PIN. */
async function signedIn(ask: Ask): Promise<readonly Seat[]> {
  const tiles = (await ask({ staff: undefined }, 'staff.tiles', {})) as Answer<'staff.tiles'>
  if (!tiles.ok) throw new Error('the lock screen is empty')
  return Promise.all(
    tiles.value.tiles.map(async (tile, index) => {
      const session: Session = { staff: undefined }
      const askAs: AskAs = async <N extends Name>(name: N, input: Input<N>) =>
        (await ask(session, name, input)) as Answer<N>
      const pin = people[index]?.pin ?? ''
      const answer = await askAs('staff.signIn', { staffId: tile.staffId, pin })
      if (!answer.ok) throw new Error(`sign-in refused: ${answer.refusal.code}`)
      return { ask: askAs, pin }
    }),
  )
}

function seatOf(seats: readonly Seat[], visit: Visit): Seat {
  const found = seats[visit.staff - 1] ?? seats[0]
  if (!found) throw new Error('nobody is at the desk')
  return found
}

function setClock(clock: { nowMs: number }, step: DayStep): void {
  const told = step.at === undefined ? 0 : Date.parse(`${day}T${step.at}:00+08:00`)
  clock.nowMs = Math.max(clock.nowMs + 1_000, told)
}

/** Lets the pump have its turn between two visits, as it would at a counter. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Asks the desk, as a window would, until the city has confirmed all of it. */
async function drained(ask: AskAs, faults: readonly unknown[]): Promise<void> {
  const untilMs = performance.now() + drainPatienceMs
  for (;;) {
    await ask('sync.now', {})
    const status = await ask('sync.status', {})
    if (status.ok && status.value.waiting === 0) return
    const [fault] = faults
    if (fault) throw fault
    if (status.ok && status.value.link === 'HALTED')
      throw new Error(`sync halted: ${status.value.reason ?? 'unknown'}`)
    if (performance.now() > untilMs)
      throw new Error(`the city did not confirm ${status.ok ? status.value.waiting : '?'} records in time`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10
}
