import { z } from 'zod'
import { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { deskAlarms } from '../fleet/alarms.ts'

const DeskStatus = z.enum(['ACTIVE', 'REVOKED'])

/** The centres and their desks: who may come in, and how each of them stands. */
export const rosterRoutes = {
  putCentre: {
    method: 'PUT',
    path: '/v1/operator/centres/:centreId',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, name: z.string().trim().min(1).max(60) }),
    output: z.strictObject({ centreId: CentreId, name: z.string() }),
  },
  makeCode: {
    method: 'POST',
    path: '/v1/operator/enrolment-codes',
    caller: 'operator',
    input: z.strictObject({
      centreId: CentreId,
      ttlMs: z.number().int().min(1).max(86_400_000).optional(),
      /** For this desk to begin anew, on this machine or another; empty for a new desk. */
      deskId: DeskId.optional(),
    }),
    output: z.strictObject({
      code: z.string(),
      expiresMs: z.number(),
      cityKey: z.string(),
      cityFingerprint: z.string(),
    }),
  },
  desks: {
    method: 'GET',
    path: '/v1/operator/desks',
    caller: 'operator',
    input: z.strictObject({}),
    output: z.strictObject({
      durable: z.boolean(),
      nowMs: z.number(),
      desks: z.array(
        z.strictObject({
          centreId: CentreId,
          centreName: z.string(),
          deskId: DeskId,
          deskPart: z.string(),
          epoch: z.number(),
          status: DeskStatus,
          catalogueVersion: z.string().nullable(),
          enrolledMs: z.number(),
          certificateEndsMs: z.number().nullable(),
          receivedSeq: z.number(),
          durableSeq: z.number(),
          pruneOkSeq: z.number(),
          appliedSeq: z.number(),
          lastReceivedMs: z.number().nullable(),
          seenMs: z.number().nullable(),
          waiting: z.number().nullable(),
          oldestMs: z.number().nullable(),
          appVersion: z.string().nullable(),
          skewMs: z.number().nullable(),
          refusedCode: z.string().nullable(),
          held: z.number(),
          returned: z.number(),
          alarms: z.array(z.enum(deskAlarms)),
        }),
      ),
    }),
  },
  putDesk: {
    method: 'PUT',
    path: '/v1/operator/desks/:deskId',
    caller: 'operator',
    input: z.strictObject({ deskId: DeskId, status: DeskStatus }),
    output: z.strictObject({ deskId: DeskId, status: DeskStatus }),
  },
} as const
