import { z } from 'zod'
import { CentreId, DateText, DeskId } from '#shared/kernel/ids.ts'
import {
  CaseDigest,
  CentreTotals,
  Certificate,
  Enrol,
  Hello,
  Push,
  PushAck,
  Welcome,
} from '#shared/protocol/messages.ts'

/** Who may ask: anybody, a desk by its signature, the operator by the token in the identity file. */
export type Caller = 'anybody' | 'newcomer' | 'desk' | 'operator'

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly caller: Caller
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Only a batch may come compressed (sync.md C.17). */
  readonly gzip?: true
}

const pageMax = 200
const nothing = z.strictObject({})
const Page = {
  after: z.string().max(40).default(''),
  limit: z.coerce.number().int().min(1).max(pageMax).default(100),
}
const Span = { from: DateText, to: DateText, desk: DeskId.optional() }
const CasePage = z.strictObject({ cases: z.array(CaseDigest), next: z.string().nullable() })
const CaseNo = z.string().max(40)
const DeskStatus = z.enum(['ACTIVE', 'REVOKED'])

/** Everything that can be asked of the city. What is not here answers 404. */
export const routes = {
  health: {
    method: 'GET',
    path: '/healthz',
    caller: 'anybody',
    input: nothing,
    output: z.strictObject({ alive: z.literal(true) }),
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    caller: 'anybody',
    input: nothing,
    output: z.strictObject({ ready: z.literal(true) }),
  },

  enrol: { method: 'POST', path: '/v1/enrol', caller: 'newcomer', input: Enrol, output: Certificate },
  hello: { method: 'POST', path: '/v1/hello', caller: 'desk', input: Hello, output: Welcome },
  push: { method: 'POST', path: '/v1/push', caller: 'desk', input: Push, output: PushAck, gzip: true },
  case: {
    method: 'GET',
    path: '/v1/cases/:caseNo',
    caller: 'desk',
    input: z.strictObject({ caseNo: CaseNo }),
    output: CaseDigest,
  },
  cases: { method: 'GET', path: '/v1/cases', caller: 'desk', input: z.strictObject(Page), output: CasePage },
  totals: {
    method: 'GET',
    path: '/v1/totals',
    caller: 'desk',
    input: z.strictObject(Span),
    output: CentreTotals,
  },

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
    input: z.strictObject({ centreId: CentreId, ttlMs: z.number().int().min(1).max(86_400_000).optional() }),
    output: z.strictObject({
      code: z.string(),
      expiresMs: z.number(),
      cityKey: z.string(),
      cityFingerprint: z.string(),
    }),
  },
  centreCases: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/cases',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, ...Page }),
    output: CasePage,
  },
  centreCase: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/cases/:caseNo',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, caseNo: CaseNo }),
    output: CaseDigest,
  },
  centreTotals: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/totals',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, ...Span }),
    output: CentreTotals,
  },
  centreDispositions: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/dispositions',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, limit: Page.limit }),
    output: z.strictObject({
      dispositions: z.array(
        z.strictObject({
          deskId: DeskId,
          epoch: z.number(),
          seq: z.number(),
          entryId: z.string(),
          kind: z.string(),
          caseNo: z.string().nullable(),
          state: z.string(),
          code: z.string(),
          detail: z.string(),
          disposedMs: z.number(),
        }),
      ),
    }),
  },
  desks: {
    method: 'GET',
    path: '/v1/operator/desks',
    caller: 'operator',
    input: nothing,
    output: z.strictObject({
      desks: z.array(
        z.strictObject({
          centreId: CentreId,
          deskId: DeskId,
          deskPart: z.string(),
          epoch: z.number(),
          status: DeskStatus,
          catalogueVersion: z.string().nullable(),
          enrolledMs: z.number(),
          receivedSeq: z.number(),
          lastReceivedMs: z.number().nullable(),
          held: z.number(),
          returned: z.number(),
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
} as const satisfies Readonly<Record<string, Route>>

export type Routes = typeof routes
export type RouteName = keyof Routes
