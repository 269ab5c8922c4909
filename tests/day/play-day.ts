import { join } from 'node:path'
import { loadRules } from '#main/hosts/rules.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { type HandClock, root } from '../support/a-desk.ts'
import { aCityProcess, type CityProcess } from '../support/city-process.ts'
import { aLottery } from '../support/lottery.ts'
import { type Comparison, compareSides } from './compare.ts'
import { countTold } from './compare-delegations.ts'
import { type Centre, type DayDesk, openDayDesk, township, village } from './day-desk.ts'
import { type DayStep, type ReadLine, type Visit, withKnownAnswers } from './day-file.ts'
import { planDay, planDelegation } from './plan-day.ts'
import { delegationSteps, fileOfficer, playDelegation } from './play-delegation.ts'
import { playVisit, type Seat } from './play-visit.ts'
import { refusalWords } from './refusal-words.ts'

export type DayWish = {
  readonly dir: string
  readonly cases: number
  readonly delegations: number
  readonly seed: number
  readonly offlineHours: number
  readonly lines: readonly ReadLine[] | undefined
  readonly say: (line: string) => void
  /** The key of a desk whose data lie in this folder. */
  readonly secretOf: (dir: string) => Buffer
  readonly newId: () => string
}

export type Refused = { readonly n: number; readonly code: string; readonly sentence: string }
export type DayReport = {
  readonly centres: readonly Comparison[]
  readonly difference: number
  readonly visits: number
  readonly decided: number
  readonly delegations: number
  readonly refused: readonly Refused[]
  readonly lineFaults: number
  readonly bytesPerCase: number
  readonly seconds: number
  readonly counterSeconds: number
  readonly drainSeconds: number
}

const day = '2026-09-18'
const drainPatienceMs = 120_000

/** A whole counter day: city process, lines that fail, desks, visits, errands, reconnection, comparison. */
export async function playDay(wish: DayWish): Promise<DayReport> {
  const startedMs = performance.now()
  const { catalogue } = loadRules(root)
  wish.say('正在启动市级服务……')
  const city = await aCityProcess({ dataDir: join(wish.dir, 'city') })
  const clock = { nowMs: Date.parse(`${day}T08:30:00+08:00`) }
  const desks: DayDesk[] = []
  const open = async (centre: Centre, folder: string) => {
    wish.say(`正在登记工作台：${centre.centreName}……`)
    const dir = join(wish.dir, folder)
    const { newId, secretOf } = wish
    const desk = await openDayDesk({ centre, city, clock, dir, newId, secret: secretOf(dir) })
    desks.push(desk)
    return desk
  }
  try {
    const here = await open(township, 'desk')
    const there = wish.delegations > 0 ? await open(village, 'village') : undefined
    const errands = there ? await beginErrands({ catalogue, clock, here, there }, wish) : undefined
    const steps: readonly ReadLine[] =
      wish.lines?.map((each) => withKnownAnswers(catalogue, each)) ??
      planDay(catalogue, aLottery(wish.seed), wish).map((step, n) => ({ n: n + 1, step }))
    wish.say(`开门：${steps.length} 行${errands ? `，代办 ${wish.delegations} 件` : ''}。`)
    const { caseIds, lineFaults, refused } = await playSteps(steps, {
      catalogue,
      clock,
      desks,
      errands,
      newId: wish.newId,
    })
    const counterMs = performance.now() - startedMs
    wish.say('关门，恢复联网，等市级确认……')
    for (const { line } of desks) line.set('up')
    await drained(desks, city)
    const drainMs = performance.now() - startedMs - counterMs
    const centres = [await compareSides(here, city, { caseIds, day })]
    const delegated = errands?.caseIds() ?? []
    if (there) {
      const elsewhere = here.manager.ask
      centres.push(await compareSides(there, city, { caseIds: delegated, day, elsewhere }))
    }
    const sentBytes = desks.reduce((sum, { line }) => sum + line.sentBytes(), 0)
    return {
      centres,
      difference: centres.reduce((sum, each) => sum + each.difference, 0),
      visits: steps.filter((each) => 'step' in each && !('line' in each.step)).length,
      decided: caseIds.length,
      delegations: delegated.length,
      refused,
      lineFaults,
      bytesPerCase: Math.round(sentBytes / Math.max(1, caseIds.length + delegated.length)),
      seconds: tenths(performance.now() - startedMs),
      counterSeconds: tenths(counterMs),
      drainSeconds: tenths(drainMs),
    }
  } finally {
    for (const desk of desks) await desk.stop()
    await city.stop()
  }
}

