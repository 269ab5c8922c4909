import { z } from 'zod'
import { PaperId } from '#shared/kernel/ids.ts'

/** The kinds of papers of domain.md 4. */
export const PaperKind = z.enum([
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D10',
  'D11',
  'D12',
  'D12-DELIVERY',
  'D13',
  'D16-EXTENSION',
  'D16-SUSPENSION',
  'D16-WITHDRAWAL',
  'D16-RETURN',
  'D16-TERMINATION',
  'D16-DECISION',
  'D16-ARCHIVE',
  'D16-CONSULTATION',
])
export type PaperKind = z.infer<typeof PaperKind>

/** The title of each kind, as it stands on the paper, in lists and in the history of a case. */
export const paperWords: Readonly<Record<PaperKind, string>> = {
  D1: '收件凭证',
  D2: '受理通知书',
  D3: '一次性告知（补正）通知书',
  D4: '不予受理通知书',
  D5: '即时告知单（不受理）',
  D6: '容缺受理承诺书、通知书',
  D7: '告知承诺书',
  D10: '材料交接清单',
  D11: '代办中止（终止、续办）单',
  D12: '办结通知单',
  'D12-DELIVERY': '送达回证',
  D13: '材料流转（出库）单',
  'D16-EXTENSION': '延期告知书',
  'D16-SUSPENSION': '特别程序告知书',
  'D16-WITHDRAWAL': '撤回申请书',
  'D16-RETURN': '材料退还签收单',
  'D16-TERMINATION': '终止告知书',
  'D16-DECISION': '决定书',
  'D16-ARCHIVE': '归档目录',
  'D16-CONSULTATION': '事项咨询一次性告知单',
}

/** A numbered paper that belongs to an act. It exists from the act on, printed or not. */
export const Paper = z.object({
  paperId: PaperId,
  kind: PaperKind,
  docNo: z.string(),
  /** Running number within kind and year of this desk; the year is that of the act. */
  serial: z.number().int().min(1),
  itemNos: z.array(z.string()),
})
export type Paper = z.infer<typeof Paper>
