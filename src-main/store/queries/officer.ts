import { and, between, desc, eq } from 'drizzle-orm'
import type { Appointment } from '#shared/domain/appointment.ts'
import type { Officer } from '#shared/domain/officer.ts'
import type { AppointmentId, StaffId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { appointment, duty, meeting, officer, training } from '../tables/officer.ts'

export type TrainingRow = typeof training.$inferSelect
export type MeetingRow = typeof meeting.$inferSelect

export function findOfficer(reader: Reader, staffId: StaffId): Officer | undefined {
  return reader.select().from(officer).where(eq(officer.staffId, staffId)).get()?.officer
}

export function listOfficers(reader: Reader): readonly Officer[] {
  return reader
    .select()
    .from(officer)
    .orderBy(officer.filingNo)
    .all()
    .map((row) => row.officer)
}

/** Newest first. */
export function listTrainings(reader: Reader, limit: number): readonly TrainingRow[] {
  return reader
    .select()
    .from(training)
    .orderBy(desc(training.heldOn), desc(training.trainingId))
    .limit(limit)
    .all()
}

/** What is still owed first, the most pressing of it on top. */
export function listMeetings(reader: Reader, limit: number): readonly MeetingRow[] {
  return reader
    .select()
    .from(meeting)
    .orderBy(meeting.settled, meeting.due, meeting.meetingId)
    .limit(limit)
    .all()
}

/** Who is on duty, day by day; a day nobody planned is missing. */
export function listDuties(
  reader: Reader,
  from: string,
  to: string,
): ReadonlyMap<string, readonly StaffId[]> {
  const rows = reader
    .select()
    .from(duty)
    .where(between(duty.onDay, from, to))
    .orderBy(duty.onDay)
    .all()
  return new Map(rows.map(({ onDay, staffIds }) => [onDay, staffIds]))
}

export function findAppointment(reader: Reader, appointmentId: AppointmentId): Appointment | undefined {
  return reader.select().from(appointment).where(eq(appointment.appointmentId, appointmentId)).get()
    ?.appointment
}

/** All appointments of some days, by time. */
export function listAppointments(
  reader: Reader,
  from: string,
  to: string,
  limit: number,
): readonly Appointment[] {
  return reader
    .select()
    .from(appointment)
    .where(between(appointment.onDay, from, to))
    .orderBy(appointment.onDay, appointment.fromMin, appointment.appointmentId)
    .limit(limit)
    .all()
    .map((row) => row.appointment)
}

export function listAppointmentsOf(reader: Reader, officerId: StaffId, day: string): readonly Appointment[] {
  return reader
    .select()
    .from(appointment)
    .where(and(eq(appointment.officerId, officerId), eq(appointment.onDay, day)))
    .orderBy(appointment.fromMin)
    .all()
    .map((row) => row.appointment)
}
