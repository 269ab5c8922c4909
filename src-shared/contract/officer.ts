import { z } from 'zod'
import { Appointment, appointmentCodes, Duty } from '#shared/domain/appointment.ts'
import { Meeting, TrainingHeld } from '#shared/domain/assist-events.ts'
import { AssistTeam, filingCodes, Officer, officerCodes } from '#shared/domain/officer.ts'
import { PriorityShown } from '#shared/domain/priority.ts'
import { Role } from '#shared/domain/staff.ts'
import { AppointmentId, DateText, StaffId } from '#shared/kernel/ids.ts'
import { numberCodes } from './assist.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const
const manager = ['centreManager'] as const

const Training = TrainingHeld.pick({ trainingId: true, title: true, hours: true, staffIds: true, on: true })

export const OfficerRow = Officer.extend({
  name: z.string(),
  badge: z.string(),
  role: Role,
  /** Why the person may not act today; left out when they may. */
  fault: z.enum(filingCodes).optional(),
  /** AB 岗: who acts today, the officer or who stands in. */
  acting: StaffId.optional(),
  /** Hours of training in the last twelve months. */
  trainedHours: z.number(),
})
export type OfficerRow = z.infer<typeof OfficerRow>

export const AppointmentRow = Appointment.omit({ name: true, phone: true, priority: true }).extend({
  name: z.string(),
  priority: PriorityShown,
  phone: z.string().optional(),
  officerName: z.string(),
  conflicts: z.array(
    z.object({ kind: z.enum(['BUSY', 'NOT_FILED', 'NOT_ON_DUTY']), appointmentId: AppointmentId.optional() }),
  ),
})
export type AppointmentRow = z.infer<typeof AppointmentRow>

export const officerProcedures = {
  'officer.list': {
    roles: counter,
    input: z.object({}),
    output: z.object({
      rows: z.array(OfficerRow),
      teams: z.array(z.object({ team: AssistTeam, members: z.array(StaffId), short: z.boolean() })),
    }),
    refusals: [],
  },
  /** Files an officer, or tells a changed filing. The person itself belongs to the roster. */
  'officer.file': {
    roles: manager,
    input: z.object({ officer: Officer }),
    output: OfficerRow,
    refusals: officerCodes,
  },
  'officer.train': {
    roles: manager,
    input: z.strictObject(Training.shape),
    output: z.object({}),
    refusals: ['date-ahead', 'officer-not-filed'],
  },
  /** 协调会议: what was difficult, how it is solved, by whom, until when; once more with its outcome. */
  'officer.meet': {
    roles: ['assistOfficer', 'centreManager'],
    input: z.object({ meeting: Meeting, on: DateText }),
    output: z.object({}),
    refusals: ['date-ahead', 'period-reversed', 'order-unknown'],
  },
  'officer.records': {
    roles: counter,
    input: z.object({ limit: z.number().int().min(1).max(500) }),
    output: z.object({
      trainings: z.array(Training),
      /** Overdue is what has no outcome after its day. */
      meetings: z.array(Meeting.extend({ on: DateText, overdue: z.boolean() })),
    }),
    refusals: [],
  },
  'duty.plan': {
    roles: manager,
    input: z.object({ duty: Duty }),
    output: z.object({}),
    refusals: ['day-past', 'officer-not-filed'],
  },
  /** Books, moves, keeps or cancels an appointment on any day; no clock of any item moves with it. */
  'appointment.set': {
    roles: counter,
    input: z.object({
      appointment: Appointment.omit({ priority: true }),
      /** From the card on the reader: it tells who goes first, and is not kept. */
      idNumber: z.string().max(40).optional(),
    }),
    output: AppointmentRow,
    refusals: [...appointmentCodes, ...numberCodes, 'case-unknown', 'case-erased', 'order-unknown'],
  },
  /** Moves, keeps or cancels one that is booked; lists never show the name in full, so it stays with the desk. */
  'appointment.change': {
    roles: counter,
    input: z.strictObject({
      appointmentId: AppointmentId,
      change: Appointment.pick({
        on: true,
        fromMin: true,
        toMin: true,
        officerId: true,
        status: true,
      }).partial(),
    }),
    output: AppointmentRow,
    refusals: [...appointmentCodes, 'appointment-unknown'],
  },
  /** Day by day: whether it is a working day, who is on duty, what is booked and what stands against it. */
  'appointment.list': {
    roles: counter,
    input: z.object({ from: DateText, days: z.number().int().min(1).max(62) }),
    output: z.object({
      days: z.array(
        z.object({
          on: DateText,
          works: z.union([z.boolean(), z.literal('unknown')]),
          onDuty: z.array(z.object({ staffId: StaffId, name: z.string() })),
          rows: z.array(AppointmentRow),
        }),
      ),
    }),
    refusals: [],
  },
} as const
