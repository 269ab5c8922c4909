import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'
import { itemLine, materialLine, paperFrame } from './paper-parts.ts'

/** 收件凭证: what was taken over the counter. */
export const D1 = z.object({
  kind: z.literal('D1'),
  ...paperFrame,
  receivedAt: z.string(),
  items: z.array(
    z.object({ itemNo: z.string(), name: z.string(), deptName: z.string(), roleWord: z.string() }),
  ),
  materials: z.array(materialLine),
  /** Without a day: the department keeps it for good (收缴、注销). */
  originalsKept: z.array(z.object({ name: z.string(), returnBy: z.string().optional() })),
  /** COLLECT or ASSIST items present: the slip must say that it is no acceptance. */
  notAcceptance: z.boolean(),
  nextSteps: z.array(z.string()),
  enquiryCode: z.string(),
})

/** 受理通知书: acceptance, the reference day of both limits. */
export const D2 = z.object({
  kind: z.literal('D2'),
  ...paperFrame,
  appliedOn: DateText,
  acceptedOn: DateText,
  items: z.array(
    z.object({
      itemNo: z.string(),
      name: z.string(),
      organ: z.string(),
      caseKindWord: z.string(),
      statutoryWord: z.string(),
      promisedWord: z.string(),
      promisedDueWord: z.string(),
      deficiency: z.boolean(),
    }),
  ),
  feeWord: z.string(),
  legalBasis: z.array(z.string()),
  materials: z.array(materialLine),
  deficiencies: z.array(z.object({ name: z.string(), way: z.string(), dueWord: z.string() })),
  provisional: z.boolean(),
})

/** 一次性告知（补正）通知书: all that is missing, at once. */
export const D3 = z.object({
  kind: z.literal('D3'),
  ...paperFrame,
  receivedAt: z.string(),
  items: z.array(z.object({ itemNo: z.string(), name: z.string(), deptName: z.string() })),
  /** Only items the centre itself accepts make this a notice under art. 32(1)(4). */
  legalNotice: z.boolean(),
  rows: z.array(
    z.object({
      n: z.number(),
      name: z.string(),
      problem: z.string(),
      required: z.string(),
      howToObtain: z.string(),
      necessityWord: z.string(),
      mayDefer: z.boolean(),
    }),
  ),
  /** What of this the department has not confirmed, in words. */
  unconfirmed: z.array(z.string()),
  supplementDueWord: z.string(),
  provisional: z.boolean(),
})

/** 不予受理通知书: the reason, the right organ, the remedies. */
export const D4 = z.object({
  kind: z.literal('D4'),
  ...paperFrame,
  appliedOn: DateText,
  items: z.array(itemLine),
  categoryWord: z.string(),
  reason: z.string(),
  rightOrgan: z.string().optional(),
  legalBasis: z.string(),
  givenBack: z.array(z.string()),
  remedies: z.array(z.string()),
})

/** 即时告知单: nothing has to be applied for. Why, where the clerk has not said it, is written by hand. */
export const D5 = z.object({
  kind: z.literal('D5'),
  ...paperFrame,
  askedAt: z.string(),
  items: z.array(itemLine),
  opening: z.string(),
  advice: z.string().optional(),
})

/** 容缺受理承诺书 and 容缺受理通知 on one sheet: the promise above, the notice below. */
export const D6 = z.object({
  kind: z.literal('D6'),
  ...paperFrame,
  acceptedOn: DateText,
  items: z.array(itemLine),
  /** Primary materials that are there; the promise says that they are. */
  primaries: z.array(z.string()),
  rows: z.array(
    z.object({
      n: z.number(),
      name: z.string(),
      required: z.string(),
      way: z.string(),
      dueWord: z.string(),
    }),
  ),
  /** Who signed the promise, where the act has told it. */
  signedBy: z.string().optional(),
  provisional: z.boolean(),
})

/** 告知承诺书: what the organ tells, and what the applicant states in place of a certificate. */
export const D7 = z.object({
  kind: z.literal('D7'),
  ...paperFrame,
  /** In full: the promise binds a person, not a row of stars (domain.md 4). */
  applicantId: z.string(),
  items: z.array(itemLine.extend({ basis: z.string(), condition: z.string().optional() })),
  rows: z.array(
    z.object({
      n: z.number(),
      name: z.string(),
      /** What the certificate would have shown, as far as the catalogue says it. */
      proves: z.string().optional(),
      usedFor: z.string(),
    }),
  ),
})
