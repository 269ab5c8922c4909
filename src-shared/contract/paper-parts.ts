import { z } from 'zod'
import { DateText, PaperId } from '#shared/kernel/ids.ts'

/** One material as it was handed in. */
export const materialLine = z.object({
  n: z.number(),
  name: z.string(),
  form: z.string(),
  /** Sheets that stayed here; 0 where nothing on paper did. */
  copies: z.number(),
  taken: z.string(),
  note: z.string(),
})

/** An item as most papers name it. */
export const itemLine = z.object({ itemNo: z.string(), name: z.string(), organ: z.string() })

/** A paper or an original that goes back into the hands of who brought it. */
export const backLine = z.object({ n: z.number(), name: z.string(), form: z.string(), copies: z.number() })

/** What all papers of a case share. */
export const paperFrame = {
  paperId: PaperId,
  docNo: z.string(),
  caseNo: z.string(),
  caseNoGrouped: z.string(),
  practice: z.boolean(),
  /** 0 before the first print; from 1 on the next copy is marked 「补打」. */
  printed: z.number(),
  unitName: z.string(),
  unitPhone: z.string().optional(),
  issuedOn: DateText,
  /** Who did the act the paper belongs to. */
  clerkName: z.string(),
  clerkBadge: z.string(),
  matterName: z.string(),
  applicantName: z.string(),
  applicantIdMasked: z.string(),
  applicantPhoneMasked: z.string().optional(),
  representativeLine: z.string().optional(),
}

/** An act of the centre or of the department on one item; the department's own document is named. */
export const actFrame = {
  ...paperFrame,
  item: itemLine,
  departmentDocNo: z.string().optional(),
}
