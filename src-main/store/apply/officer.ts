import type {
  AppointmentSet,
  DutyPlanned,
  MeetingHeld,
  OfficerFiled,
  TrainingHeld,
} from '#shared/domain/assist-events.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { appointment, duty, meeting, officer, training } from '../tables/officer.ts'
import type { At } from './at.ts'

/** Filed again, the later filing holds; what was done under the earlier one stays in the journal. */
export function applyOfficerFiled(writer: Writer, event: OfficerFiled, { position }: At): void {
  const { filingNo, staffId, validTo } = event.officer
  const said = { filingNo, validTo, officer: event.officer, changedAt: position }
  writer
    .insert(officer)
    .values({ staffId, ...said })
    .onConflictDoUpdate({ target: officer.staffId, set: said })
    .run()
}

export function applyTrainingHeld(writer: Writer, event: TrainingHeld, { position }: At): void {
  const { hours, on, staffIds, title, trainingId } = event
  const said = { heldOn: on, title, hours, staffIds, changedAt: position }
  writer
    .insert(training)
    .values({ trainingId, ...said })
    .onConflictDoUpdate({ target: training.trainingId, set: said })
    .run()
}

export function applyMeetingHeld(writer: Writer, event: MeetingHeld, { position }: At): void {
  const { due, meetingId, outcome } = event.meeting
  const said = {
    heldOn: event.on,
    due,
    settled: outcome !== undefined,
    meeting: event.meeting,
    changedAt: position,
  }
  writer
    .insert(meeting)
    .values({ meetingId, ...said })
    .onConflictDoUpdate({ target: meeting.meetingId, set: said })
    .run()
}

export function applyDutyPlanned(writer: Writer, event: DutyPlanned, { position }: At): void {
  const said = { staffIds: event.duty.staffIds, changedAt: position }
  writer
    .insert(duty)
    .values({ onDay: event.duty.on, ...said })
    .onConflictDoUpdate({ target: duty.onDay, set: said })
    .run()
}

export function applyAppointmentSet(writer: Writer, event: AppointmentSet, { position }: At): void {
  const { appointmentId, fromMin, officerId, on, status, toMin } = event.appointment
  const said = {
    onDay: on,
    fromMin,
    toMin,
    officerId,
    status,
    appointment: event.appointment,
    changedAt: position,
  }
  writer
    .insert(appointment)
    .values({ appointmentId, ...said })
    .onConflictDoUpdate({ target: appointment.appointmentId, set: said })
    .run()
}