type Errands = {
  /** Plays on until this share of all steps of all errands is done. */
  readonly upTo: (share: number) => Promise<void>
  readonly caseIds: () => readonly string[]
}

type Counter = { readonly here: DayDesk; readonly there: DayDesk; readonly clock: HandClock }

/** The errands of the day, one step of one of them at a time, as the seed has it. */
async function beginErrands(
  { catalogue, clock, here, there }: Counter & { readonly catalogue: Catalogue },
  { delegations, newId, seed }: DayWish,
): Promise<Errands> {
  await fileOfficer(there)
  // A lottery of its own, so that the visits of a seed stay what they are.
  const lottery = aLottery(seed + 1)
  const between = { village: there, township: here, catalogue, clock, newId }
  const open = Array.from({ length: delegations }, () =>
    playDelegation(planDelegation(catalogue, lottery), between),
  )
  const caseIds = new Set<string>()
  let done = 0
  return {
    upTo: async (share) => {
      for (; done < share * delegations * delegationSteps; done += 1) {
        clock.nowMs += 1_000
        const errand = lottery.pick(open)
        const step = await errand.next()
        caseIds.add(step.value)
        if (step.done) open.splice(open.indexOf(errand), 1)
        await breathe()
      }
    },
    caseIds: () => [...caseIds],
  }
}

type Playing = {
  readonly catalogue: Catalogue
  readonly clock: HandClock
  readonly desks: readonly DayDesk[]
  readonly errands: Errands | undefined
  readonly newId: () => string
}

async function playSteps(
  steps: readonly ReadLine[],
  { catalogue, clock, desks, errands, newId }: Playing,
): Promise<Pick<DayReport, 'lineFaults' | 'refused'> & { readonly caseIds: readonly string[] }> {
  const [here] = desks
  if (!here) throw new Error('no desk is open')
  const caseIds: string[] = []
  const refused: Refused[] = []
  let lineFaults = 0
  for (const [at, { n, ...read }] of steps.entries()) {
    if ('problem' in read) {
      refused.push({ n, code: 'line-malformed', sentence: `这一行读不懂（${read.problem}），没有办理。` })
      continue
    }
    setClock(clock, read.step)
    if ('line' in read.step) {
      // The weather is the same in the village.
      for (const { line } of desks) line.set(read.step.line)
      if (read.step.line !== 'up') lineFaults += 1
    } else {
      const result = await playVisit(seatOf(here, read.step), catalogue, read.step, newId)
      if (result.ok) caseIds.push(result.caseId)
      else refused.push({ n, code: result.code, sentence: refusalWords(result) })
    }
    await breathe()
    await errands?.upTo((at + 1) / steps.length)
  }
  await errands?.upTo(1)
  return { caseIds, lineFaults, refused }
}

function seatOf({ clerk, manager, officer }: DayDesk, visit: Visit): Seat {
  return [clerk, officer, manager][visit.staff - 1] ?? clerk
}

function setClock(clock: HandClock, step: DayStep): void {
  const told = step.at === undefined ? 0 : Date.parse(`${day}T${step.at}:00+08:00`)
  clock.nowMs = Math.max(clock.nowMs + 1_000, told)
}

/** Lets the pump have its turn between two visits, as it would at a counter. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Asks the desks, as a window would, until the city has confirmed all of it and told each what others did. */
async function drained(desks: readonly DayDesk[], city: CityProcess): Promise<void> {
  const untilMs = performance.now() + drainPatienceMs
  for (;;) {
    const waiting: string[] = []
    for (const desk of desks) waiting.push(...(await waitsFor(desk, city)))
    if (waiting.length === 0) return
    if (performance.now() > untilMs) throw new Error(`not settled in time: ${waiting.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What a desk still has to say to the city, and the city to it. */
async function waitsFor(
  { centre, faults, manager: { ask } }: DayDesk,
  city: CityProcess,
): Promise<readonly string[]> {
  await ask('sync.now', {})
  const [status, totals] = [await ask('sync.status', {}), await ask('sync.totals', {})]
  const [fault] = faults
  if (fault) throw fault
  if (!status.ok || !totals.ok) throw new Error('the desk always answers')
  const { link, reason, waiting } = status.value
  if (link === 'HALTED') throw new Error(`sync halted: ${reason ?? 'unknown'}`)
  if (waiting > 0) return [`${waiting} records of ${centre.centreName} at the city`]
  const path = `/v1/operator/centres/${centre.centreId}`
  const untold = (await countTold(city, path, totals.value.deskId)) - (totals.value.kinds['case-told'] ?? 0)
  return untold > 0 ? [`${untold} acts of others at ${centre.centreName}`] : []
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10
}
