import { z } from 'zod'
import { CustodyPolicy, MaterialForm, Necessity, WaivedBy } from '#shared/catalogue/schema.ts'
import { moveCodes } from '#shared/domain/decide-move.ts'
import { Clocks, ItemState, Limit } from '#shared/domain/item-case.ts'
import { Act } from '#shared/domain/lifecycle.ts'
import { JudgedMaterial, Judgement } from '#shared/domain/material.ts'
import { By, EndCause, Move, PauseKind } from '#shared/domain/move.ts'
import { Paper, PaperKind } from '#shared/domain/paper.ts'
import { PriorityShown } from '#shared/domain/priority.ts'
import { Confirmation, Pin } from '#shared/domain/staff.ts'
import { CaseId, DateText, PartyId, StaffId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** A paper that may still follow an accepted item, and until when. */
const Deficiency = z.object({
  rowId: z.string(),
  name: z.string(),
  due: DateText,
  expired: z.boolean(),
  provisional: z.boolean(),
})

/** A row the applicant still owes, with all the row keys ask of it: the catalogue of the case's own day. */
export const AwaitedRow = z.object({
  rowId: z.string(),
  name: z.string(),
  form: MaterialForm,
  copies: z.number().int(),
  custodyPolicy: CustodyPolicy,
  necessity: Necessity,
  primary: z.boolean(),
  howToObtain: z.string(),
  notes: z.array(z.string()),
  usedBy: z.array(z.string()),
  usedByDepts: z.array(z.string()),
  waivableBy: z.array(WaivedBy),
  mayCommit: z.boolean(),
  mayDefer: z.boolean(),
  /** The most working days it may be put off. */
  deferDays: z.number().int(),
  /** How it stands: asked for as wrong or missing, to follow as promised, or never looked at. */
  judgement: Judgement.optional(),
})
export type AwaitedRow = z.infer<typeof AwaitedRow>

/** An act as it could be done today with everything said that it must say. */
export const ActOutlook = z.object({
  act: Act,
  to: ItemState,
  allowed: z.boolean(),
  why: z.object({ code: z.string(), detail: z.record(z.string(), z.string()) }).optional(),
  /** Whose act it would be: the department's asks for its document number. */
  organ: z.enum(['centre', 'department']),
  /** A second correction: a new fact and the PIN of a manager. */
  needsSecond: z.boolean(),
  /** The papers it would owe, and the clocks the item would have if it were done today. */
  papers: z.array(PaperKind),
  clocks: Clocks.optional(),
})
export type ActOutlook = z.infer<typeof ActOutlook>

export const ItemActs = z.object({
  itemNo: z.string(),
  name: z.string(),
  state: ItemState,
  since: DateText,
  clocks: Clocks,
  /** Working days used so far, waited for a supplement meanwhile, and stopped. */
  run: z.object({ days: z.number(), waited: z.number(), stopped: z.number() }),
  /** Only the steps the table has from this state. */
  acts: z.array(ActOutlook),
  /** What could be given as the reason of a termination today. */
  endCauses: z.array(EndCause),
  deficiencies: z.array(Deficiency),
  /** Rows the applicant still owes. */
  awaited: z.array(z.object({ rowId: z.string(), name: z.string() })),
})
export type ItemActs = z.infer<typeof ItemActs>

/** 告知, 转送, 补正, 初审, 承诺, 法定, 送达. */
export const DueClock = z.enum([
  'NOTICE',
  'CUSTODY',
  'SUPPLEMENT',
  'FIRST_REVIEW',
  'PROMISED',
  'STATUTORY',
  'DELIVERY',
])
export type DueClock = z.infer<typeof DueClock>

/** One line of the board: an item somebody must act on. */
export const BoardRow = z.object({
  caseId: CaseId,
  caseNo: z.string(),
  itemNo: z.string(),
  itemName: z.string(),
  matterName: z.string(),
  deptName: z.string(),
  applicantName: z.string(),
  /** Masked, so that two people of one masked name stay two. */
  applicantId: z.string(),
  partyId: PartyId,
  priority: PriorityShown,
  state: ItemState,
  /** The day the state began. */
  since: DateText,
  due: DateText.optional(),
  /** Which of the clocks ends on that day. */
  dueClock: DueClock.optional(),
  /** Working days left; below zero when the day has passed, be it by a weekend only. */
  daysLeft: z.number().optional(),
  promised: Limit.optional(),
  statutory: Limit.optional(),
  clocks: Clocks,
  /** Working days used so far, waited for a supplement meanwhile, and stopped; nothing before acceptance. */
  run: z.object({ days: z.number(), waited: z.number(), stopped: z.number() }).optional(),
  /** The stop that lasts, and the day by which it was said to end. */
  stop: z
    .object({ kind: PauseKind, basis: z.string().optional(), from: DateText, expected: DateText })
    .optional(),
  /** A supplement that did not follow in time: its termination is offered. */
  deficiencyExpired: z.boolean(),
  /** Papers that may still follow, and until when. */
  deficiencies: z.array(Deficiency),
  provisional: z.boolean(),
})
export type BoardRow = z.infer<typeof BoardRow>

/** More than any township centre has under way; one walk over all of them takes a fraction of a second. */
const boardMax = 10_000

const lane = z.array(BoardRow)

export const lifecycleProcedures = {
  /** What may be done now with each item of a case, and what stands in the way of the rest. */
  'case.acts': {
    roles: counter,
    input: z.object({ caseId: CaseId }),
    output: z.object({
      today: DateText,
      items: z.array(ItemActs),
      /** Every row a supplement may bring, once, whichever items wait for it. */
      awaited: z.array(AwaitedRow),
      /** Originals at the counter that must go back before the file is closed. */
      originals: z.array(z.object({ rowId: z.string(), name: z.string(), usedBy: z.array(z.string()) })),
    }),
    refusals: ['case-unknown'],
  },
  /** One act on one item. `asks` names what a correction finds wrong beyond what was judged before. */
  'case.move': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      itemNo: z.string().max(2),
      move: Move,
      by: By.optional(),
      on: DateText.optional(),
      place: z.string().trim().max(80).optional(),
      asks: z.array(JudgedMaterial).max(200).optional(),
      second: z.object({ staffId: StaffId, pin: Pin }).optional(),
      /** Asked for by every act that says no. */
      confirm: Confirmation.optional(),
    }),
    output: z.object({ from: ItemState, to: ItemState, clocks: Clocks, papers: z.array(Paper) }),
    refusals: [
      'case-unknown',
      'case-erased',
      'held-elsewhere',
      'item-unknown',
      'row-unknown',
      'row-not-asked',
      'manager-needed',
      'pin-missing',
      'pin-wrong',
      'pin-locked',
      'staff-unknown',
      ...moveCodes,
    ],
  },
  /** Papers the applicant brought later. Items whose list is now complete go back to 已收件 by themselves. */
  'case.supply': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      rows: z.array(JudgedMaterial).min(1).max(200),
      on: DateText.optional(),
    }),
    output: z.object({
      moved: z.array(z.object({ itemNo: z.string(), to: ItemState })),
      /** Still owed; what is deferred is promised, not missing. */
      awaited: z.array(z.object({ rowId: z.string(), name: z.string(), deferred: z.boolean() })),
      papers: z.array(Paper),
    }),
    refusals: [
      'case-unknown',
      'case-erased',
      'held-elsewhere',
      'row-unknown',
      'row-not-awaited',
      'material-judged-twice',
      'never-hold-original',
      'not-waivable',
      'not-deferrable',
      'deferral-too-long',
      ...moveCodes,
    ],
  },
  /** Originals taken in go back against a signature. */
  'case.giveBack': {
    roles: counter,
    input: z.object({
      caseId: CaseId,
      rowIds: z.array(z.string().max(60)).min(1).max(200),
      signedBy: z.string().trim().max(60),
      on: DateText.optional(),
    }),
    output: z.object({ papers: z.array(Paper) }),
    refusals: [
      'case-unknown',
      'case-erased',
      'row-unknown',
      'original-not-here',
      'signature-missing',
      'stranger',
      'before-receipt',
      'date-ahead',
    ],
  },
  /** The lanes of the board, the most pressing first in each (ui.md 2.i). */
  'case.board': {
    roles: counter,
    input: z.object({ limit: z.number().int().min(1).max(boardMax) }),
    output: z.object({
      today: DateText,
      /** 收件未告知: taken in, and nobody has told yet what is missing or that it is accepted. */
      untold: lane,
      overdue: lane,
      dueToday: lane,
      soon: lane,
      normal: lane,
      stopped: lane,
      /** 还没起算: waiting for the applicant. */
      notStarted: lane,
      more: z.boolean(),
    }),
    refusals: [],
  },
} as const
