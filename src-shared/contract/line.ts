import { z } from 'zod'
import { LinePlan, PictureWait } from '#shared/domain/line-plan.ts'

export const lineProcedures = {
  /** How this desk may use its line, what pictures took of it, and until when they wait. */
  'line.plan': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({
      plan: LinePlan,
      dayBytes: z.number(),
      monthBytes: z.number(),
      waits: PictureWait.optional(),
    }),
    refusals: [],
  },
  'line.keepPlan': {
    roles: ['centreManager'],
    input: z.object({ plan: LinePlan }),
    output: z.object({}),
    refusals: [],
  },
} as const
