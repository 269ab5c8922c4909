import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'
import { RefusalGround } from './decision.ts'

const words = (max: number) => z.string().trim().max(max)

/**
 * Art. 45 of the Licensing Law: the only procedures that stop a clock, or another the item's own law
 * names. A site inspection is not among them; it is listed so that it can be told as a refusal.
 */
export const PauseKind = z.enum([
  'HEARING',
  'TENDER',
  'AUCTION',
  'INSPECTION',
  'TESTING',
  'QUARANTINE',
  'APPRAISAL',
  'EXPERT_REVIEW',
  'OWN_LAW',
  'SITE_INSPECTION',
])
export type PauseKind = z.infer<typeof PauseKind>

/** The procedures in words, the same on screen and on paper, so that what was chosen is what is printed. */
export const pauseWords: Readonly<Record<PauseKind, string>> = {
  HEARING: '听证',
  TENDER: '招标',
  AUCTION: '拍卖',
  INSPECTION: '检验',
  TESTING: '检测',
  QUARANTINE: '检疫',
  APPRAISAL: '鉴定',
  EXPERT_REVIEW: '专家评审',
  OWN_LAW: '专门规定的特别程序',
  SITE_INSPECTION: '现场核查、踏勘',
}

/** Who the act is of: the centre itself, or the department, whose document is named. */
export const By = z.discriminatedUnion('organ', [
  z.object({ organ: z.literal('centre') }),
  z.object({ organ: z.literal('department'), docNo: words(60) }),
])
export type By = z.infer<typeof By>

export const DeliveryMethod = z.enum(['WINDOW', 'POST', 'ASSIST', 'ELECTRONIC', 'PUBLIC_NOTICE'])
export type DeliveryMethod = z.infer<typeof DeliveryMethod>

/** Why a file is closed without a decision; `EARLIER_FAILED`: the items this one builds on came to nothing. */
export const EndCause = z.enum([
  'CORRECTION_EXPIRED',
  'DEFICIENCY_EXPIRED',
  'EARLIER_FAILED',
  'APPLICANT_DIED',
  'IMPOSSIBLE',
])
export type EndCause = z.infer<typeof EndCause>

/** What was found only after the first notice, and the manager who agreed to a second (domain.md 3.2). */
export const NewFact = z.object({ reason: words(200), approvedBy: StaffId.optional() })

/** How an earlier promise that was broken has been made good, and the manager who agrees (domain.md 3.3). */
const Repaired = NewFact

/** The paper the matter ends in, as the applicant will hold it. */
export const ItemResult = z.object({
  name: words(80),
  number: words(60).optional(),
  validUntil: DateText.optional(),
  /** Where the department sent it: to the counter to be fetched, or straight to the applicant. */
  sentTo: z.enum(['COUNTER', 'APPLICANT']).optional(),
})
export type ItemResult = z.infer<typeof ItemResult>

/**
 * One act with what it must say. Signatures and reasons may be absent in shape: that they are missing
 * is a refusal the clerk can mend, not a fault of the program.
 */
export const Move = z.discriminatedUnion('act', [
  z.object({ act: z.literal('SUPPLY') }),
  z.object({ act: z.literal('ACCEPT') }),
  z.object({
    act: z.literal('ACCEPT_WITH_DEFICIENCY'),
    signedBy: words(60).optional(),
    repaired: Repaired.optional(),
  }),
  z.object({ act: z.literal('CORRECT'), newFact: NewFact.optional() }),
  z.object({ act: z.literal('REFUSE'), ground: RefusalGround }),
  z.object({ act: z.literal('NOT_REQUIRED'), advice: words(200).optional() }),
  z.object({ act: z.literal('DEEM_ACCEPTED') }),
  z.object({ act: z.literal('FORWARD'), toOrgan: words(80).optional(), receivedBy: words(60).optional() }),
  z.object({ act: z.literal('REVIEW'), note: words(200).optional() }),
  z.object({
    act: z.literal('SUSPEND'),
    kind: PauseKind,
    basis: words(200).optional(),
    expectedDays: z.number().int().min(1).max(365),
  }),
  z.object({ act: z.literal('RESUME'), note: words(200).optional() }),
  z.object({
    act: z.literal('EXTEND'),
    days: z.number().int().min(1).max(15),
    approver: words(60).optional(),
    reason: words(200).optional(),
  }),
  z.object({ act: z.literal('BACK_TO_REVIEW') }),
  z.object({ act: z.literal('DEMAND'), what: words(200).optional() }),
  z.object({ act: z.literal('DEMAND_MET') }),
  z.object({ act: z.literal('APPROVE'), docNo: words(60).optional(), note: words(200).optional() }),
  z.object({
    act: z.literal('REJECT'),
    docNo: words(60).optional(),
    reason: words(500).optional(),
    remedies: words(500).optional(),
  }),
  z.object({ act: z.literal('COMPLETE'), result: ItemResult.optional() }),
  z.object({ act: z.literal('RESULT_ARRIVED'), what: words(80).optional(), told: words(80).optional() }),
  z.object({
    act: z.literal('DELIVER'),
    method: DeliveryMethod,
    signedBy: words(60).optional(),
    relation: words(30).optional(),
    /** Waybill, electronic receipt, or where the notice was put up. */
    reference: words(80).optional(),
  }),
  z.object({ act: z.literal('WITHDRAW'), signedBy: words(60).optional(), reason: words(200).optional() }),
  z.object({ act: z.literal('TERMINATE'), cause: EndCause, reason: words(200).optional() }),
  z.object({ act: z.literal('ARCHIVE') }),
])
export type Move = z.infer<typeof Move>
