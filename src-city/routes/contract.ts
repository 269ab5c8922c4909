import { z } from 'zod'
import { DayAnswer } from '#shared/domain/day-answer.ts'
import { ItemState } from '#shared/domain/item-case.ts'
import { JudgedMaterial } from '#shared/domain/material.ts'
import { Move } from '#shared/domain/move.ts'
import { CentreId, DateText, DeskId } from '#shared/kernel/ids.ts'
import { Hash } from '#shared/protocol/entry.ts'
import { FeedPage } from '#shared/protocol/feed.ts'
import { CaseDigest, CentreTotals, Certificate, Enrol } from '#shared/protocol/messages.ts'
import { codeSets } from '../national/codes.ts'
import { NationalRecord } from '../national/record.ts'
import { bundleRoutes } from './bundle-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import { errandRoutes } from './errand-routes.ts'
import { logRoutes } from './log-routes.ts'
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
  readonly gzip?: true
  /** The body is bytes and not JSON. */
  readonly raw?: true
  /** Where another limit than `limits.maxBytes` makes sense. */
  readonly maxBytes?: number
  /** A revoked desk still hands in what it has; everything else is closed to it. */
  readonly whenRevoked?: true
  /** Open to who holds the key of an earlier, sealed log. */
  readonly whenFenced?: true
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
const OfficeStatus = z.enum(['ACTIVE', 'REVOKED'])
const ItemNo = z.string().regex(/^\d{2}$/)
const OfficeId = z.string().max(40)
const Area = z.string().regex(/^\d{4}(\d{2}(\d{3})?)?$/)
const text = (max: number) => z.string().trim().min(1).max(max)
const Office = { officeId: OfficeId, name: z.string(), area: z.string() }

const DepartmentItem = z.strictObject({
  centreId: CentreId,
  centreName: z.string(),
  caseNo: z.string(),
  itemNo: z.string(),
  itemId: z.string(),
  /** As the counter called it when it was received. */
  itemName: z.string(),
  state: ItemState,
  since: z.string(),
  receivedOn: z.string(),
  promisedDue: z.string().nullable(),
  statutoryDue: z.string().nullable(),
  projectNo: z.string().nullable(),
})
/** Our number, which the papers bear, or the platform's once it was told. */
const Which = { caseNo: CaseNo.optional(), itemNo: ItemNo.optional(), projectNo: text(50).optional() }

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

  departmentItems: {
    method: 'GET',
    path: '/v1/department/items',
    caller: 'office',
    input: z.strictObject(Page),
    output: z.strictObject({
      items: z.array(DepartmentItem),
      next: z.string().nullable(),
    }),
  },
  departmentItem: {
    method: 'GET',
    path: '/v1/department/item',
    caller: 'office',
    input: z.strictObject(Which),
    output: z.strictObject({
      item: DepartmentItem,
      materials: z.array(z.strictObject({ rowId: z.string(), name: z.string(), state: z.string() })),
      acts: z.array(
        z.strictObject({
          feedSeq: z.number(),
          on: z.string(),
          act: z.string(),
          from: ItemState,
          to: ItemState,
          docNo: z.string(),
          handler: z.string().nullable(),
        }),
      ),
    }),
  },
  departmentAct: {
    method: 'POST',
    path: '/v1/department/acts',
    caller: 'office',
    maxBytes: 65_536,
    input: z.strictObject({
      requestId: z.string().regex(/^[\w.:-]{6,60}$/),
      ...Which,
      move: Move,
      docNo: text(60),
      on: DateText.optional(),
      handler: text(40).optional(),
      asks: z.array(JudgedMaterial).max(200).optional(),
    }),
    output: z.strictObject({
      feedSeq: z.number(),
      caseNo: z.string(),
      itemNo: z.string(),
      from: ItemState,
      to: ItemState,
      repeated: z.boolean(),
    }),
  },

  openOffice: {
    method: 'POST',
    path: '/v1/operator/offices',
    caller: 'operator',
    input: z.strictObject({ name: text(80), area: Area }),
    output: z.strictObject({ ...Office, key: z.string() }),
  },
  offices: {
    method: 'GET',
    path: '/v1/operator/offices',
    caller: 'operator',
    input: nothing,
    output: z.strictObject({
      offices: z.array(z.strictObject({ ...Office, status: OfficeStatus, createdMs: z.number() })),
    }),
  },
  officeAudit: {
    method: 'GET',
    path: '/v1/operator/offices/:officeId/audit',
    caller: 'operator',
    input: z.strictObject({ officeId: OfficeId, limit: Page.limit }),
    output: z.strictObject({
      acts: z.array(
        z.strictObject({
          atMs: z.number(),
          what: z.string(),
          centreId: CentreId.nullable(),
          caseNo: z.string().nullable(),
          itemNo: z.string().nullable(),
          act: z.string().nullable(),
          code: z.string(),
        }),
      ),
    }),
  },
  putOffice: {
    method: 'PUT',
    path: '/v1/operator/offices/:officeId',
    caller: 'operator',
    input: z.strictObject({ officeId: OfficeId, status: OfficeStatus }),
    output: z.strictObject({ officeId: OfficeId, status: OfficeStatus }),
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
