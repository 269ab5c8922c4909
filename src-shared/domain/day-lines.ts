import { modeOf } from './assist-order.ts'
import type { Day } from './day.ts'
import type { DayLine, DayLines } from './day-close.ts'
import type { DeskEvent } from './events.ts'
import type { ItemState } from './item-case.ts'
import type { Act } from './lifecycle.ts'

type Counts = {
  readonly [Kind in DeskEvent['type']]?: (event: Extract<DeskEvent, { type: Kind }>) => readonly DayLine[]
}

const counts = {
  'consultation-logged': () => ['CONSULTED'],
  'matter-received': () => ['RECEIVED'],
  'matter-decided': ({ outcomes }) => outcomes.flatMap(({ state }) => ofState[state] ?? []),
  'item-moved': ({ move }) => ofAct[move.act] ?? [],
  'department-acted': ({ move }) => ofAct[move.act] ?? [],
  'assist-registered': ({ registration }) => [modeOf(registration) === 'DELEGATE' ? 'DELEGATED' : 'ASSISTED'],
  'handover-made': ({ to }) => [to.at === 'APPLICANT' ? 'GIVEN_BACK' : 'HANDED_OVER'],
  'handover-accepted': () => ['HANDED_OVER'],
  'originals-returned': () => ['GIVEN_BACK'],
  'rating-moved': ({ move }) => (move.act === 'RATE' ? ['RATED'] : []),
  'paper-printed': () => ['PRINTED'],
  'slip-printed': () => ['PRINTED'],
  'assist-printed': () => ['PRINTED'],
} as const satisfies Counts

/** The kinds that count: what else stands in a log need not be read for the day. */
export const countedKinds = Object.keys(counts) as readonly (keyof typeof counts)[]

/**
 * What one entry counts for in the day: desk and city count with this same table, the desk what it wrote,
 * the city what it put into effect, so a difference is always an entry and never a way of counting.
 */
export function linesOf(event: DeskEvent): readonly DayLine[] {
  const count = (counts as Counts)[event.type] as ((event: DeskEvent) => readonly DayLine[]) | undefined
  return count?.(event) ?? []
}

export function addLines(events: Iterable<DeskEvent>): DayLines {
  const sum: DayLines = {}
  for (const event of events) for (const line of linesOf(event)) sum[line] = (sum[line] ?? 0) + 1
  return sum
}

/** The day the act counts from in law, where the act has one; not the day it was told to the desk. */
export function actedOn(event: DeskEvent): Day | undefined {
  if (event.type === 'matter-received') return event.receivedOn
  if (event.type === 'matter-decided') return event.decidedOn
  return 'on' in event ? event.on : undefined
}

const ofState: Readonly<Partial<Record<ItemState, readonly DayLine[]>>> = {
  ACCEPTED: ['ACCEPTED'],
  ACCEPTED_WITH_DEFICIENCY: ['ACCEPTED', 'DEFERRED'],
  CORRECTION_PENDING: ['CORRECTED'],
  ACCEPTANCE_REFUSED: ['REFUSED'],
  NOT_REQUIRED: ['REFUSED'],
  COMPLETED: ['ACCEPTED', 'COMPLETED'],
  RESULT_AT_COUNTER: ['ACCEPTED', 'COMPLETED'],
  DELIVERED: ['ACCEPTED', 'COMPLETED', 'DELIVERED'],
}

const ofAct: Readonly<Partial<Record<Act, readonly DayLine[]>>> = {
  ACCEPT: ['ACCEPTED'],
  DEEM_ACCEPTED: ['ACCEPTED'],
  ACCEPT_WITH_DEFICIENCY: ['ACCEPTED', 'DEFERRED'],
  CORRECT: ['CORRECTED'],
  REFUSE: ['REFUSED'],
  NOT_REQUIRED: ['REFUSED'],
  COMPLETE: ['COMPLETED'],
  DELIVER: ['DELIVERED'],
  WITHDRAW: ['ENDED'],
  TERMINATE: ['ENDED'],
}
