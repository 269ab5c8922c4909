import { z } from 'zod'
import { LogPage, logPageLimits, OpenEpoch } from '#shared/protocol/epoch.ts'
import { Certificate, Hello, Push, PushAck, Welcome } from '#shared/protocol/messages.ts'

/** What a desk and the city say to each other about its log. */
export const logRoutes = {
  hello: {
    method: 'POST',
    path: '/v1/hello',
    caller: 'desk',
    maxBytes: 16_384,
    whenRevoked: true,
    input: Hello,
    output: Welcome,
  },
  push: {
    method: 'POST',
    path: '/v1/push',
    caller: 'desk',
    whenRevoked: true,
    input: Push,
    output: PushAck,
    pressed: true,
    heavy: true,
  },
  /** A desk's own log, for one that was restored from a backup and lacks its newest part. */
  log: {
    method: 'GET',
    path: '/v1/log',
    caller: 'desk',
    whenRevoked: true,
    whenFenced: true,
    input: z.strictObject({
      epoch: z.coerce.number().int().min(1).max(2_147_483_647),
      after: z.coerce.number().int().min(0).max(2_147_483_647),
      limit: z.coerce.number().int().min(1).max(logPageLimits.maxEntries).default(logPageLimits.maxEntries),
    }),
    output: LogPage,
  },
  /** The same key vouched for anew, while it still counts. */
  renewCertificate: {
    method: 'POST',
    path: '/v1/certificates',
    caller: 'desk',
    maxBytes: 1_024,
    input: z.strictObject({}),
    output: Certificate,
  },
  openEpoch: {
    method: 'POST',
    path: '/v1/epochs',
    caller: 'desk',
    maxBytes: 16_384,
    whenFenced: true,
    input: OpenEpoch,
    output: Certificate,
  },
} as const
