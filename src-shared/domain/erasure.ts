import { z } from 'zod'
import { CaseId, CentreId, DateText, EntryId, Sha256 } from '#shared/kernel/ids.ts'

/** Stands where something about a person stood. */
export const erasedText = '已删除'
/** Why nothing goes on with such a case, wherever somebody tries. */
export const erasedSentence = '本件的个人信息已依法删除，不能再办理、打印或查看原文。'

/** Why personal data has to go: the five grounds of article 47 of the Personal Information Protection Law. */
export const ErasureBasis = z.enum([
  'PURPOSE_MET',
  'RETENTION_OVER',
  'CONSENT_WITHDRAWN',
  'UNLAWFUL',
  'OTHER_LAW',
])
export type ErasureBasis = z.infer<typeof ErasureBasis>

export const basisWords: Readonly<Record<ErasureBasis, string>> = {
  PURPOSE_MET: '处理目的已实现或不再必要',
  RETENTION_OVER: '保存期限已届满',
  CONSENT_WITHDRAWN: '本人撤回同意',
  UNLAWFUL: '处理违反规定或约定',
  OTHER_LAW: '法律法规规定的其他情形',
}

/** A decision that a case is erased: on what ground, under which document, and the two who took it. */
export const Erasure = z.object({
  caseId: CaseId,
  /** The centre that took the case in. */
  home: CentreId,
  basis: ErasureBasis,
  reference: z.string().trim().min(1).max(60),
  authorisedBy: z.tuple([z.string().max(30), z.string().max(30)]),
  on: DateText,
})
export type Erasure = z.infer<typeof Erasure>

/**
 * The case was erased at this desk. Names what is left of each entry by its hash: the chain no longer vouches for a
 * body that is gone, this entry does for what stands in its place (sync.md C.13).
 */
export const CaseErased = Erasure.extend({
  type: z.literal('case-erased'),
  feed: z.object({ entryId: EntryId, seq: z.number().int(), hash: z.string() }),
  left: z.array(z.object({ entryId: EntryId, sha256: Sha256 })),
})
export type CaseErased = z.infer<typeof CaseErased>
