import { z } from 'zod'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import { CentreId, DateText, DeskId } from '#shared/kernel/ids.ts'
import { Hash } from '#shared/protocol/entry.ts'
import { FeedPage } from '#shared/protocol/feed.ts'
import { CaseDigest, CentreTotals, Certificate, Enrol } from '#shared/protocol/messages.ts'
import { codeSets } from '../national/codes.ts'
import { NationalRecord } from '../national/record.ts'
import { bundleRoutes } from './bundle-routes.ts'
import { centreRosterRoutes } from './centre-roster-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import { erasureRoutes } from './erasure-routes.ts'
import { errandRoutes } from './errand-routes.ts'
import { logRoutes } from './log-routes.ts'
import { departmentRoutes, officeRoutes } from './office-routes.ts'
import { Page } from './page.ts'
import { pictureRoutes } from './picture-routes.ts'
import { publicationRoutes } from './publication-routes.ts'
import { rosterRoutes } from './roster-routes.ts'

/**
 * Who may ask: anybody, a desk by its signature, an office of a department by its key, the operator by the
 * token in the identity file.
 */
export type Caller = 'anybody' | 'newcomer' | 'desk' | 'office' | 'operator'

export type Route = {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT'
  readonly path: string
  readonly caller: Caller
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Only a batch may come compressed (sync.md C.17). */
  readonly pressed?: true
  /** The body is bytes and not JSON. */
  readonly raw?: true
  /** Where another limit than `limits.maxBytes` makes sense. */
  readonly maxBytes?: number
  /** A revoked desk still hands in what it has; everything else is closed to it. */
  readonly whenRevoked?: true
  /** Only a few are worked on at a time; whoever finds no place comes back. */
  readonly heavy?: true
  /** Open to who holds the key of an earlier, sealed log. */
  readonly whenFenced?: true
}

const nothing = z.strictObject({})
const Span = { from: DateText, to: DateText, desk: DeskId.optional() }
const CasePage = z.strictObject({ cases: z.array(CaseDigest), next: z.string().nullable() })
const CaseNo = z.string().max(40)

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
  ...logRoutes,
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
  feed: {
    method: 'GET',
    path: '/v1/feed',
    caller: 'desk',
    input: z.strictObject({ after: z.coerce.number().int().min(0).max(2_147_483_647), hash: Hash }),
    output: FeedPage,
  },

  /** What the city has in effect of a day this desk closed. */
  day: {
    method: 'GET',
    path: '/v1/days/:date/:nth',
    caller: 'desk',
    input: z.strictObject({ date: DateText, nth: z.coerce.number().int().min(1).max(99) }),
    output: DayAnswer,
  },

  ...pictureRoutes,
  ...bundleRoutes,
  ...publicationRoutes,
  ...commandRoutes,
  ...centreRosterRoutes,
  ...departmentRoutes,
  ...officeRoutes,

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
  centreDays: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/days',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, from: DateText, to: DateText }),
    output: z.strictObject({
      days: z.array(DayAnswer.extend({ deskId: DeskId, alone: z.boolean() })),
    }),
  },
  centreFeed: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/feed',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, after: z.coerce.number().int().min(0).default(0) }),
    output: FeedPage,
  },
  ...errandRoutes,
  ...erasureRoutes,
  ...rosterRoutes,
  ...copyRoutes,
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
  /** What changed for the national exchange in the days on which the city took it in (domain.md 2.7). */
  centreNational: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/national',
    caller: 'operator',
    input: z.strictObject({
      centreId: CentreId,
      from: DateText,
      to: DateText,
      codes: z.enum(codeSets).default('gb'),
      ...Page,
    }),
    output: z.strictObject({
      batch: z.string(),
      records: z.array(NationalRecord),
      next: z.string().nullable(),
    }),
  },
} as const satisfies Readonly<Record<string, Route>>

export type Routes = typeof routes
export type RouteName = keyof Routes
