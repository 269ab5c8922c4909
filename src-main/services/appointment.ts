import { findOrder } from '#main/store/queries/assist.ts'
import { findApplicant, findMatter } from '#main/store/queries/case.ts'
import {
  findAppointment,
  findOfficer,
  listAppointments,
  listAppointmentsOf,
  listDuties,
} from '#main/store/queries/officer.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { AppointmentRow } from '#shared/contract/officer.ts'
import {
  Appointment,
  type AppointmentCode,
  checkAppointment,
  conflictsOf,
} from '#shared/domain/appointment.ts'
import { addDays } from '#shared/domain/day.ts'
import { checkIdNumber, type IdNumberFacts } from '#shared/domain/id-number.ts'
import { maskName, maskPhone } from '#shared/domain/masking.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import type { PriorityShown } from '#shared/domain/priority.ts'
import { isWorkingDay } from '#shared/domain/working-days.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { nameOf, shownOrder } from './assist-shown.ts'
import { actOf, type Desk, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { allFiled } from './officer.ts'
import { priorityShown } from './priority.ts'

const listMax = 5_000

/** Books, moves, keeps or cancels. Only the appointment is written: no item, no clock, no state of any case. */
export function set(desk: Desk, input: Input<'appointment.set'>): Answer<'appointment.set'> {
  return desk.store.write((writer) => {
    const phone = input.appointment.phone ? checkPhone(input.appointment.phone) : undefined
    if (phone && !phone.ok) return phone
    const wish = { ...input.appointment, ...(phone ? { phone: phone.value.phone } : {}) }
    if (wish.caseId && !findMatter(writer, wish.caseId)) return refuse('case-unknown')
    const erased = refuseErased(writer, wish.caseId)
    if (erased) return erased
    if (wish.orderId && !findOrder(writer, wish.orderId)) return refuse('order-unknown')
    const card = input.idNumber
      ? checkIdNumber(input.idNumber, today(desk), desk.rules.knownAreas)
      : undefined
    if (card && !card.ok) return card
    const priority = goesFirst(desk, writer, wish, card?.value)
    return written(desk, writer, { ...wish, ...(priority.grounds.length > 0 ? { priority } : {}) })
  })
}

/** Who is expected goes first by what their order says, or by the card, or as the applicant of the case. */
function goesFirst(
  desk: Desk,
  reader: Reader,
  { caseId, orderId }: Appointment,
  card: IdNumberFacts | undefined,
): PriorityShown {
  const order = orderId && findOrder(reader, orderId)
  if (order) return shownOrder(desk, reader, order).priority
  return priorityShown(desk, reader, card ?? (caseId && findApplicant(reader, caseId)) ?? {}, caseId)
}

/** What is booked goes on in another time, with another officer, or comes to its end. */
export function change(desk: Desk, input: Input<'appointment.change'>): Answer<'appointment.change'> {
  return desk.store.write((writer) => {
    const before = findAppointment(writer, input.appointmentId)
    if (!before) return refuse('appointment-unknown')
    // In the order of the schema, so that the journal replayed writes the same row.
    return written(desk, writer, Appointment.parse({ ...before, ...input.change }))
  })
}

function written(desk: Desk, writer: Writer, wish: Appointment): Result<AppointmentRow, AppointmentCode> {
  const checked = checkAppointment(wish, {
    today: today(desk),
    officer: findOfficer(writer, wish.officerId),
    sameDay: listAppointmentsOf(writer, wish.officerId, wish.on),
    before: findAppointment(writer, wish.appointmentId),
  })
  if (!checked.ok) {
    const { code, detail } = checked.refusal
    return refuse(code, { ...detail, name: nameOf(writer, wish.officerId) })
  }
  record(writer, actOf(desk), { type: 'appointment-set', appointment: wish, atMs: desk.seams.wallMs() })
  return ok(shown(desk, writer, wish, listDuties(writer, wish.on, wish.on).get(wish.on) ?? []))
}

export function list(desk: Desk, { days, from }: Input<'appointment.list'>): Answer<'appointment.list'> {
  return desk.store.read((reader) => {
    const to = addDays(from, days - 1)
    const duties = listDuties(reader, from, to)
    const booked = Map.groupBy(listAppointments(reader, from, to, listMax), ({ on }) => on)
    return ok({
      days: Array.from({ length: days }, (_, n) => {
        const on = addDays(from, n)
        const onDuty = duties.get(on) ?? []
        return {
          on,
          works: isWorkingDay(desk.rules.calendar, on),
          onDuty: onDuty.map((staffId) => ({ staffId, name: nameOf(reader, staffId) })),
          rows: (booked.get(on) ?? []).map((each) => shown(desk, reader, each, onDuty)),
        }
      }),
    })
  })
}

/** 值班: who is there on a day, as on the Saturday before a holiday. The same people once more are no act. */
export function plan(desk: Desk, { duty }: Input<'duty.plan'>): Answer<'duty.plan'> {
  return desk.store.write((writer) => {
    if (duty.on < today(desk)) return refuse('day-past', { on: duty.on })
    if (!allFiled(writer, duty.staffIds)) return refuse('officer-not-filed')
    const planned = listDuties(writer, duty.on, duty.on).get(duty.on) ?? []
    if (planned.toSorted().join() === duty.staffIds.toSorted().join()) return ok({})
    record(writer, actOf(desk), { type: 'duty-planned', duty, atMs: desk.seams.wallMs() })
    return ok({})
  })
}

function shown(
  desk: Desk,
  reader: Reader,
  { name, phone, priority, ...row }: Appointment,
  onDuty: readonly StaffId[],
): AppointmentRow {
  const facts = {
    sameDay: listAppointmentsOf(reader, row.officerId, row.on),
    officer: findOfficer(reader, row.officerId),
    works: isWorkingDay(desk.rules.calendar, row.on),
    onDuty,
  }
  return {
    ...row,
    name: maskName(name),
    priority: priority ?? { grounds: [] },
    ...(phone ? { phone: maskPhone(phone) } : {}),
    officerName: nameOf(reader, row.officerId),
    conflicts: conflictsOf({ ...row, name }, facts).map((each) => ({ ...each })),
  }
}
