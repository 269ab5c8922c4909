import { z } from 'zod'
import { Signature } from '#shared/domain/signature.ts'
import { DateText, IncidentId, SlipId, ThingId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** One side of a slip, as it stands on the paper: who, and what they left as a sign. */
const Side = z.object({
  hands: z.string(),
  name: z.string(),
  badge: z.string().optional(),
  /** 口令、签名、盖章回执、面单. */
  how: z.string(),
  ink: Signature.optional(),
})

/** D10 材料交接清单, ready to be set; one slip may be of several cases (domain.md 4). */
export const SlipSheet = z.object({
  slipId: SlipId,
  docNo: z.string(),
  practice: z.boolean(),
  printed: z.number(),
  unitName: z.string(),
  legWord: z.string(),
  place: z.string(),
  actedAt: z.string(),
  issuedOn: DateText,
  /** Whose things these are, each case with its number. */
  cases: z.array(z.object({ caseNo: z.string(), caseNoGrouped: z.string(), ownerName: z.string() })),
  rows: z.array(
    z.object({
      n: z.number(),
      name: z.string(),
      formWord: z.string(),
      docNumber: z.string(),
      copies: z.number(),
      pages: z.string(),
      conditionWord: z.string(),
      returnBy: DateText.optional(),
      purpose: z.string(),
      remark: z.string(),
      bagNo: z.string(),
      /** On a return: the slip it went out with. */
      outgoing: z.string(),
    }),
  ),
  copies: z.number(),
  copiesInWords: z.string(),
  released: Side,
  /** Absent while an offer is not answered. */
  received: Side.optional(),
  remark: z.string().optional(),
})
export type SlipSheet = z.infer<typeof SlipSheet>

/** 情况说明: what was lost or damaged, who says so, and how it ended. */
export const LossReport = z.object({
  incidentId: IncidentId,
  practice: z.boolean(),
  unitName: z.string(),
  kindWord: z.string(),
  caseNo: z.string(),
  caseNoGrouped: z.string(),
  ownerName: z.string(),
  reportedOn: DateText,
  account: z.string(),
  reporter: z.string(),
  second: z.string(),
  rows: z.array(
    z.object({
      n: z.number(),
      name: z.string(),
      formWord: z.string(),
      docNumber: z.string(),
      copies: z.number(),
      bagNo: z.string(),
      lastHolder: z.string(),
      since: DateText,
    }),
  ),
  outcomeWord: z.string().optional(),
  closing: z.string().optional(),
  closedOn: DateText.optional(),
})
export type LossReport = z.infer<typeof LossReport>

export const custodySlipProcedures = {
  'custody.slip': {
    roles: counter,
    input: z.object({ slipId: SlipId }),
    output: SlipSheet,
    refusals: ['slip-unknown', 'case-erased'],
  },
  /** Told after the printer took it; the handover is long recorded. */
  'custody.slipPrinted': {
    roles: counter,
    input: z.object({ slipId: SlipId }),
    output: z.object({ printed: z.number() }),
    refusals: ['slip-unknown'],
  },
  'custody.report': {
    roles: counter,
    input: z.object({ incidentId: IncidentId }),
    output: LossReport,
    refusals: ['incident-unknown', 'case-erased'],
  },
  /** Who may sign for these things, in full: they write their own name under it. */
  'custody.signers': {
    roles: counter,
    input: z.object({ thingIds: z.array(ThingId).min(1).max(200) }),
    output: z.object({ names: z.array(z.string()) }),
    refusals: ['thing-unknown'],
  },
  /** Windows these things may go to: those their items belong to, then those anything went to, the last first. */
  'custody.organs': {
    roles: counter,
    input: z.object({ thingIds: z.array(ThingId).max(200).optional() }),
    output: z.object({ organs: z.array(z.object({ organ: z.string(), receiver: z.string() })) }),
    refusals: [],
  },
} as const
