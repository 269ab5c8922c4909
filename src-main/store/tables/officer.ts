import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Appointment, AppointmentStatus } from '#shared/domain/appointment.ts'
import type { Meeting } from '#shared/domain/assist-events.ts'
import type { Officer } from '#shared/domain/officer.ts'
import type { AppointmentId, MeetingId, StaffId, TrainingId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** The registry of officers: what the filing adds to a person of the centre. */
export const officer = sqliteTable('officer', {
  staffId: text('staff_id').$type<StaffId>().primaryKey(),
  filingNo: text('filing_no').notNull(),
  validTo: text('valid_to').notNull(),
  officer: json('officer').$type<Officer>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const training = sqliteTable('training', {
  trainingId: text('training_id').$type<TrainingId>().primaryKey(),
  heldOn: text('held_on').notNull(),
  title: text('title').notNull(),
  hours: real('hours').notNull(),
  staffIds: json('staff_ids').$type<readonly StaffId[]>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const meeting = sqliteTable('meeting', {
  meetingId: text('meeting_id').$type<MeetingId>().primaryKey(),
  heldOn: text('held_on').notNull(),
  due: text('due').notNull(),
  settled: integer('settled', { mode: 'boolean' }).notNull(),
  meeting: json('meeting').$type<Meeting>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const duty = sqliteTable('duty', {
  onDay: text('on_day').primaryKey(),
  staffIds: json('staff_ids').$type<readonly StaffId[]>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const appointment = sqliteTable('appointment', {
  appointmentId: text('appointment_id').$type<AppointmentId>().primaryKey(),
  onDay: text('on_day').notNull(),
  fromMin: integer('from_min').notNull(),
  toMin: integer('to_min').notNull(),
  officerId: text('officer_id').$type<StaffId>().notNull(),
  status: text('status').$type<AppointmentStatus>().notNull(),
  appointment: json('appointment').$type<Appointment>().notNull(),
  changedAt: integer('changed_at').notNull(),
})
