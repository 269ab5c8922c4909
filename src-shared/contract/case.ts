import { z } from 'zod'
import { ItemFact } from '#shared/catalogue/schema.ts'
import { MaterialItem, Paper, PaperKind } from '#shared/domain/events.ts'
import { ItemCase } from '#shared/domain/item-case.ts'
import { CaseId, DateText, PaperId } from '#shared/kernel/ids.ts'

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
  elderly: z.boolean(),
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

const materialLine = z.object({
  n: z.number(),
  name: z.string(),
  form: z.string(),
  /** Sheets that stayed here; 0 where nothing on paper did. */
  copies: z.number(),
  taken: z.string(),
  note: z.string(),
})

const paperFrame = {
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
  clerkName: z.string(),
  clerkBadge: z.string(),
  matterName: z.string(),
  applicantName: z.string(),
  applicantIdMasked: z.string(),
  applicantPhoneMasked: z.string().optional(),
  representativeLine: z.string().optional(),
}

/** What is printed on a paper, ready to set: no rule is left to the template (domain.md 4). */
export const PaperContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('D1'),
    ...paperFrame,
    receivedAt: z.string(),
    items: z.array(
      z.object({ itemNo: z.string(), name: z.string(), deptName: z.string(), roleWord: z.string() }),
    ),
    materials: z.array(materialLine),
    originalsKept: z.array(z.object({ name: z.string(), returnBy: z.string() })),
    /** COLLECT or ASSIST items present: the slip must say that it is no acceptance. */
    notAcceptance: z.boolean(),
    nextSteps: z.array(z.string()),
    enquiryCode: z.string(),
  }),
  z.object({
    kind: z.literal('D2'),
    ...paperFrame,
    appliedOn: DateText,
    acceptedOn: DateText,
    items: z.array(
      z.object({
        itemNo: z.string(),
        name: z.string(),
        organ: z.string(),
        caseKindWord: z.string(),
        statutoryWord: z.string(),
        promisedWord: z.string(),
        promisedDueWord: z.string(),
        deficiency: z.boolean(),
      }),
    ),
    feeWord: z.string(),
    legalBasis: z.array(z.string()),
    /** What of this the department has not confirmed, in words. */
    unconfirmed: z.array(z.string()),
    materials: z.array(materialLine),
    deficiencies: z.array(z.object({ name: z.string(), way: z.string(), dueWord: z.string() })),
    provisional: z.boolean(),
  }),
  z.object({
    kind: z.literal('D3'),
    ...paperFrame,
    receivedAt: z.string(),
    items: z.array(z.object({ itemNo: z.string(), name: z.string(), deptName: z.string() })),
    /** Only items the centre itself accepts make this a notice under art. 32(1)(4). */
    legalNotice: z.boolean(),
    rows: z.array(
      z.object({
        n: z.number(),
        name: z.string(),
        problem: z.string(),
        required: z.string(),
        howToObtain: z.string(),
        necessityWord: z.string(),
        mayDefer: z.boolean(),
      }),
    ),
    unconfirmed: z.array(z.string()),
    supplementDueWord: z.string(),
    provisional: z.boolean(),
  }),
  z.object({
    kind: z.literal('D4'),
    ...paperFrame,
    appliedOn: DateText,
    items: z.array(z.object({ itemNo: z.string(), name: z.string(), organ: z.string() })),
    categoryWord: z.string(),
    reason: z.string(),
    rightOrgan: z.string().optional(),
    legalBasis: z.string(),
    givenBack: z.array(z.string()),
    remedies: z.array(z.string()),
  }),
])
export type PaperContent = z.infer<typeof PaperContent>

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
  'paper.content': {
    roles: counter,
    input: z.object({ paperId: PaperId }),
    output: PaperContent,
    refusals: ['paper-unknown', 'paper-not-drawn-yet'],
  },
  /** Told after the printer took the job: a failed print is never recorded and never undoes an act. */
  'paper.printed': {
    roles: counter,
    input: z.object({ paperId: PaperId }),
    output: z.object({ printed: z.number() }),
    refusals: ['paper-unknown'],
  },
} as const

/** Which papers the window can show; the rest of D5–D16 comes with their flows. */
export const paperKinds = PaperKind.options
