import { z } from 'zod'
import { ItemState } from '#shared/domain/item-case.ts'
import { JudgedMaterial } from '#shared/domain/material.ts'
import { Move } from '#shared/domain/move.ts'
import { CentreId, DateText } from '#shared/kernel/ids.ts'
import { Page } from './page.ts'

const CaseNo = z.string().max(40)
const ItemNo = z.string().regex(/^\d{2}$/)
const OfficeStatus = z.enum(['ACTIVE', 'REVOKED'])
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

/** What a department asks by its own key: what waits for it, and what it did. */
export const departmentRoutes = {
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
} as const

/** Who may ask for a department: the operator gives out the keys and reads what was done with them. */
export const officeRoutes = {
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
    input: z.strictObject({}),
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
} as const
