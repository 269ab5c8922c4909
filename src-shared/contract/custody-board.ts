import { z } from 'zod'
import { Condition, CustodyState, Holder, PassedFee, ThingForm } from '#shared/domain/custody.ts'
import { PriorityShown } from '#shared/domain/priority.ts'
import {
  CaseId,
  DateText,
  IncidentId,
  LegId,
  OfferId,
  Sha256,
  SlipId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'
import { counter, Handed, words } from './custody-parts.ts'

/**
 * The lanes of the board (ui.md 2.b): with me or in our cabinet, with colleagues, on the way, at a
 * department, results that wait to be fetched, due back today, amiss.
 */
export const CustodyLane = z.enum(['MINE', 'COLLEAGUES', 'WAY', 'DEPARTMENT', 'RESULT', 'DUE', 'AMISS'])
export type CustodyLane = z.infer<typeof CustodyLane>

/** One card of the board: names masked, as on every list. */
export const CustodyRow = z.object({
  thingId: ThingId,
  tip: LegId,
  caseId: CaseId,
  caseNo: z.string(),
  ownerName: z.string(),
  /** Whether the owner goes first; a case of another centre says nothing of it. */
  priority: PriorityShown,
  rowId: z.string().optional(),
  name: z.string(),
  form: ThingForm,
  copies: z.number(),
  pages: z.number().optional(),
  docNumber: z.string().optional(),
  condition: Condition,
  custodyPolicy: z.string(),
  photo: Sha256.optional(),
  returnBy: DateText.optional(),
  bagNo: z.string().optional(),
  shelf: z.string().optional(),
  fee: PassedFee.optional(),
  holder: Holder,
  holderName: z.string(),
  since: DateText,
  daysHeld: z.number(),
  state: CustodyState,
  disputed: z.boolean(),
  offerId: OfferId.optional(),
  /** Whom it is offered to, while nobody has answered. */
  offeredTo: z.string().optional(),
  incidentId: IncidentId.optional(),
  /** Looked for on this day in vain. */
  missedOn: DateText.optional(),
  /** Out of every hand of a centre for good. */
  gone: z.boolean(),
})
export type CustodyRow = z.infer<typeof CustodyRow>

/** One step of the timeline, with both who let go and who took. */
export const CustodyLeg = z.object({
  legId: LegId,
  slipId: SlipId.optional(),
  kind: z.string(),
  /** One of several that follow the same step: each of these hands says it has the thing. */
  claim: z.boolean(),
  from: z.string(),
  to: z.string(),
  releasedBy: z.string(),
  releasedHow: z.string(),
  receivedBy: z.string(),
  receivedHow: z.string(),
  docNo: z.string().optional(),
  on: DateText,
  atMs: z.number(),
  place: z.string(),
  remark: z.string().optional(),
})
export type CustodyLeg = z.infer<typeof CustodyLeg>

export const custodyBoardProcedures = {
  /** Who has what: counts of every lane, and the things of the lane asked for, the longest held first. */
  'custody.board': {
    roles: counter,
    input: z.object({
      at: z.enum(['COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT']).optional(),
      /** One holder of the lane: a person, a department, a waybill. */
      holder: z.string().max(80).optional(),
      amiss: z.boolean().optional(),
      dueToday: z.boolean().optional(),
      originals: z.boolean().optional(),
      lane: CustodyLane.optional(),
      /** A piece of a name, a number, a bag, a holder. */
      find: words(40).optional(),
      /** Held for more than so many days. */
      longerThan: z.number().int().min(1).max(3_650).optional(),
      bagNo: words(40).optional(),
      after: z.object({ since: DateText, thingId: ThingId }).optional(),
      limit: z.number().int().min(1).max(5_000),
    }),
    output: z.object({
      today: DateText,
      lanes: z.array(z.object({ at: z.string(), holder: z.string(), name: z.string(), n: z.number() })),
      amiss: z.number(),
      dueToday: z.number(),
      /** How many things stand in each lane of the board. */
      counts: z.record(CustodyLane, z.number()),
      /** Originals outside the house, and for how long the first of them has been. */
      out: z.object({ n: z.number(), oldestDays: z.number() }),
      me: StaffId,
      centreName: z.string(),
      /** in − out = held, of this centre's own things; `guests` belong to another centre. */
      totals: z.object({ in: z.number(), out: z.number(), held: z.number(), guests: z.number() }),
      rows: z.array(CustodyRow),
      more: z.boolean(),
    }),
    refusals: [],
  },
  'custody.ofCase': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: z.object({ rows: z.array(CustodyRow) }),
    refusals: [],
  },
  'custody.chain': {
    roles: counter,
    input: z.object({ thingId: ThingId }),
    output: z.object({ thing: CustodyRow, legs: z.array(CustodyLeg) }),
    refusals: ['thing-unknown'],
  },
  /** Into a bag and its place; what is found on looking closer. Without a number the next bag of the case. */
  'custody.stow': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      things: z
        .array(Handed.omit({ tip: true, purpose: true, remark: true, bagNo: true }))
        .min(1)
        .max(200),
      bag: z.union([z.literal('NEW'), words(40)]).optional(),
      shelf: words(30).optional(),
    }),
    output: z.object({ bagNo: z.string().optional() }),
    refusals: ['thing-unknown', 'thing-out', 'not-the-holder'],
  },
  /** What stands on the label of a bag, 60×40 mm. */
  'custody.label': {
    roles: counter,
    input: z.object({ bagNo: words(40) }),
    output: z.object({
      bagNo: z.string(),
      code: z.string(),
      caseNo: z.string(),
      ownerName: z.string(),
      originals: z.number(),
      copies: z.number(),
      receipts: z.number(),
      returnBy: DateText.optional(),
      shelf: z.string().optional(),
    }),
    refusals: ['bag-unknown'],
  },
} as const
