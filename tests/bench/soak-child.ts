import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { databasePath } from '#main/hosts/open-desk.ts'
import { realLater } from '#main/hosts/seams.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { planDay } from '../day/plan-day.ts'
import { type AskAs, playVisit } from '../day/play-visit.ts'
import { aDesk, ownPin, rules } from '../support/a-desk.ts'
import { aPicture } from '../support/a-picture.ts'
import { taken } from '../support/at-the-counter.ts'
import { aLottery } from '../support/lottery.ts'
import { fullMoves } from '../support/moves.ts'
import { aRandomAct } from '../support/random-life.ts'
import { aVisit } from '../support/visits.ts'
import type { Soaked, SoakWish } from './soak.ts'

/**
 * A day at the counter in which an hour lasts a minute or less: the clock and every timer of the desk run so much
 * faster, the line to its city is a real one. Keeps nothing of what it did but the samples.
 */
const wish = JSON.parse(process.argv[2] ?? '{}') as SoakWish
const { dir, minutes, pace, sampleEvery } = wish
const mega = 1_048_576
const lottery = aLottery(1)
const beginMs = Date.now() - minutes * 60_000
const fromMs = performance.now()
const passedMs = () => (performance.now() - fromMs) * pace
const wallMs = () => Math.floor(beginMs + passedMs())
const clock = {
  get nowMs() {
    return wallMs()
  },
}

await using desk = await aDesk({
  dir,
  secret: Buffer.from(wish.secret, 'hex'),
  clock,
  sync: true,
  lookEveryMs: 20_000,
  idleMs: 30_000,
  seams: {
    wallMs,
    monoMs: () => performance.now() * pace,
    newId: () => uuidV7(wallMs()),
    later: (work, delayMs) => realLater(work, delayMs / pace),
  },
})
await desk.signIn()
const seat = { ask: desk.ask as AskAs, ...ownPin(desk).confirm }
let cases = 0
let before: CaseId | undefined
for (let minute = 1; minute <= minutes; minute += 1) {
  before = (await [forwarded, withPictures, anyVisit][minute % 3]?.()) ?? before
  if (before && minute % 3 === 2) await aRandomAct(lottery, desk, before)
  await looks()
  if (minute % sampleEvery === 0) process.stdout.write(`${JSON.stringify(sample(minute))}\n`)
  const restMs = (minute * 60_000 - passedMs()) / pace
  if (restMs > 0) await later(restMs)
}

async function anyVisit(): Promise<CaseId | undefined> {
  for (const planned of planDay(rules.catalogue, lottery, { cases: 1, offlineHours: 0 })) {
    if (!('matter' in planned)) continue
    const played = await playVisit(seat, rules.catalogue, planned, () => uuidV7(wallMs()))
    if (!played.ok) continue
    cases += 1
    return played.caseId as CaseId
  }
  return undefined
}

/** A restaurant: what is for a department goes to it, and comes back down the feed. */
async function forwarded(): Promise<CaseId> {
  const { caseId } = await taken(desk, aVisit('B01', { nowMs: wallMs() }))
  const asked = await desk.ask('case.acts', { caseId })
  for (const { acts, itemNo } of asked.ok ? asked.value.items : [])
    if (acts.some(({ act, allowed }) => act === 'FORWARD' && allowed))
      await desk.ask('case.move', { caseId, itemNo, move: fullMoves.FORWARD })
  cases += 1
  return caseId
}

async function withPictures(): Promise<CaseId> {
  const visit = aVisit('V04', { nowMs: wallMs() })
  const rowId = visit.materials[0]?.rowId ?? ''
  const pictures: { rowId: string; pictureId: string }[] = []
  for (let page = 0; page < 2; page += 1) {
    const bytes = 60_000 + lottery.below(340_000)
    const picture = aPicture({ bytes, n: lottery.below(255) }).toString('base64')
    const kept = await desk.ask('picture.keep', { picture, label: '居民户口簿' })
    if (kept.ok) pictures.push({ rowId, pictureId: kept.value.pictureId })
  }
  cases += 1
  return (await taken(desk, { ...visit, pictures })).caseId
}

/** What a window asks for again and again. */
async function looks(): Promise<void> {
  await desk.ask('desk.today', {})
  await desk.ask('sync.status', {})
  for (const scope of ['today', 'open', 'all'] as const) await desk.ask('case.list', { scope, limit: 50 })
  if (before) await desk.ask('case.view', { caseId: before })
}

function sample(minute: number): Soaked {
  globalThis.gc?.()
  const { external, heapUsed, rss } = process.memoryUsage()
  const count = (sql: string) => (desk.opened.store.client.prepare(sql).get() as { n: number }).n
  return {
    minute,
    cases,
    heapMb: heapUsed / mega,
    externalMb: external / mega,
    rssMb: rss / mega,
    diskMb: (statSync(databasePath(dir)).size + statSync(join(dir, 'desk.db-wal')).size) / mega,
    entries: count('SELECT count(*) AS n FROM journal'),
    waiting: count('SELECT (SELECT max(seq) FROM journal) - (SELECT max(acked_seq) FROM sync_position) AS n'),
    sent: count("SELECT count(*) AS n FROM picture_file WHERE upload = 'VERIFIED'"),
    heard: count('SELECT count(*) AS n FROM feed_entry'),
  }
}
