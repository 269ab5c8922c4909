import { z } from 'zod'
import { PictureId } from '../kernel/ids.ts'

/** What is wrong with a paper that was shown (domain.md D3, column "problem"). */
export const DefectReason = z.enum(['MISSING', 'WRONG_FORM', 'WRONG_CONTENT', 'EXPIRED', 'ORIGINAL_NEEDED'])
export type DefectReason = z.infer<typeof DefectReason>

/** How a deferred material will reach the counter (ui.md 2.a 容缺). */
export const SupplyWay = z.enum(['COUNTER', 'POST', 'ONLINE', 'ASSIST'])
export type SupplyWay = z.infer<typeof SupplyWay>

/**
 * The clerk's judgement of one row of the merged material set (domain.md 3.6 MaterialItem).
 *
 * `EXPECTED` with a reason is a judged defect; a row nobody looked at has no judgement at all.
 */
export const Judgement = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('SUPPLIED'),
    taken: z.enum(['SIGHT_ORIGINAL', 'ORIGINAL', 'COPY']),
    /** The original was seen too and handed back: what a line that wants both asks for. */
    sighted: z.literal(true).optional(),
  }),
  z.object({ state: z.literal('WAIVED'), by: z.enum(['eLicense', 'sharedData', 'commitment']) }),
  z.object({
    state: z.literal('DEFERRED'),
    way: SupplyWay,
    /** Working days until the supplement is due; bounded by the rule `deferralLimit`. */
    days: z.number().int().min(1).max(60),
  }),
  z.object({ state: z.literal('EXPECTED'), reason: DefectReason, note: z.string().max(100).optional() }),
  /** A paper everybody has to bring is only left out with a reason. */
  z.object({ state: z.literal('NOT_APPLICABLE'), reason: z.string().max(60).optional() }),
])
export type Judgement = z.infer<typeof Judgement>

export const JudgedMaterial = z.object({
  rowId: z.string().min(1).max(60),
  judgement: Judgement,
  /** Photographed when it was judged; what was photographed before stays with the row. */
  pictures: z.array(PictureId).max(20).optional(),
})
export type JudgedMaterial = z.infer<typeof JudgedMaterial>

/** A row that no longer stands in the way of acceptance. */
export function settles(judgement: Judgement): boolean {
  return judgement.state !== 'EXPECTED' && judgement.state !== 'DEFERRED'
}

/** The paper itself stays here: from now on somebody has it. */
export function keepsOriginal(judgement: Judgement | null | undefined): boolean {
  return judgement?.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL'
}
