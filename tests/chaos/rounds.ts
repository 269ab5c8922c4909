import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { enrol } from '#main/sync/enrol.ts'
import { aCityProcess, anEnrolmentCode } from '../support/city-process.ts'
import { aDeskProcess } from '../support/desk-process.ts'
import { brokenIn, type Happened } from '../support/history.ts'
import { cityLogOf, quietOf } from '../support/quiet.ts'
import { aProxy, type Fault } from './proxy.ts'

export type Report = {
  readonly faults: readonly {
    readonly fault: Fault
    /** Of the work under the fault: answers to clerks, connections tried, entries the city confirmed meanwhile. */
    readonly answers: number
    readonly connections: number
    readonly confirmed: number
    /** From the moment the line is whole until the city has confirmed everything. */
    readonly healedMs: number
  }[]
  readonly entries: number
  readonly cases: number
  readonly broken: readonly string[]
}

/** A desk and a city in processes of their own; the line between them fails in one way after the other. */
export async function playFaults(wish: {
  readonly faults: readonly Fault[]
  readonly faultMs: number
  readonly seed: number
  readonly say?: (line: string) => void
}): Promise<Report> {
  const { faultMs, seed, say = () => undefined } = wish
  await using opened = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'pingchuang-chaos-'))
  opened.defer(() => rmSync(home, { recursive: true, force: true }))
  const city = await aCityProcess({ dataDir: join(home, 'city') })
  opened.defer(() => city.stop('SIGKILL'))
  const proxy = await aProxy(city.url, seed)
  opened.defer(() => proxy.close())
  const history: Happened[] = []
  const enrolled = await enrol(proxy.url, await anEnrolmentCode(city), 'chaos')
  const desk = await aDeskProcess({
    name: 'desk',
    enrolled,
    cityUrl: proxy.url,
    seed,
    heard: (happened) => history.push(happened),
  })
  opened.defer(() => desk.remove())
  opened.defer(() => desk.kill())
  await desk.start()
  const rounds: Report['faults'][number][] = []
  for (const fault of wish.faults) {
    const before = {
      answers: answersIn(history),
      connections: proxy.connections(),
      confirmed: desk.confirmed(),
    }
    await proxy.set(fault)
    if (fault === 'names not found') desk.tell({ names: false })
    if (fault === 'clock wrong') desk.tell({ clockOffMs: 400 * 86_400_000 })
    desk.tell({ work: true })
    await later(faultMs)
    desk.tell({ work: false, names: true, clockOffMs: 0 })
    const under = {
      answers: answersIn(history),
      connections: proxy.connections(),
      confirmed: desk.confirmed(),
    }
    const healedFrom = performance.now()
    await proxy.set(undefined)
    await confirmedAll(history, fault)
    const healedMs = Math.round(performance.now() - healedFrom)
    rounds.push({
      fault,
      answers: under.answers - before.answers,
      connections: under.connections - before.connections,
      confirmed: under.confirmed - before.confirmed,
      healedMs,
    })
    say(JSON.stringify(rounds.at(-1)))
    const missing = history.findLast((each) => each.t === 'stood')
    const there = await cityLogOf(city.url, enrolled)
    if (missing?.t === 'stood' && missing.head !== there.length)
      throw new Error(`after ${fault}: ${missing.head} entries here and ${there.length} at the city`)
  }
  await desk.kill()
  const quiet = await quietOf(desk, city)
  return {
    faults: rounds,
    entries: quiet.log.length,
    cases: quiet.digests.size,
    broken: brokenIn(history, [quiet]),
  }
}

function answersIn(history: readonly Happened[]): number {
  return history.filter(({ t }) => t === 'took' || t === 'acted').length
}

const mostMs = 60_000

/** The desk rests, and three looks in a row find nothing that the city has not confirmed. */
async function confirmedAll(history: readonly Happened[], fault: Fault): Promise<void> {
  const untilMs = performance.now() + mostMs
  const from = history.length
  for (;;) {
    const looks = history
      .slice(from)
      .filter((each) => each.t === 'stood')
      .slice(-3)
    if (
      looks.length === 3 &&
      looks.every(({ confirmed, head }) => confirmed === head && head === looks[0]?.head)
    )
      return
    if (performance.now() > untilMs)
      throw new Error(
        `${fault}: not confirmed a minute after the line was whole: ${JSON.stringify(looks.at(-1))}`,
      )
    await later(20)
  }
}
