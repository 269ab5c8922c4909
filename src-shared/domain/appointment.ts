import { z } from 'zod'
import { AppointmentId, AssistOrderId, CaseId, DateText, StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { AssistMode } from './assist.ts'
import type { Day } from './day.ts'
import { filingOn, type Officer } from './officer.ts'
import { PriorityShown } from './priority.ts'

const words = (max: number) => z.string().trim().max(max)

/** Minutes after midnight. */
const Minute = z.number().int().min(0).max(1_440)

export const AppointmentStatus = z.enum(['BOOKED', 'KEPT', 'MISSED', 'CANCELLED'])
export type AppointmentStatus = z.infer<typeof AppointmentStatus>

/**
 * A time kept free for somebody, on any day of the year. It is a promise of the officer and nothing in
 * law: no clock of an item knows of it.
 */
export const Appointment = z.strictObject({
  appointmentId: AppointmentId,
  on: DateText,
  fromMin: Minute,
  toMin: Minute,
  officerId: StaffId,
  mode: AssistMode,
  place: words(80),
  name: words(60),
  phone: words(20).optional(),
  about: words(200).optional(),
  caseId: CaseId.optional(),
  orderId: AssistOrderId.optional(),
  /** Who goes first, as it was known when the time was kept: the number it follows from is not written down. */
  priority: PriorityShown.optional(),
  status: AppointmentStatus,
})
export type Appointment = z.infer<typeof Appointment>

/** Who is on duty on a day. Rest days have none unless somebody is named. */
export const Duty = z.strictObject({ on: DateText, staffIds: z.array(StaffId).max(20) })
export type Duty = z.infer<typeof Duty>

export const appointmentCodes = [
  'officer-not-filed',
  'officer-not-approved',
  'filing-not-yet',
  'filing-lapsed',
  'filing-withdrawn',
  'period-reversed',
  'name-missing',
  'place-missing',
  'officer-busy',
  'day-past',
  'not-from-this-state',
  'date-ahead',
] as const
export type AppointmentCode = (typeof appointmentCodes)[number]

export type BookingFacts = {
  readonly today: Day
  readonly officer: Officer | undefined
  /** Everything else the officer has that day. */
  readonly sameDay: readonly Appointment[]
  readonly before: Appointment | undefined
}

/** Books, moves, keeps or cancels. Two people are never promised the same officer at the same time. */
export function checkAppointment(
  wish: Appointment,
  { before, officer, sameDay, today }: BookingFacts,
): Result<Appointment, AppointmentCode> {
  if (before && before.status !== 'BOOKED') return refuse('not-from-this-state', { status: before.status })
  if (!before && wish.status !== 'BOOKED') return refuse('not-from-this-state', { status: wish.status })
  if (wish.status === 'CANCELLED') return ok(wish)
  if (wish.status !== 'BOOKED') return wish.on > today ? refuse('date-ahead', { on: wish.on }) : ok(wish)
  if (!wish.name) return refuse('name-missing')
  if (!wish.place) return refuse('place-missing')
  if (wish.toMin <= wish.fromMin) return refuse('period-reversed')
  if (wish.on < today) return refuse('day-past', { on: wish.on })
  const filing = filingOn(officer, wish.on)
  if (!filing.ok) return filing
  const [busy] = overlaps(wish, sameDay)
  return busy
    ? refuse('officer-busy', {
        mode: busy.mode,
        place: busy.place,
        from: clockOf(busy.fromMin),
        to: clockOf(busy.toMin),
      })
    : ok(wish)
}

/** Appointments of the same officer that touch the same minutes; one that ends as the other begins does not. */
export function overlaps(one: Appointment, all: readonly Appointment[]): readonly Appointment[] {
  return all.filter(
    (each) =>
      each.appointmentId !== one.appointmentId &&
      each.officerId === one.officerId &&
      each.on === one.on &&
      each.status === 'BOOKED' &&
      each.fromMin < one.toMin &&
      one.fromMin < each.toMin,
  )
}

export type Conflict =
  | { readonly kind: 'BUSY'; readonly appointmentId: AppointmentId }
  /** The filing no longer holds, or does not hold yet, on the day that was promised. */
  | { readonly kind: 'NOT_FILED' }
  /** A rest day on which somebody else is on duty, or nobody. */
  | { readonly kind: 'NOT_ON_DUTY' }

/** What stands against an appointment that was booked in good order and met with something since. */
export function conflictsOf(
  one: Appointment,
  facts: {
    readonly sameDay: readonly Appointment[]
    readonly officer: Officer | undefined
    readonly works: boolean | 'unknown'
    readonly onDuty: readonly StaffId[]
  },
): readonly Conflict[] {
  if (one.status !== 'BOOKED') return []
  const rest = facts.works === false && !facts.onDuty.includes(one.officerId)
  return [
    ...overlaps(one, facts.sameDay).map(({ appointmentId }) => ({ kind: 'BUSY' as const, appointmentId })),
    ...(filingOn(facts.officer, one.on).ok ? [] : [{ kind: 'NOT_FILED' as const }]),
    ...(rest ? [{ kind: 'NOT_ON_DUTY' as const }] : []),
  ]
}

/** `09:30` of minutes after midnight. */
export function clockOf(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
