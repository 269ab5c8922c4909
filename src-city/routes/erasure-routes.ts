import { z } from 'zod'
import { ErasureBasis } from '#shared/domain/erasure.ts'
import { CaseId, CentreId } from '#shared/kernel/ids.ts'

const CaseNo = z.string().max(40)
const Name = z.string().trim().min(2).max(30)

/** What of a case speaks of anybody goes when two people say so (sync.md C.13). */
export const erasureRoutes = {
  erasures: {
    method: 'GET',
    path: '/v1/operator/centres/:centreId/erasures',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId }),
    output: z.strictObject({
      erasures: z.array(
        z.strictObject({
          caseId: CaseId,
          caseNo: z.string(),
          basis: ErasureBasis,
          reference: z.string(),
          askedBy: z.string(),
          askedMs: z.number(),
          confirmedBy: z.string().nullable(),
          confirmedMs: z.number().nullable(),
          /** Desks in use at the centres that share the case, and those of them that have taken their feed up to it. */
          desks: z.number(),
          heard: z.number(),
        }),
      ),
    }),
  },
  askErasure: {
    method: 'POST',
    path: '/v1/operator/centres/:centreId/erasures',
    caller: 'operator',
    input: z.strictObject({
      centreId: CentreId,
      caseNo: CaseNo,
      basis: ErasureBasis,
      /** The document it is done under. */
      reference: z.string().trim().min(1).max(60),
      by: Name,
    }),
    output: z.strictObject({ caseId: CaseId, caseNo: z.string() }),
  },
  confirmErasure: {
    method: 'PUT',
    path: '/v1/operator/centres/:centreId/erasures/:caseNo',
    caller: 'operator',
    input: z.strictObject({ centreId: CentreId, caseNo: CaseNo, by: Name }),
    output: z.strictObject({
      caseId: CaseId,
      caseNo: z.string(),
      entries: z.number(),
      pictures: z.number(),
      centres: z.array(CentreId),
    }),
  },
} as const
