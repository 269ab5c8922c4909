import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'
import { actFrame, backLine, materialLine, paperFrame } from './paper-parts.ts'

/** 办结通知单: the result, and the days used beside the days promised. */
export const D12 = z.object({
  kind: z.literal('D12'),
  ...actFrame,
  resultWord: z.string(),
  /** What is not told is written by hand; a refusal has no paper that runs out. */
  granted: z.boolean(),
  resultName: z.string().optional(),
  resultNumber: z.string().optional(),
  validUntil: DateText.optional(),
  completedOn: DateText,
  usedWord: z.string(),
  next: z.array(z.string()),
})

/** 送达回证: who took what, where, when and how. */
export const D12Delivery = z.object({
  kind: z.literal('D12-DELIVERY'),
  ...actFrame,
  documents: z.array(z.object({ n: z.number(), name: z.string(), no: z.string() })),
  place: z.string(),
  methodWord: z.string(),
  deliveredAt: z.string(),
  signedBy: z.string().optional(),
  relation: z.string().optional(),
  reference: z.string().optional(),
})

/** 材料流转（出库）单: one trip to one organ; today every trip carries one item. */
export const D13 = z.object({
  kind: z.literal('D13'),
  ...paperFrame,
  toOrgan: z.string(),
  receivedBy: z.string().optional(),
  sentAt: z.string(),
  rows: z.array(
    z.object({
      n: z.number(),
      caseNoGrouped: z.string(),
      applicantName: z.string(),
      receivedOn: DateText,
      itemName: z.string(),
      materials: z.number(),
    }),
  ),
  materials: z.array(materialLine),
})

/** 延期告知书: the end of the law moved, once. */
export const D16Extension = z.object({
  kind: z.literal('D16-EXTENSION'),
  ...actFrame,
  opening: z.string(),
  reason: z.string(),
  daysWord: z.string(),
  approver: z.string(),
  dueBefore: z.string().optional(),
  dueWord: z.string(),
  provisional: z.boolean(),
})

/** 特别程序告知书: what stops the clock, by what right, for how long it is expected. */
export const D16Suspension = z.object({
  kind: z.literal('D16-SUSPENSION'),
  ...actFrame,
  opening: z.string(),
  kindWord: z.string(),
  basis: z.string(),
  fromWord: z.string(),
  expectedWord: z.string(),
})

/** 撤回申请书: the applicant's own words, and what goes back. */
export const D16Withdrawal = z.object({
  kind: z.literal('D16-WITHDRAWAL'),
  ...actFrame,
  appliedOn: DateText,
  reason: z.string().optional(),
  signedBy: z.string(),
  givenBack: z.array(backLine),
})

/** 材料退还签收单: originals that left the counter. */
export const D16Return = z.object({
  kind: z.literal('D16-RETURN'),
  ...paperFrame,
  returnedAt: z.string(),
  signedBy: z.string(),
  rows: z.array(backLine.extend({ usedFor: z.string() })),
})

/** 终止告知书: why the item ends without a decision. */
export const D16Termination = z.object({
  kind: z.literal('D16-TERMINATION'),
  ...actFrame,
  opening: z.string(),
  causeWord: z.string(),
  reason: z.string().optional(),
  givenBack: z.array(backLine),
  remedies: z.array(z.string()),
})

/** 准予或不予决定书, of what the centre itself decides. */
export const D16Decision = z.object({
  kind: z.literal('D16-DECISION'),
  ...actFrame,
  title: z.string(),
  granted: z.boolean(),
  /** In full: a decision is addressed to a person (domain.md 4). */
  applicantId: z.string(),
  decisionNo: z.string().optional(),
  opening: z.string(),
  reason: z.string().optional(),
  legalBasis: z.string(),
  decidedOn: DateText,
  remedies: z.array(z.string()),
})

/** 归档目录: what lies in the closed file. */
export const D16Archive = z.object({
  kind: z.literal('D16-ARCHIVE'),
  ...actFrame,
  endWord: z.string(),
  receivedOn: DateText,
  endedOn: DateText,
  documents: z.array(
    z.object({ n: z.number(), name: z.string(), no: z.string(), on: z.string(), copies: z.number() }),
  ),
  steps: z.array(z.object({ on: DateText, what: z.string(), who: z.string() })),
})
