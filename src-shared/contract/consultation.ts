import { z } from 'zod'
import { Asked } from '#shared/domain/consultation.ts'
import { ConsultationId, DateText } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** A consultation as it was written down, for the sheet and for going on with it. */
export const Consultation = Asked.extend({
  consultationId: ConsultationId,
  docNo: z.string(),
  code: z.string(),
  on: DateText,
  catalogueVersion: z.string(),
  matterName: z.string().optional(),
  clerkName: z.string(),
})
export type Consultation = z.infer<typeof Consultation>

/** One line of the list; the name is masked before it leaves the engine. */
export const ConsultationRow = z.object({
  consultationId: ConsultationId,
  code: z.string(),
  atMs: z.number(),
  /** The matter, or the question as it was put. */
  about: z.string(),
  name: z.string(),
  clerkName: z.string(),
})
export type ConsultationRow = z.infer<typeof ConsultationRow>

export const consultationProcedures = {
  /** Written down before the sheet is printed; said again for the same id, it replaces what stood there. */
  'consultation.log': {
    roles: counter,
    input: z.object({ consultationId: ConsultationId, asked: Asked }),
    output: Consultation,
    refusals: ['nothing-asked', 'matter-unknown', 'phone-form', 'consultation-of-another-day'],
  },
  'consultation.open': {
    roles: counter,
    input: z.object({ code: z.string().max(30) }),
    output: Consultation,
    refusals: ['code-form', 'code-check-character', 'consultation-unknown'],
  },
  /** Today's consultations of this desk, newest first. */
  'consultation.list': {
    roles: counter,
    input: z.object({}),
    output: z.object({ rows: z.array(ConsultationRow), total: z.number() }),
    refusals: [],
  },
  /** The twelve matters most asked about: those of today first, then of the last thirty days. */
  'consultation.frequent': {
    roles: counter,
    input: z.object({}),
    output: z.object({ matterIds: z.array(z.string()) }),
    refusals: [],
  },
} as const
