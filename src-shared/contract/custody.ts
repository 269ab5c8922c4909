import { z } from 'zod'
import {
  Condition,
  CustodyLine,
  CustodyState,
  Holder,
  IncidentKind,
  IncidentOutcome,
  PassedFee,
  ThingForm,
} from '#shared/domain/custody.ts'
import { acceptCodes, custodyCodes, incidentCodes, overrideCodes } from '#shared/domain/decide-custody.ts'
import { Signature, signatureCodes } from '#shared/domain/signature.ts'
import { Pin } from '#shared/domain/staff.ts'
import { CourierCompany } from '#shared/domain/waybill.ts'
import {
  CaseId,
  CentreId,
  DateText,
  IncidentId,
  LegId,
  OfferId,
  Sha256,
  SlipId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const
const manager = ['centreManager'] as const
const words = (max: number) => z.string().trim().max(max)

/** A colleague who stands beside and gives the own PIN. */
const Second = z.object({ staffId: StaffId, pin: Pin })

/** A thing as the window saw it, with what was found when it was looked at for this handover. */
const Handed = z.object({
  thingId: ThingId,
  tip: LegId,
  docNumber: words(60).optional(),
  pages: CustodyLine.shape.pages,
  condition: Condition.optional(),
  photo: Sha256.optional(),
  returnBy: DateText.optional(),
  bagNo: words(40).optional(),
  purpose: words(80).optional(),
  remark: words(200).optional(),
})
const things = z.array(Handed).max(200)

const when = { on: DateText.optional(), place: words(80).optional(), remark: words(200).optional() }
const secondCodes = ['second-needed', 'pin-wrong', 'pin-locked', 'staff-unknown'] as const

/**
 * The lanes of the board (ui.md 2.b): with me or in our cabinet, with colleagues, on the way, at a
 * department, due back today, amiss.
 */
export const CustodyLane = z.enum(['MINE', 'COLLEAGUES', 'WAY', 'DEPARTMENT', 'DUE', 'AMISS'])
export type CustodyLane = z.infer<typeof CustodyLane>

/** One card of the board: names masked, as on every list. */
export const CustodyRow = z.object({
  thingId: ThingId,
  tip: LegId,
  caseId: CaseId,
  caseNo: z.string(),
  ownerName: z.string(),
  rowId: z.string().optional(),
  name: z.string(),
  form: ThingForm,
  copies: z.number(),
  pages: z.number().optional(),
  docNumber: z.string().optional(),
  condition: Condition,
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
  incidentId: IncidentId.optional(),
  /** Out of every hand of a centre for good. */
  gone: z.boolean(),
})
export type CustodyRow = z.infer<typeof CustodyRow>

/** One step of the timeline, with both who let go and who took. */
export const CustodyLeg = z.object({
  legId: LegId,
  slipId: SlipId.optional(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  releasedBy: z.string(),
  receivedBy: z.string(),
  docNo: z.string().optional(),
  on: DateText,
  atMs: z.number(),
  place: z.string(),
  remark: z.string().optional(),
})
export type CustodyLeg = z.infer<typeof CustodyLeg>

const slip = z.object({ slipId: SlipId, docNo: z.string() })
const parts = z.array(z.string().max(1_300)).min(1).max(200)

export const custodyProcedures = {
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
      /** Results of departments that wait to be fetched. */
      results: z.boolean().optional(),
      lane: CustodyLane.optional(),
      /** A piece of a name, a number, a bag. */
      find: words(40).optional(),
      /** Held for more than so many days. */
      longerThan: z.number().int().min(1).max(3_650).optional(),
      bagNo: words(40).optional(),
      after: z.object({ since: DateText, thingId: ThingId }).optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({
      today: DateText,
      lanes: z.array(z.object({ at: z.string(), holder: z.string(), name: z.string(), n: z.number() })),
      amiss: z.number(),
      dueToday: z.number(),
      /** How many things stand in each lane of the board. */
      counts: z.record(CustodyLane, z.number()),
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
  /** Things nobody has told of yet: from the applicant's hands, or from a department with a result. */
  'custody.takeIn': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      from: z.discriminatedUnion('at', [
        z.object({
          at: z.literal('APPLICANT'),
          signedBy: words(60),
          signature: Signature.optional(),
        }),
        z.object({ at: z.literal('DEPARTMENT'), organ: words(80), releasedBy: words(60) }),
      ]),
      /** Into the cabinet, or into the hands of whoever is signed in. */
      to: z.enum(['COUNTER', 'ME']),
      /** The colleague who takes the things over and says so by the own PIN; `ME` is then that person. */
      receiver: Second.optional(),
      lines: z
        .array(
          CustodyLine.pick({
            rowId: true,
            name: true,
            form: true,
            docNumber: true,
            copies: true,
            pages: true,
            condition: true,
            photo: true,
            returnBy: true,
            bagNo: true,
            purpose: true,
            remark: true,
            fee: true,
          }),
        )
        .max(200),
      ...when,
    }),
    output: z.object({ slip, thingIds: z.array(ThingId) }),
    refusals: [...custodyCodes, ...secondCodes, ...signatureCodes, 'case-unknown', 'row-unknown'],
  },
  /** Both sides are here. `second` is the colleague on the other side, where there is one. */
  'custody.handOver': {
    roles: counter,
    input: z.object({
      things,
      to: z.discriminatedUnion('at', [
        z.object({ at: z.literal('COUNTER') }),
        z.object({ at: z.literal('OFFICER'), staffId: StaffId }),
        z.object({
          at: z.literal('COURIER'),
          company: CourierCompany,
          companyName: words(30).optional(),
          waybill: words(40),
          toward: words(80).optional(),
          collector: words(60).optional(),
        }),
        z.object({
          at: z.literal('DEPARTMENT'),
          organ: words(80),
          receiver: words(60),
          slipPhoto: Sha256.optional(),
        }),
        z.object({ at: z.literal('FILED'), why: words(80) }),
      ]),
      /** Who gives back for a department. */
      releasedBy: words(60).optional(),
      second: Second.optional(),
      ...when,
    }),
    output: z.object({ slip }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  /** An officer who leaves hands over everything in one signed list. */
  'custody.handOverAll': {
    roles: counter,
    input: z.object({ from: StaffId, to: StaffId, second: Second, ...when }),
    output: z.object({ slip, n: z.number() }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  /** Back to the owner, line by line of the slip they went out with, against a signature. */
  'custody.returnTo': {
    roles: counter,
    input: z.object({
      things,
      signedBy: words(60),
      signature: Signature.optional(),
      ...when,
    }),
    output: z.object({ slip }),
    refusals: [...custodyCodes, ...secondCodes, ...signatureCodes],
  },
  /** To a desk that cannot be reached: shown as QR codes, one offer a case. */
  'custody.offer': {
    roles: counter,
    input: z.object({
      things,
      to: z.object({ centreId: CentreId, centreName: words(60), officer: words(30).optional() }),
      second: Second.optional(),
      ...when,
    }),
    output: z.object({ slip, offerIds: z.array(OfferId), parts: z.array(z.string()) }),
    refusals: [...custodyCodes, ...secondCodes],
  },
  'custody.showOffer': {
    roles: counter,
    input: z.object({ offerIds: z.array(OfferId).min(1).max(200) }),
    output: z.object({ parts: z.array(z.string()) }),
    refusals: ['offer-unknown', 'offer-closed'],
  },
  'custody.withdraw': {
    roles: counter,
    input: z.object({
      offerId: OfferId,
      because: z.enum(['WITHDRAWN', 'REFUSED']),
      reason: words(200),
      ...when,
    }),
    output: z.object({}),
    refusals: ['offer-unknown', 'offer-closed', 'reason-missing', 'date-ahead'],
  },
  /** What the scanned codes offer, before anybody says yes. */
  'custody.readOffer': {
    roles: counter,
    input: z.object({ parts }),
    output: z.object({
      offers: z.array(
        z.object({
          offerId: OfferId,
          caseNo: z.string(),
          ownerName: z.string(),
          docNo: z.string(),
          from: z.string(),
          to: z.string(),
          forUs: z.boolean(),
          on: DateText,
          lines: z.array(CustodyLine),
        }),
      ),
    }),
    refusals: ['offer-unreadable', 'offer-incomplete'],
  },
  /** The signed-in person takes over what was scanned; works without a line. The receipt goes back by QR. */
  'custody.accept': {
    roles: counter,
    input: z.object({ parts, ...when }),
    output: z.object({ n: z.number(), thingIds: z.array(ThingId), receipt: z.array(z.string()) }),
    refusals: ['offer-unreadable', 'offer-incomplete', ...acceptCodes],
  },
  /** The offering desk scans the receipt, and knows without a line that the things have arrived. */
  'custody.acknowledge': {
    roles: counter,
    input: z.object({ parts }),
    output: z.object({ n: z.number(), disputed: z.boolean() }),
    refusals: ['offer-unreadable', 'offer-incomplete', 'offer-unknown', ...acceptCodes],
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
  /** Lost or damaged: two people, an account, and nothing moves until it is closed. */
  'custody.incident': {
    roles: counter,
    input: z.object({
      thingIds: z.array(ThingId).min(1).max(200),
      kind: IncidentKind,
      account: words(500),
      second: Second,
      photo: Sha256.optional(),
      ...when,
    }),
    output: z.object({ incidentIds: z.array(IncidentId) }),
    refusals: [...incidentCodes, ...secondCodes],
  },
  'custody.closeIncident': {
    roles: manager,
    input: z.object({
      incidentId: IncidentId,
      outcome: IncidentOutcome,
      account: words(500),
      signedBy: words(60).optional(),
      second: Second,
      ...when,
    }),
    output: z.object({}),
    refusals: [...incidentCodes, ...secondCodes],
  },
  /** The manager looked, and says where the things are. */
  'custody.override': {
    roles: manager,
    input: z.object({
      things: z
        .array(z.object({ thingId: ThingId, tip: LegId }))
        .min(1)
        .max(200),
      to: z.discriminatedUnion('at', [
        z.object({ at: z.literal('COUNTER') }),
        z.object({ at: z.literal('OFFICER'), staffId: StaffId }),
        z.object({ at: z.literal('DEPARTMENT'), organ: words(80), receiver: words(60) }),
      ]),
      reason: words(500),
      ...when,
    }),
    output: z.object({}),
    refusals: [...overrideCodes, 'staff-unknown'],
  },
} as const
