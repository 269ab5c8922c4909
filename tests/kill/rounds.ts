import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { enrol } from '#main/sync/enrol.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from '../support/city-process.ts'
import { aDeskProcess, type DeskProcess } from '../support/desk-process.ts'
import { brokenIn, type Happened } from '../support/history.ts'
import { aLottery } from '../support/lottery.ts'
import { cityLogOf, quietOf } from '../support/quiet.ts'

export type Victim = 'desk' | 'city' | 'both'
export type Report = {
  readonly kills: Readonly<Record<Victim, number>>
  readonly answers: number
  readonly entries: number
  readonly cases: number
  /** From the start of a process until it answers: median, 95 of 100, longest. */
  readonly deskStartsMs: readonly [number, number, number]
  readonly cityStartsMs: readonly [number, number, number]
  readonly broken: readonly string[]
}

const centres = ['360322102', '360322102', '360322103'] as const
const lookEvery = 25

/**
 * Three desks of two centres and their city, each a process of its own, work all the time: intake, acts,
 * pictures, feed, sticks. Somebody is killed at a moment of chance and started again on what lies on the disk.
 */
export async function playKills(wish: {
  readonly rounds: number
  readonly seed: number
  readonly desks?: number
  readonly say?: (line: string) => void
}): Promise<Report> {
  const { desks: many = centres.length, rounds, say = () => undefined, seed } = wish
  const lottery = aLottery(seed)
  await using opened = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'pingchuang-kill-'))
  opened.defer(() => rmSync(home, { recursive: true, force: true }))
  let city = await aCityProcess({ dataDir: join(home, 'city') })
  opened.defer(() => city.stop('SIGKILL'))
  const history: Happened[] = []
  const desks: DeskProcess[] = []
  for (const [n, centreId] of centres.slice(0, many).entries()) {
    const enrolled = await enrol(city.url, await anEnrolmentCode(city, centreId), 'kill')
    const heard = (happened: Happened) => void history.push(happened)
    const wished = { name: `desk ${n + 1}`, enrolled, cityUrl: city.url, seed: seed + n, heard }
    desks.push(await aDeskProcess({ ...wished, stick: join(home, 'stick') }))
  }
  opened.defer(async () => {
    for (const desk of desks) {
      await desk.kill()
      desk.remove()
    }
  })
  for (const desk of desks) await desk.start()
  say('everybody is up')
  const kills = { desk: 0, city: 0, both: 0 }
  const cityStartsMs: number[] = []
  const broken: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    await later(lottery.below(1_200))
    const victim = lottery.pick<Victim>(['desk', 'desk', 'city', 'both'])
    const desk = lottery.pick(desks)
    kills[victim] += 1
    if (victim !== 'city') await desk.kill()
    if (victim !== 'desk') {
      const again = await cityAgain(city, desks)
      city = again.city
      cityStartsMs.push(city.startMs)
      broken.push(...again.broken.map((what) => `round ${round}: ${what}`))
    }
    if (victim !== 'city') await desk.start()
    say(`${round} of ${rounds}: ${victim}`)
    if (round % lookEvery === 0 || round === rounds) {
      broken.push(...(await lookedAt(desks, city, history)).map((what) => `by round ${round}: ${what}`))
      say(`looked at everything: ${history.length} happenings, ${broken.length} broken`)
      if (broken.length > 0) break
      if (round < rounds) for (const each of desks) await each.start()
    }
  }
  const ends = await Promise.all(desks.map((desk) => desk.inside(({ opened: { store } }) => sizes(store))))
  return {
    kills,
    answers: history.filter(({ t }) => t === 'took' || t === 'acted').length,
    entries: ends.reduce((sum, { entries }) => sum + entries, 0),
    cases: ends.reduce((sum, { cases }) => sum + cases, 0),
    deskStartsMs: spread(desks.flatMap(({ startsMs }) => startsMs)),
    cityStartsMs: spread(cityStartsMs),
    broken,
  }
}

/**
 * Kills the city and starts it on the same data. While the desks are held still it must have everything it
 * ever confirmed: whatever they send afterwards would hide a loss.
 */
async function cityAgain(
  old: CityProcess,
  desks: readonly DeskProcess[],
): Promise<{ readonly city: CityProcess; readonly broken: readonly string[] }> {
  await old.stop('SIGKILL')
  for (const desk of desks) desk.signal('SIGSTOP')
  const city = await aCityProcess({ dataDir: old.dataDir, port: Number(new URL(old.url).port) })
  const broken: string[] = []
  for (const desk of desks) {
    const told = desk.confirmed()
    const there = told === 0 ? [] : await cityLogOf(city.url, desk.enrolled, told - 1)
    if (told > 0 && there[0]?.seq !== told)
      broken.push(`${desk.name} was told that the city has ${told}, and it has not`)
  }
  for (const desk of desks) desk.signal('SIGCONT')
  return { city, broken }
}

/** Everybody rests until the city has everything; then both sides of every desk are compared. */
async function lookedAt(
  desks: readonly DeskProcess[],
  city: CityProcess,
  history: readonly Happened[],
): Promise<readonly string[]> {
  for (const desk of desks) desk.tell({ work: false })
  const slow: string[] = []
  for (const desk of desks) if (!(await rests(desk, history))) slow.push(`${desk.name} does not drain`)
  for (const desk of desks) await desk.kill()
  if (slow.length > 0) return slow
  const quiet = []
  for (const desk of desks) quiet.push(await quietOf(desk, city))
  return brokenIn(history, quiet)
}

async function rests(desk: DeskProcess, history: readonly Happened[]): Promise<boolean> {
  const untilMs = performance.now() + 60_000
  const from = history.length
  for (;;) {
    const looks = history
      .slice(from)
      .filter((each) => each.t === 'stood' && each.desk === desk.name)
      .slice(-3)
    const first = looks[0]
    if (
      looks.length === 3 &&
      first?.t === 'stood' &&
      looks.every((each) => each.t === 'stood' && each.confirmed === each.head && each.head === first.head)
    )
      return true
    if (performance.now() > untilMs) return false
    await later(20)
  }
}

function sizes(store: { readonly client: { prepare: (sql: string) => { get: () => unknown } } }) {
  const of = (sql: string) => (store.client.prepare(sql).get() as { n: number }).n
  return {
    entries: of('SELECT count(*) AS n FROM journal'),
    cases: of('SELECT count(*) AS n FROM matter_case'),
  }
}

function spread(all: readonly number[]): readonly [number, number, number] {
  const sorted = all.toSorted((one, other) => one - other).map((ms) => Math.round(ms))
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return [at(0.5), at(0.95), sorted.at(-1) ?? 0]
}
