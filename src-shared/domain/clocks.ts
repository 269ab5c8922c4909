import type { DateText } from '#shared/kernel/ids.ts'
import type { CentreRole, Clocks, ItemState, Limit } from './item-case.ts'
import { dueDate, type WorkingDayCalendar } from './working-days.ts'

/** Art. 32(4): five working days to say what is missing, else accepted from the day of receipt. */
const noticeLimit: Limit = { n: 5, unit: 'W' }
/** The centre's own promise for papers it only passes on (domain.md 3.1; to be confirmed locally). */
const custodyLimit: Limit = { n: 1, unit: 'W' }
/** How long an applicant is asked to take for a supplement; no law sets it for all items. */
const supplementLimit: Limit = { n: 15, unit: 'W' }
/** Art. 43: a lower organ that reviews first has twenty working days of its own, counted from acceptance. */
const firstReviewLimit: Limit = { n: 20, unit: 'W' }

/** The limit of the centre's own stage: what the catalogue says, else art. 43, which binds permits alone. */
export function firstReviewOf(item: {
  readonly role: CentreRole
  readonly permit: boolean
  readonly firstReview?: Limit | undefined
}): Limit | undefined {
  if (item.role !== 'FIRST_REVIEW') return undefined
  return item.firstReview ?? (item.permit ? firstReviewLimit : undefined)
}

/**
 * The clocks an item starts when it enters a state on a day.
 *
 * No legal clock runs before acceptance; a COLLECT item has the centre's custody promise and, beside
 * it, the notice clock of the competent organ as the citizen counts it (domain.md 3.1, 3.4).
 */
export function clocksOf(
  calendar: WorkingDayCalendar,
  item: {
    readonly role: CentreRole
    readonly promised?: Limit | undefined
    readonly statutory?: Limit | undefined
    /** As `firstReviewOf` has it. */
    readonly firstReview?: Limit | undefined
  },
  state: ItemState,
  on: DateText,
): Clocks {
  let provisional = false
  const due = (limit: Limit): DateText => {
    const end = dueDate(calendar, on, limit)
    provisional ||= end.provisional
    return end.due
  }
  const clocks = (): Omit<Clocks, 'provisional'> => {
    if (state === 'ACCEPTED' || state === 'ACCEPTED_WITH_DEFICIENCY' || state === 'DEEMED_ACCEPTED')
      return {
        acceptedOn: on,
        ...(item.promised ? { promisedDue: due(item.promised) } : {}),
        ...(item.statutory ? { statutoryDue: due(item.statutory) } : {}),
        ...(item.firstReview ? { firstReviewDue: due(item.firstReview) } : {}),
      }
    if (state === 'COMPLETED') return { acceptedOn: on }
    if (state === 'CORRECTION_PENDING') return { supplementDue: due(supplementLimit) }
    // The duty to tell runs anew for the organ that is to decide, from the day it has the file (3.1).
    if (state === 'FORWARDED') return { noticeDue: due(noticeLimit) }
    if (state !== 'RECEIVED' || item.role === 'ASSIST') return {}
    return {
      noticeDue: due(noticeLimit),
      ...(item.role === 'COLLECT' ? { custodyDue: due(custodyLimit) } : {}),
    }
  }
  return { ...clocks(), provisional }
}
