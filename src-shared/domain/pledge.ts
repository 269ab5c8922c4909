import type { Day } from './day.ts'
import type { Move } from './move.ts'

/** What the past of a person says of earlier promises, oldest first. */
export type PledgePast = {
  readonly moves: readonly { readonly caseNo: string; readonly move: Move }[]
  /** Papers still promised, with the last day of each. */
  readonly owed: readonly { readonly caseNo: string; readonly due: Day }[]
}

/**
 * The case in which an applicant broke a promise to supply (容缺承诺): who did is excluded from another until
 * it is repaired (domain.md 3.3). A promise is broken when its day has passed and nothing came, or when its
 * item was ended for that; that it was made good is stated once, for all before it, by a manager.
 */
export function brokenPledge({ moves, owed }: PledgePast, today: Day): string | undefined {
  let broken: string | undefined
  for (const { caseNo, move } of moves) {
    if (move.act === 'TERMINATE' && move.cause === 'DEFICIENCY_EXPIRED') broken = caseNo
    if (move.act === 'ACCEPT_WITH_DEFICIENCY' && move.repaired?.approvedBy) broken = undefined
  }
  return owed.find(({ due }) => due < today)?.caseNo ?? broken
}
