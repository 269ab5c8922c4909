import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'

/** The states of an ItemCase (domain.md 3.2). Codes are stored, Chinese words belong to the window. */
export const ItemState = z.enum([
  'DRAFT',
  'RECEIVED',
  'CORRECTION_PENDING',
  'ACCEPTED',
  'ACCEPTED_WITH_DEFICIENCY',
  'DEEMED_ACCEPTED',
  'FORWARDED',
  'IN_REVIEW',
  'SUSPENDED',
  'EXTENDED',
  'DECIDED_APPROVED',
  'DECIDED_REFUSED',
  'COMPLETED',
  'RESULT_AT_COUNTER',
  'DELIVERED',
  'ARCHIVED',
  'ACCEPTANCE_REFUSED',
  'NOT_REQUIRED',
  'WITHDRAWN',
  'TERMINATED',
])
export type ItemState = z.infer<typeof ItemState>

/** What the centre may do with an item: a property of (item, centre), never the clerk's choice (3.1). */
export const CentreRole = z.enum(['DECIDE', 'FIRST_REVIEW', 'COLLECT', 'ASSIST'])
export type CentreRole = z.infer<typeof CentreRole>

export const Limit = z.object({ n: z.number().int().min(0), unit: z.enum(['W', 'N', 'H', 'M']) })
export type Limit = z.infer<typeof Limit>

/** The clocks of one ItemCase, as business dates (domain.md 3.4). */
export const Clocks = z.object({
  /** Acceptance is the reference day of both limits and is itself not counted. */
  acceptedOn: DateText.optional(),
  promisedDue: DateText.optional(),
  statutoryDue: DateText.optional(),
  /** Art. 43: the last day of the centre's own stage, until the file is with the department that decides. */
  firstReviewDue: DateText.optional(),
  /** Art. 32(4): nothing told by this day means accepted from the day of receipt. */
  noticeDue: DateText.optional(),
  /** COLLECT items: the centre's own promise to pass the file on. */
  custodyDue: DateText.optional(),
  /** The day by which the applicant is asked to supply what the notice lists. */
  supplementDue: DateText.optional(),
  /** Stops by art. 45. The day a stop begins still counted; the first day after it ends counts again. */
  pauses: z
    .array(
      z.object({ from: DateText, to: DateText.optional(), kind: z.string(), basis: z.string().optional() }),
    )
    .optional(),
  /** The one extension: working days added to what the law allows. */
  extension: z.object({ on: DateText, days: z.number().int() }).optional(),
  /** Supplements demanded after acceptance. They stop nothing; how long was waited is told beside it. */
  demands: z.array(z.object({ from: DateText, to: DateText.optional() })).optional(),
  decidedOn: DateText.optional(),
  /** Art. 44: a permit is handed over within ten working days of the decision. */
  deliveryDue: DateText.optional(),
  /** Working days from acceptance to decision without the stops, beside what was promised. */
  used: z
    .object({ days: z.number().int(), promised: z.number().int().optional(), waited: z.number().int() })
    .optional(),
  /** A year without a published calendar was crossed: shown as 「暂定」. */
  provisional: z.boolean(),
})
export type Clocks = z.infer<typeof Clocks>

/** One item of a matter at the moment of receipt, with the catalogue facts it was received under. */
export const ItemCase = z.object({
  itemNo: z.string().regex(/^\d{2}$/),
  itemId: z.string(),
  name: z.string(),
  deptName: z.string(),
  /** The codes the item had in the catalogue of that day (domain.md 2.4); the exchange asks for them. */
  taskCode: z.string().max(50).optional(),
  handlingItemCode: z.string().max(50).optional(),
  role: CentreRole,
  caseKind: z.enum(['IMMEDIATE', 'PROMISED']),
  promised: Limit.optional(),
  statutory: Limit.optional(),
  state: ItemState,
  clocks: Clocks,
})
export type ItemCase = z.infer<typeof ItemCase>

const ends: ReadonlySet<ItemState> = new Set([
  'COMPLETED',
  'RESULT_AT_COUNTER',
  'DELIVERED',
  'ARCHIVED',
  'ACCEPTANCE_REFUSED',
  'NOT_REQUIRED',
  'WITHDRAWN',
  'TERMINATED',
])

/** Nothing more is decided about it; a result may still wait to be fetched. */
export function hasEnded(state: ItemState): boolean {
  return ends.has(state)
}

export type MatterState = 'RECEIVED' | 'IN_PROGRESS' | 'PARTLY_DONE' | 'COMPLETED'

/** The state of the bundle is always derived from its items and never stored (domain.md 3.2). */
export function matterState(items: readonly { readonly state: ItemState }[]): MatterState {
  const done = items.filter((item) => ends.has(item.state)).length
  if (items.length > 0 && done === items.length) return 'COMPLETED'
  if (done > 0) return 'PARTLY_DONE'
  return items.some((item) => item.state !== 'DRAFT' && item.state !== 'RECEIVED')
    ? 'IN_PROGRESS'
    : 'RECEIVED'
}
