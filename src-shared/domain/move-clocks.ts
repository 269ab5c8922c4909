import { clocksOf } from './clocks.ts'
import type { Day } from './day.ts'
import { type CentreRole, Clocks, type ItemState, type Limit } from './item-case.ts'
import type { Move } from './move.ts'
import { daysRun, dueAfterStops, statutoryEnd } from './running-clock.ts'
import { dueDate, type WorkingDayCalendar } from './working-days.ts'

/** Art. 44: ten working days to hand over a permit. */
const deliveryLimit: Limit = { n: 10, unit: 'W' }

export type ClockedItem = {
  readonly role: CentreRole
  readonly promised?: Limit | undefined
  readonly statutory?: Limit | undefined
  /** The centre's own stage, as `firstReviewOf` has it. */
  readonly firstReview?: Limit | undefined
  /** Only a permit has a legal term for its delivery. */
  readonly permit: boolean
  readonly state: ItemState
  /** The day the state began. */
  readonly since: Day
  readonly clocks: Clocks
}

/**
 * The clocks of an item after an act: facts are added, and every end is derived from the facts again.
 *
 * Read once by their schema, so that the order of the parts is the same as when a journal is replayed.
 */
export function clocksAfter(
  calendar: WorkingDayCalendar,
  item: ClockedItem,
  move: Move,
  to: ItemState,
  on: Day,
): Clocks {
  return Clocks.parse(added(calendar, item, move, to, on))
}

function added(calendar: WorkingDayCalendar, item: ClockedItem, move: Move, to: ItemState, on: Day): Clocks {
  const { clocks } = item
  switch (move.act) {
    case 'SUPPLY':
    case 'CORRECT':
    case 'FORWARD':
    case 'ACCEPT':
    case 'ACCEPT_WITH_DEFICIENCY':
      return clocksOf(calendar, item, to, on)
    // Silence counts from the day the papers came (art. 32(1)(4)).
    case 'DEEM_ACCEPTED':
      return clocksOf(calendar, item, to, item.since)
    case 'REFUSE':
    case 'NOT_REQUIRED':
      return clocksOf(calendar, item, to, on)
    case 'SUSPEND':
      return { ...clocks, pauses: [...(clocks.pauses ?? []), pauseOf(move, on)] }
    case 'RESUME':
      return derived(calendar, item, { ...clocks, pauses: closed(clocks.pauses ?? [], on) })
    case 'EXTEND':
      return derived(calendar, item, { ...clocks, extension: { on, days: move.days } })
    case 'DEMAND':
      return { ...clocks, demands: [...(clocks.demands ?? []), { from: on }] }
    case 'DEMAND_MET':
      return { ...clocks, demands: closed(clocks.demands ?? [], on) }
    case 'APPROVE':
    case 'REJECT':
      return derived(calendar, item, {
        ...reviewedFirst(clocks),
        decidedOn: on,
        ...(item.permit ? { deliveryDue: on } : {}),
      })
    case 'COMPLETE':
      return item.state === 'FORWARDED' ? clocksOf(calendar, item, to, on) : withUse(calendar, item, on)
    case 'WITHDRAW':
    case 'TERMINATE':
      return withoutWaiting(clocks)
    // From here on the file is with the department; the stage before it is over.
    case 'REVIEW':
      return reviewedFirst(clocks)
    case 'BACK_TO_REVIEW':
    case 'RESULT_ARRIVED':
    case 'DELIVER':
    case 'ARCHIVE':
      return clocks
  }
}

/**
 * Every end of an item from its facts, under the calendar of now: after a stop or an extension, and
 * when the working days of another year become known. Says nothing new in law.
 */
