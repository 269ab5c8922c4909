import type { RatingMoved } from '#shared/domain/assist-events.ts'
import type { EntryCorrected } from '#shared/domain/correction.ts'
import type { DepartmentAct } from '#shared/domain/department-act.ts'
import type {
  ClocksRecalculated,
  DepartmentActed,
  ItemMoved,
  MaterialJudged,
  MatterDecided,
  MatterReceived,
} from '#shared/domain/events.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'

/** What a record of the exchange can come from. */
export type ToldEvent =
  | MatterReceived
  | MatterDecided
  | ItemMoved
  | DepartmentActed
  | MaterialJudged
  | ClocksRecalculated
  | EntryCorrected
  | RatingMoved

/** One entry that took effect at the city: a desk's own, or a department's act out of the feed. */
export type Told = {
  readonly entryId: string
  /** When it took effect at the city: by this clock batches are cut, so that what came late is not missed. */
  readonly atMs: number
} & (
  | {
      readonly by: 'desk'
      /** The name of who acted. */
      readonly actor: string
      /** The desk's own clock when it was written. */
      readonly wallMs: number
      readonly event: ToldEvent
    }
  | { readonly by: 'department'; readonly act: DepartmentAct }
)

/** All that took effect of one case, in the order of the city. */
export type CaseHistory = {
  readonly centreId: CentreId
  readonly caseId: CaseId
  readonly told: readonly Told[]
}
