import type { Input } from '#shared/contract/desk.ts'
import type { AssistMode } from '#shared/domain/assist.ts'
import { AppointmentId, StaffId } from '#shared/kernel/ids.ts'
import type { About } from '../../app/MatterField.tsx'
import { minuteOf } from './slots.ts'

/** What is told of a booking. The time stands in the week behind it, so that it may be changed alone. */
export type Booking = {
  readonly name: string
  /** Of the card that was read for this name. */
  readonly idNumber?: string | undefined
  readonly phone: string
  readonly about: About
  readonly place: string
  readonly officerId: string
  readonly mode: AssistMode
  readonly lengthMin: number
}

/** Ways of helping that are booked for a time; the rest happen on the spot. */
export const bookedModes = ['ACCOMPANY', 'HOME_VISIT', 'ESCORT', 'COACHING', 'PROJECT'] as const
export const lengths = [30, 60, 90, 120] as const

export function emptyBooking(place: string): Booking {
  return { name: '', phone: '', about: { words: '' }, place, officerId: '', mode: 'ACCOMPANY', lengthMin: 60 }
}

export function appointmentOf(
  { about, lengthMin, mode, name, officerId, phone, place }: Booking,
  at: { readonly appointmentId: string; readonly on: string; readonly slot: number },
): Input<'appointment.set'>['appointment'] {
  const fromMin = minuteOf(at.slot)
  return {
    appointmentId: AppointmentId.parse(at.appointmentId),
    on: at.on,
    fromMin,
    toMin: fromMin + lengthMin,
    officerId: StaffId.parse(officerId),
    mode,
    place: place.trim(),
    name: name.trim(),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(about.words.trim() ? { about: about.words.trim() } : {}),
    status: 'BOOKED',
  }
}
