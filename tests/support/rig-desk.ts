import dns from 'node:dns'
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { planDay } from '../day/plan-day.ts'
import { type AskAs, playVisit } from '../day/play-visit.ts'
import { aDesk, type HandClock, ownPin, rules } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import type { Happened } from './history.ts'
import { aLottery } from './lottery.ts'
import { aRandomAct } from './random-life.ts'

/**
 * A desk in a process of its own that works until it is killed: visits with and without pictures, acts on
 * cases of before, looks at them, sticks. One line for every answer, written before the next step begins.
 *
 * Told over its input: `work` and `rest`, how far its clock is off, whether names are found.
 */
type Told = { readonly work?: boolean; readonly clockOffMs?: number; readonly names?: boolean }
type Happening = Happened extends infer Each ? (Each extends Happened ? Omit<Each, 'desk'> : never) : never

const [, , dir = '', secret = '', seed = '1', stick = ''] = process.argv
const lottery = aLottery(Number(seed))
const clock: HandClock = { nowMs: Date.now() }
let [working, offMs, named] = [true, 0, true]
// When names are not to be found, the system is asked for one it cannot find.
const found = dns.lookup
dns.lookup = ((host: string, ...rest: readonly unknown[]) =>
  (found as (...all: unknown[]) => void)(named ? host : 'nowhere.invalid', ...rest)) as typeof dns.lookup
const tick = () => {
  clock.nowMs = Date.now() + offMs
}
setInterval(tick, 20)

const desk = await aDesk({
  dir,
  secret: Buffer.from(secret, 'hex'),
  clock,
  sync: true,
  lookEveryMs: 100,
  idleMs: 3_000,
  stick,
  pieceBytes: 200_000,
})
await desk.signIn()
createInterface({ input: process.stdin }).on('line', (line) => {
  const told = JSON.parse(line) as Told
  working = told.work ?? working
  offMs = told.clockOffMs ?? offMs
  named = told.names ?? named
  tick()
})
say({ t: 'began' })
flushCompileCache()
const cases: CaseId[] = await casesOf()
setInterval(() => void stand(), 100)
for (;;) {
  if (working) await step()
  // As fast as no clerk is, and slow enough that several desks have a processor each in turn.
  await new Promise((resolve) => setTimeout(resolve, working ? lottery.below(120) : 50))
}

async function step(): Promise<void> {
  const luck = lottery.draw()
  const old = cases.length > 0 ? lottery.pick(cases) : undefined
  if (luck < 0.35 || !old) await visit()
  else if (luck < 0.65) {
    const tried = await aRandomAct(lottery, desk, old)
    if (tried.ok) say({ t: 'acted', caseId: old, act: tried.what, lines: (await linesOf(old)) ?? 0 })
  } else if (luck < 0.75) await photograph(old)
  else if (luck < 0.8 && stick !== '') await useStick()
  else await look(old)
}

async function visit(): Promise<void> {
  const seat = { ask: desk.ask as AskAs, ...ownPin(desk).confirm }
  for (const planned of planDay(rules.catalogue, lottery, { cases: 1, offlineHours: 0 })) {
    if (!('matter' in planned)) continue
    const played = await playVisit(seat, rules.catalogue, planned, () => uuidV7(clock.nowMs))
    if (!played.ok) continue
    const caseId = played.caseId as CaseId
    cases.push(caseId)
    say({ t: 'took', caseId, caseNo: played.caseNo, lines: (await linesOf(caseId)) ?? 0 })
  }
}

/** A picture of a paper brought later, so that there is something to send behind the records. */
async function photograph(ofCase: CaseId): Promise<void> {
  const acts = await desk.ask('case.acts', { caseId: ofCase })
  const row = acts.ok ? acts.value.items.flatMap(({ awaited }) => awaited)[0] : undefined
  if (!row) return
  const bytes = 20_000 + lottery.below(200_000)
  const picture = aPicture({ bytes, n: lottery.below(255) }).toString('base64')
  const kept = await desk.ask('picture.keep', { picture, label: row.rowId, ofCase })
  if (!kept.ok) return
  const judgement = { state: 'SUPPLIED', taken: 'COPY' } as const
  const rows = [{ rowId: row.rowId, judgement, pictures: [kept.value.pictureId] }]
  const supplied = await desk.ask('case.supply', { caseId: ofCase, rows })
  if (supplied.ok) say({ t: 'acted', caseId: ofCase, act: 'PHOTO', lines: (await linesOf(ofCase)) ?? 0 })
}

async function useStick(): Promise<void> {
  const drives = await desk.ask('bundle.drives', {})
  const driveId = drives.ok ? drives.value.drives[0]?.driveId : undefined
  if (driveId === undefined) return
  await desk.ask(lottery.chance(0.5) ? 'bundle.write' : 'bundle.take', { driveId })
}

async function look(caseId: CaseId): Promise<void> {
  const lines = await linesOf(caseId)
  say({ t: 'saw', caseId, ...(lines === undefined ? {} : { lines }) })
}

async function linesOf(caseId: CaseId): Promise<number | undefined> {
  const view = await desk.ask('case.view', { caseId })
  return view.ok ? view.value.history.length : undefined
}

async function stand(): Promise<void> {
  const status = await desk.ask('sync.status', {})
  if (status.ok) say({ t: 'stood', head: status.value.head, confirmed: status.value.confirmed })
}

async function casesOf(): Promise<CaseId[]> {
  const list = await desk.ask('case.list', { scope: 'all', limit: 200 })
  return list.ok ? list.value.rows.map(({ caseId }) => caseId) : []
}

function say(happening: Happening): void {
  writeSync(1, `${JSON.stringify(happening)}\n`)
}
