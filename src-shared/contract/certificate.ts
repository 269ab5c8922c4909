import { z } from 'zod'
import { Pin } from '#shared/domain/staff.ts'

const signedIn = ['clerk', 'assistOfficer', 'centreManager', 'auditor'] as const

export const certificateProcedures = {
  /** Whether the city still vouches for this desk: without it everything is kept here until it does again. */
  'certificate.state': {
    roles: ['nobody', ...signedIn],
    input: z.object({}),
    output: z.object({
      standing: z.enum(['GOOD', 'ENDS_SOON', 'OVER']),
      endsMs: z.number().optional(),
      /** A code was given; the city is being asked. */
      asked: z.boolean(),
      /** What the city said to the last code. */
      refused: z.string().optional(),
    }),
    refusals: [],
  },
  /** A code of the city office for this desk renews what has run out. */
  'certificate.renew': {
    roles: ['centreManager'],
    input: z.object({ pin: Pin, code: z.string().trim().min(1).max(30) }),
    output: z.object({}),
    refusals: ['staff-unknown', 'pin-wrong', 'pin-locked'],
  },
} as const
