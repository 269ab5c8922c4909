import { z } from 'zod'
import { ItemFact } from '#shared/catalogue/schema.ts'
import { Erasure } from '#shared/domain/erasure.ts'
import { MaterialItem } from '#shared/domain/events.ts'
import { ItemCase, ItemState } from '#shared/domain/item-case.ts'
import { Paper } from '#shared/domain/paper.ts'
import { PriorityShown } from '#shared/domain/priority.ts'
import { CaseId, DateText } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** Where a record stands on its way (ui.md 0.2): sent must never look like done. */
export const SyncState = z.enum(['LOCAL', 'SENT', 'CONFIRMED', 'HELD', 'RETURNED'])
export type SyncState = z.infer<typeof SyncState>

export const PaperRow = Paper.extend({ issuedOn: DateText, printed: z.number().int() })
export type PaperRow = z.infer<typeof PaperRow>

/** Working days from today to each due day named beside it; below zero when the day has passed. */
export const WorkingDaysLeft = z.record(DateText, z.number().int())

/** One line of a list: numbers and names are masked before they leave the engine (security.md 4.6). */
export const CaseRow = z.object({
  caseId: CaseId,
  caseNo: z.string(),
  matterId: z.string(),
  matterName: z.string(),
  applicantName: z.string(),
  applicantId: z.string(),
  priority: PriorityShown,
  receivedOn: DateText,
  receivedMs: z.number(),
  state: z.enum(['RECEIVED', 'IN_PROGRESS', 'PARTLY_DONE', 'COMPLETED']),
  items: z.array(z.object({ itemNo: z.string(), name: z.string(), state: ItemCase.shape.state })),
  /** The next legal or promised day of any item, whichever comes first. */
  nextDue: DateText.optional(),
  workingDaysLeft: WorkingDaysLeft,
  provisional: z.boolean(),
  sync: SyncState,
})
export type CaseRow = z.infer<typeof CaseRow>

export const CaseView = CaseRow.extend({
  /** Nothing that speaks of anybody is left of the case, and nothing more can be done with it. */
  erased: Erasure.pick({ basis: true, reference: true, on: true, authorisedBy: true }).optional(),
  leadDept: z.string(),
  catalogueVersion: z.string(),
  clerkName: z.string(),
  representative: z.object({
    capacity: z.string(),
    name: z.string().optional(),
    relation: z.string().optional(),
  }),
  phone: z.string().optional(),
  address: z.string().optional(),
  /** `unconfirmed`: what of the item is only known 「以部门答复为准」 and must not be shown bare. */
  itemCases: z.array(ItemCase.extend({ unconfirmed: z.array(ItemFact).optional() })),
  materials: z.array(MaterialItem),
  form: z.array(z.object({ label: z.string(), value: z.string() })),
  papers: z.array(PaperRow),
  /** What happened, oldest first, one plain line each. */
  history: z.array(
    z.object({
      atMs: z.number(),
      who: z.string(),
      kind: z.string(),
      sync: SyncState,
      note: z.string().optional(),
    }),
  ),
})
export type CaseView = z.infer<typeof CaseView>

/** Names are masked; who holds the things is asked of `custody.ofCase`. */
export const ToldView = z.object({
  caseNo: z.string(),
  matterName: z.string(),
  homeName: z.string(),
  ownerName: z.string(),
  receivedOn: DateText,
  items: z.array(
    z.object({
      itemNo: z.string(),
      name: z.string(),
      deptName: z.string(),
      state: ItemState,
      since: DateText,
    }),
  ),
  /** Whether things may be carried today: no letter is needed, one holds, or the code of why not. */
  mandate: z.string(),
})
export type ToldView = z.infer<typeof ToldView>

export const caseProcedures = {
  /** Newest first; `after` is the `caseNo` of the last row of the page before. */
  'case.list': {
    roles: counter,
    input: z.object({
      scope: z.enum(['today', 'open', 'all']),
      limit: z.number().int().min(1).max(200),
      after: z.string().optional(),
    }),
    output: z.object({ rows: z.array(CaseRow), more: z.boolean() }),
    refusals: [],
  },
  /** The case a paper belongs to, by the number in its code: typed, or as the scanner read it. */
  'case.find': {
    roles: counter,
    input: z.object({ caseNo: z.string().max(60) }),
    output: z.object({ caseId: CaseId }),
    refusals: [
      'case-no-length',
      'case-no-form',
      'case-no-check-character',
      'case-unknown',
      /** `desk` is the desk part of the number. */
      'case-of-another-desk',
    ],
  },
  'case.view': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: CaseView,
    refusals: ['case-unknown'],
  },
  /** A case of another desk whose things came here or were offered here: to look at. */
  'case.told': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: ToldView,
    refusals: ['case-unknown'],
  },
} as const
