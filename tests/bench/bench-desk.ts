import { listStaff } from '#main/store/queries/staff.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import type { DayStep, Visit } from '../day/day-file.ts'
import { planDay } from '../day/plan-day.ts'
import { type AskAs, playVisit } from '../day/play-visit.ts'
import { aDesk, type DeskWish, ownPin, rules, type TestDesk } from '../support/a-desk.ts'
import { aLottery } from '../support/lottery.ts'

const dayMs = 86_400_000
const casesADay = 170

/** A desk with the first person already at the window; the cost of a PIN is measured where it belongs. */
export async function benchDesk(wish: DeskWish = {}): Promise<TestDesk> {
  const desk = await aDesk(wish)
  desk.session.staff = desk.opened.store.read(listStaff)[0]
  return desk
}

/** The days a number of cases takes, so many a day that the numbers of a day last. */
export function daysFor(cases: number): number {
  return Math.ceil(cases / casesADay)
}

/** Whoever is turned away costs a PIN, which is made slow to check: not what these benches are about. */
function isQuick(step: DayStep): step is Visit {
  return 'matter' in step && step.choice !== 'REFUSE' && step.choice !== 'NOT_REQUIRED'
}

/**
 * Whole days of visits from one seed, played through the contract: intake, review, decision, papers.
 *
 * Nobody waits for these commits, so the file is not synced while it grows; the rows are the same.
 */
export async function playDays(desk: TestDesk, cases: number, seed: number): Promise<number> {
  const { client } = desk.opened.store
  client.pragma('synchronous = OFF')
  const lottery = aLottery(seed)
  let entered = 0
  for (let left = cases; left > 0; left = cases - entered) {
    const day = dateOf(desk.clock.nowMs)
    const steps = planDay(rules.catalogue, lottery, { cases: Math.min(casesADay, left), offlineHours: 0 })
    for (const visit of steps.filter(isQuick)) {
      desk.clock.nowMs = Math.max(desk.clock.nowMs + 1_000, Date.parse(`${day}T${visit.at}:00+08:00`))
      const seat = { ask: desk.ask as AskAs, ...ownPin(desk).confirm }
      const played = await playVisit(seat, rules.catalogue, visit, () => uuidV7(desk.clock.nowMs))
      // Some planned people are sent home; they leave no case.
      if (played.ok) entered += 1
    }
    if (entered < cases) desk.clock.nowMs = Date.parse(`${day}T08:30:00+08:00`) + dayMs
  }
  client.pragma('wal_checkpoint(TRUNCATE)')
  client.pragma('synchronous = FULL')
  return entered
}
