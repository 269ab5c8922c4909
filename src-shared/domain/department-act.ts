import { z } from 'zod'
import { CaseId, DateText, DeskId, EntryId } from '#shared/kernel/ids.ts'
import { ItemState } from './item-case.ts'
import type { Act } from './lifecycle.ts'
import { JudgedMaterial } from './material.ts'
import { By, Move } from './move.ts'

/**
 * What a department does with an item (后台分类审批). The rest of the table is done at the counter: papers
 * come in and go out there, and what silence means is the centre's clock.
 */
export const departmentActs = [
  'ACCEPT',
  'CORRECT',
  'REFUSE',
  'REVIEW',
  'SUSPEND',
  'RESUME',
  'EXTEND',
  'BACK_TO_REVIEW',
  'DEMAND',
  'DEMAND_MET',
  'APPROVE',
  'REJECT',
  'COMPLETE',
] as const satisfies readonly Act[]

export function isDepartmentAct(act: Act): boolean {
  return departmentActs.some((each) => each === act)
}

/** The office that acted and, if it says so, who there; neither is a person served. */
export const OfficeName = z.object({
  name: z.string().trim().min(1).max(80),
  handler: z.string().trim().max(40).optional(),
})
export type OfficeName = z.infer<typeof OfficeName>

/**
 * A department's act as the city took it and its feed tells it.
 *
 * `after` is its place in the order of the case: the entries of that desk up to there were at the city
 * before it, all later ones come after (sync.md C.11).
 */
export const DepartmentAct = z.object({
  caseId: CaseId,
  itemNo: z.string().regex(/^\d{2}$/),
  move: Move,
  by: By,
  from: ItemState,
  to: ItemState,
  on: DateText,
  office: OfficeName,
  /** Rows a correction asks for. */
  asks: z.array(JudgedMaterial).max(200).optional(),
  /** The number of the item on the platform, once there is one (domain.md 2.5). */
  projectNo: z.string().max(50).optional(),
  after: z.object({ deskId: DeskId, epoch: z.number().int(), seq: z.number().int() }),
})
export type DepartmentAct = z.infer<typeof DepartmentAct>

/** An entry of a desk that was kept waiting has been dealt with since. */
export const DispositionChanged = z.object({
  deskId: DeskId,
  epoch: z.number().int(),
  seq: z.number().int(),
  entryId: EntryId,
  state: z.enum(['APPLIED', 'HELD_SCHEMA', 'HELD_INTERNAL', 'RETURNED_RULE']),
  code: z.string().optional(),
  detail: z.string().optional(),
})
export type DispositionChanged = z.infer<typeof DispositionChanged>

/** Every kind this build knows of the feed, with the version of its body; others are kept as they came. */
export const feedKindVersions = {
  'item-progress': 1,
  'item-decision': 1,
  'disposition-changed': 1,
  'case-told': 1,
  'catalogue-published': 1,
  'calendar-published': 1,
  'desk-commanded': 1,
  'roster-told': 1,
  'body-erased': 1,
} as const
export type FeedKind = keyof typeof feedKindVersions

/** Whether an act settles something for the applicant, or only moves the file on. */
export function feedKindOf({ act }: Move): FeedKind {
  return act === 'REFUSE' || act === 'APPROVE' || act === 'REJECT' ? 'item-decision' : 'item-progress'
}
