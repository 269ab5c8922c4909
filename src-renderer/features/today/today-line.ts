import type { CaseRow } from '#shared/contract/case.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { DraftSummary } from '#shared/contract/intake.ts'

export type Today = (Answer<'desk.today'> & { ok: true })['value']
/** One row of 今天, under the group that says why it is there. */
export type TodayLine =
  | { readonly kind: 'draft'; readonly group: string; readonly draft: DraftSummary }
  | { readonly kind: 'case'; readonly group: string; readonly row: CaseRow }
  | {
      readonly kind: 'pickUp'
      readonly group: string
      readonly row: CaseRow
      readonly pickUp: Today['pickUps'][number]
    }