export function derived(calendar: WorkingDayCalendar, item: ClockedItem, clocks: Clocks): Clocks {
  const { acceptedOn, decidedOn } = clocks
  if (!acceptedOn) return waits.has(item.state) ? clocksOf(calendar, item, item.state, item.since) : clocks
  let provisional = false
  const told = (end: { readonly due: Day; readonly provisional: boolean }): Day => {
    provisional ||= end.provisional
    return end.due
  }
  const ends = {
    ...(item.promised && clocks.promisedDue
      ? { promisedDue: told(dueAfterStops(calendar, acceptedOn, item.promised, clocks.pauses ?? [])) }
      : {}),
    ...(item.statutory && clocks.statutoryDue
      ? { statutoryDue: told(statutoryEnd(calendar, acceptedOn, item.statutory, clocks)) }
      : {}),
    // No stop reaches it: what art. 45 names is ordered in the stage after.
    ...(item.firstReview && clocks.firstReviewDue
      ? { firstReviewDue: told(dueDate(calendar, acceptedOn, item.firstReview)) }
      : {}),
    ...(decidedOn && clocks.deliveryDue
      ? { deliveryDue: told(dueDate(calendar, decidedOn, deliveryLimit)) }
      : {}),
  }
  return Clocks.parse({ ...clocks, ...ends, provisional })
}

/** The day an item must next be acted on; nothing while it is stopped, waits for the applicant or is done. */
export function nextDay(state: ItemState, clocks: Clocks): Day | undefined {
  switch (state) {
    case 'RECEIVED':
    case 'FORWARDED':
      return [clocks.noticeDue, clocks.custodyDue].filter((day) => day !== undefined).toSorted()[0]
    case 'ACCEPTED':
    case 'ACCEPTED_WITH_DEFICIENCY':
    case 'DEEMED_ACCEPTED':
      return [clocks.firstReviewDue, clocks.promisedDue ?? clocks.statutoryDue]
        .filter((day) => day !== undefined)
        .toSorted()[0]
    case 'IN_REVIEW':
    case 'EXTENDED':
      return (clocks.extension && clocks.statutoryDue) ?? clocks.promisedDue ?? clocks.statutoryDue
    case 'DECIDED_APPROVED':
    case 'DECIDED_REFUSED':
    case 'COMPLETED':
    case 'RESULT_AT_COUNTER':
      return clocks.deliveryDue
    case 'DRAFT':
    case 'CORRECTION_PENDING':
    case 'SUSPENDED':
    case 'DELIVERED':
    case 'ARCHIVED':
    case 'ACCEPTANCE_REFUSED':
    case 'NOT_REQUIRED':
    case 'WITHDRAWN':
    case 'TERMINATED':
      return undefined
  }
}

/** Still somebody's work at the centre: undecided, stopped, or a result nobody has yet. */
export function isRunning(state: ItemState, clocks: Clocks): boolean {
  if (state === 'COMPLETED') return clocks.deliveryDue !== undefined
  return !done.has(state)
}

const waits: ReadonlySet<ItemState> = new Set(['RECEIVED', 'CORRECTION_PENDING', 'FORWARDED'])
const done: ReadonlySet<ItemState> = new Set([
  'DELIVERED',
  'ARCHIVED',
  'ACCEPTANCE_REFUSED',
  'NOT_REQUIRED',
  'WITHDRAWN',
  'TERMINATED',
])

function withUse(calendar: WorkingDayCalendar, { clocks, promised }: ClockedItem, on: Day): Clocks {
  const { days, waited } = daysRun(calendar, clocks, clocks.decidedOn ?? on)
  return {
    ...clocks,
    used: { days, waited, ...(promised?.unit === 'W' ? { promised: promised.n } : {}) },
  }
}

function pauseOf(move: Extract<Move, { act: 'SUSPEND' }>, from: Day) {
  return { from, kind: move.kind, ...(move.basis ? { basis: move.basis } : {}) }
}

/** The open span of a list ends on a day; there is never more than one. */
function closed<Span extends { readonly to?: Day | undefined }>(spans: readonly Span[], to: Day): Span[] {
  return spans.map((span) => (span.to ? span : { ...span, to }))
}

function withoutWaiting(clocks: Clocks): Clocks {
  const { noticeDue: _, custodyDue: __, supplementDue: ___, ...rest } = reviewedFirst(clocks)
  return rest
}

function reviewedFirst(clocks: Clocks): Clocks {
  const { firstReviewDue: _, ...rest } = clocks
  return rest
}
