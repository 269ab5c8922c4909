import { assert } from '#shared/kernel/fault.ts'
import type { Day } from './day.ts'
import type { Clocks, ItemState } from './item-case.ts'
import { stateAfter } from './lifecycle.ts'
import type { By, Move } from './move.ts'
import { type ClockedItem, clocksAfter, derived } from './move-clocks.ts'
import { brokenRule } from './move-rules.ts'
import type { WorkingDayCalendar } from './working-days.ts'

/** Where an item stands: all that another act depends on. */
export type Standing = {
  readonly state: ItemState
  readonly since: Day
  readonly corrections: number
  readonly clocks: Clocks
}

/** One entry of the desk's own journal about an item, at its place there. */
export type OwnStep = { readonly position: number } & (
  | { readonly type: 'set'; readonly state: ItemState; readonly clocks: Clocks; readonly on: Day }
  | {
      readonly type: 'moved'
      readonly move: Move
      readonly by: By
      readonly on: Day
      readonly to: ItemState
      readonly clocks: Clocks
    }
  | { readonly type: 'reckoned'; readonly clocks: Clocks }
  /** What a department's act had come to when it was written down here. */
  | { readonly type: 'settled'; readonly stands: Standing }
)

/** A department's act; `writtenAt` is the own entry that wrote it down, unless it is the one that comes now. */
export type CityStep = {
  /** Own entries up to here were at the city before it. */
  readonly after: number
  readonly writtenAt?: number
  readonly move: Move
  readonly to: ItemState
  readonly on: Day
  readonly clocks?: Clocks
}

export type Refold = {
  readonly received: Standing
  readonly own: readonly OwnStep[]
  /** In the order of the feed, and among them the one that comes now. */
  readonly city: readonly CityStep[]
  /** Own entries the city sent back: they never happened there. */
  readonly returned: ReadonlySet<number>
  readonly item: Pick<ClockedItem, 'role' | 'promised' | 'statutory' | 'firstReview' | 'permit'>
  readonly receivedOn: Day
  readonly calendar: WorkingDayCalendar
}

export type Refolded = {
  readonly clocks: Clocks
  readonly stands: Standing
  readonly overtaken: readonly number[]
}

/**
 * Puts a department's act where it belongs in the life of an item (sync.md C.11).
 *
 * The order is the city's: own entries it had, the act, own entries it had not seen. Of these each is asked
 * again by the same rule the city asks, `brokenRule`; what still fits stays in effect, what does not is
 * overtaken. Entries written with the act in view stand as they are.
 */
export function refold(facts: Refold): Refolded {
  const { city, own, received } = facts
  const now = city.find(({ writtenAt }) => writtenAt === undefined)
  assert(now, 'an act comes now')
  const overtaken: number[] = []
  const queue = [...own]
  let at = received
  let { clocks } = received
  const takeOwn = (through: number) => {
    for (let step = queue[0]; step && step.position <= through; step = queue[0]) {
      queue.shift()
      const next = ownStep(facts, at, step)
      if (next) at = next
      else if (step.type !== 'settled' && step.position > now.after) overtaken.push(step.position)
    }
  }
  let passed = false
  for (const act of city) {
    takeOwn(act.after)
    passed ||= act === now
    // What was written down before stands, unless the act that comes now belongs in front of it.
    const ends = (!passed && act.clocks) || clocksOf(facts, at, act)
    at = stepped(at, { state: act.to, clocks: ends, on: act.on })
    if (act === now) clocks = ends
  }
  takeOwn(Number.POSITIVE_INFINITY)
  return { clocks, stands: at, overtaken }
}

/** What an own entry makes of the standing, or nothing when it no longer fits. */
function ownStep(facts: Refold, at: Standing, step: OwnStep): Standing | undefined {
  const { calendar, city, item, receivedOn, returned } = facts
  const blind = city.some(
    ({ after, writtenAt = Number.POSITIVE_INFINITY }) => after < step.position && step.position < writtenAt,
  )
  if (step.type !== 'settled' && returned.has(step.position)) return undefined
  switch (step.type) {
    case 'set':
      return stepped(at, step)
    case 'settled':
      return blind ? undefined : step.stands
    case 'reckoned':
      return { ...at, clocks: blind ? derived(calendar, { ...item, ...at }, at.clocks) : step.clocks }
    case 'moved': {
      if (!blind) return stepped(at, { state: step.to, clocks: step.clocks, on: step.on })
      const extended = at.clocks.extension !== undefined
      if (brokenRule({ ...at, extended }, { ...step, receivedOn })) return undefined
      const to = stateAfter(at.state, step.move.act) ?? at.state
      return stepped(at, { state: to, clocks: clocksOf(facts, at, { ...step, to }), on: step.on })
    }
  }
}

function clocksOf(
  { calendar, item }: Refold,
  at: Standing,
  { move, on, to }: { readonly move: Move; readonly to: ItemState; readonly on: Day },
): Clocks {
  return clocksAfter(calendar, { ...item, ...at }, move, to, on)
}

/** The same count as in the tables of desk and city: a state begins on its day, a correction is one more. */
function stepped(
  at: Standing,
  { clocks, on, state }: { readonly state: ItemState; readonly clocks: Clocks; readonly on: Day },
): Standing {
  const moved = state !== at.state
  return {
    state,
    clocks,
    since: moved ? on : at.since,
    corrections: at.corrections + (moved && state === 'CORRECTION_PENDING' ? 1 : 0),
  }
}
