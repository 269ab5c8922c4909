import { z } from 'zod'
import { characters } from '#shared/kernel/characters.ts'
import {
  CaseId,
  CentreId,
  DateText,
  DeskId,
  EntryId,
  LegId,
  PaperId,
  PartyId,
  PictureId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'
import {
  AppointmentSet,
  AssistMoved,
  AssistPrinted,
  AssistRegistered,
  DutyPlanned,
  LedgerTaken,
  LetterEnded,
  LetterSigned,
  MeetingHeld,
  OfficerFiled,
  RatingInvited,
  RatingMoved,
  TrainingHeld,
} from './assist-events.ts'
import { ConsultationLogged } from './consultation.ts'
import { EntryCorrected } from './correction.ts'
import {
  CustodyIncident,
  CustodyOverridden,
  HandoverAccepted,
  HandoverMade,
  HandoverOffered,
  HandoverWithdrawn,
  IncidentClosed,
  SlipPrinted,
  ThingsStowed,
} from './custody-events.ts'
import { CabinetCounted, RoundPlanned } from './custody-rounds.ts'
import { DayClosed } from './day-close.ts'
import { Choice, RefusalGround } from './decision.ts'
import { OfficeName } from './department-act.ts'
import { CaseErased } from './erasure.ts'
import { Clocks, ItemCase, ItemState } from './item-case.ts'
import { JudgedMaterial, Judgement } from './material.ts'
import { By, Move } from './move.ts'
import { Paper } from './paper.ts'
import { Party, Representative } from './party.ts'
import { PastConsent } from './past.ts'
import { PictureTaken, PictureViewed } from './picture.ts'
import { Staff, StaffChanged } from './staff.ts'
import { CaseTold } from './told-events.ts'
import { TypingDone, ValueRevealed } from './typing.ts'

/** First entry of a log: which desk, of which centre, writes here. */
export const DeskOpened = z.object({
  type: z.literal('desk-opened'),
  deskId: DeskId,
  centreId: CentreId,
  centreName: z.string(),
  /** Three base-36 characters of every case number of this desk (domain.md 2.5). */
  deskPart: z.string().regex(/^[0-9A-Z]{3}$/),
  practice: z.boolean(),
})
export type DeskOpened = z.infer<typeof DeskOpened>

/**
 * First entry of a log that follows another: why the one before ended, how far the city has it, and the
 * part its numbers have from here on, so that none is given twice.
 */
export const EpochOpened = z.object({
  type: z.literal('epoch-opened'),
  deskId: DeskId,
  centreId: CentreId,
  deskPart: z.string().regex(/^[0-9A-Z]{3}$/),
  epoch: z.number().int().min(2),
  reason: z.enum(['RESTORED', 'CLONED', 'FORKED', 'REENROLLED']),
  /** The log that ended, and its last entry that counts. */
  before: z.object({ deskId: DeskId, epoch: z.number().int(), seq: z.number().int(), hash: z.string() }),
})
export type EpochOpened = z.infer<typeof EpochOpened>

/** From here on the desk works under this catalogue; a case keeps the one it was received under. */
export const CatalogueAdopted = z.object({
  type: z.literal('catalogue-adopted'),
  version: z.string(),
  sha256: z.string(),
})
export type CatalogueAdopted = z.infer<typeof CatalogueAdopted>

export const StaffAdded = z.object({ type: z.literal('staff-added'), staff: Staff })
export type StaffAdded = z.infer<typeof StaffAdded>

/** One row of the merged material set, as the clerk judged it. */
export const MaterialItem = z.object({
  rowId: z.string(),
  materialId: z.string(),
  name: z.string(),
  copies: z.number().int(),
  form: z.string(),
  custodyPolicy: z.string(),
  necessity: z.string(),
  howToObtain: z.string(),
  /** Numbers of the items that need this row, e.g. `["01","03"]`. */
  usedBy: z.array(z.string()),
  judgement: Judgement.optional(),
  /** Photographed at the counter, page by page. */
  pictures: z.array(PictureId).max(20).optional(),
})
export type MaterialItem = z.infer<typeof MaterialItem>

/** A matter came in over the counter: who, what for, in which situation, with which papers. */
export const MatterReceived = z.object({
  type: z.literal('matter-received'),
  caseId: CaseId,
  caseNo: z.string().length(25),
  matterId: z.string(),
  matterName: z.string(),
  leadDept: z.string(),
  catalogueVersion: z.string(),
  receivedOn: DateText,
  receivedMs: z.number().int(),
  applicant: Party,
  representative: Representative,
  answers: z.record(z.string(), z.string()),
  form: z.record(z.string(), z.string()),
  items: z.array(ItemCase),
  materials: z.array(MaterialItem),
  /** Data of earlier cases was taken over, and the person at the counter had agreed to it. */
  reuse: PastConsent.extend({ by: StaffId }).optional(),
  /** The same person had this matter open already: which case, and why another one was begun. */
  besides: z.object({ caseId: CaseId, reason: z.string().min(1).max(60) }).optional(),
  /** The city had doubted it by this code, and a person said that it is right as it stands. */
  confirmed: z.object({ code: z.string(), reason: z.string() }).optional(),
})
export type MatterReceived = z.infer<typeof MatterReceived>

/** The forced decision over all items of a matter, with its clocks and its papers. */
export const MatterDecided = z.object({
  type: z.literal('matter-decided'),
  caseId: CaseId,
  choice: Choice,
  decidedOn: DateText,
  ground: RefusalGround.optional(),
  outcomes: z.array(z.object({ itemNo: z.string(), state: ItemState, clocks: Clocks })),
  papers: z.array(Paper),
})
export type MatterDecided = z.infer<typeof MatterDecided>

/** One item went one step further, or was told to have: who, when, where, on what ground, with which papers. */
export const ItemMoved = z.object({
  type: z.literal('item-moved'),
  caseId: CaseId,
  itemNo: z.string().regex(/^\d{2}$/),
  move: Move,
  by: By,
  from: ItemState,
  to: ItemState,
  /** The day the act counts from; `atMs` is when it was told to the desk. */
  on: DateText,
  atMs: z.number().int(),
  place: z.string().max(80),
  clocks: Clocks,
  papers: z.array(Paper),
})
export type ItemMoved = z.infer<typeof ItemMoved>

/**
 * A department's act came down the feed and took its place in the life of the item.
 *
 * The act itself is the city's; this says what it means here. Own acts the city had not seen when the
 * department acted come after it: those that no longer fit are named, and `stands` is what the item came
 * to. So the journal alone still rebuilds every table, and the city learns the ends worked out here.
 */
export const DepartmentActed = z.object({
  type: z.literal('department-acted'),
  caseId: CaseId,
  itemNo: z.string().regex(/^\d{2}$/),
  /** Which entry of the centre's feed told it. */
  feed: z.object({ entryId: EntryId, seq: z.number().int(), hash: z.string() }),
  /** The own entry it came after at the city, and the place of that entry in this desk's journal. */
  after: z.object({
    epoch: z.number().int(),
    seq: z.number().int().min(0),
    position: z.number().int().min(0),
  }),
  office: OfficeName,
  move: Move,
  by: By,
  from: ItemState,
  to: ItemState,
  on: DateText,
  atMs: z.number().int(),
  /** The clocks right after the act. */
  clocks: Clocks,
  asks: z.array(JudgedMaterial),
  projectNo: z.string().max(50).optional(),
  /** Places of own entries after it that no longer fit: they stay in the history and move nothing. */
  overtaken: z.array(z.number().int()),
  stands: z.object({
    state: ItemState,
    since: DateText,
    corrections: z.number().int(),
    clocks: Clocks,
  }),
  papers: z.array(Paper),
})
export type DepartmentActed = z.infer<typeof DepartmentActed>

/** Rows of the material set judged after receipt: brought back, found wrong, or followed as promised. */
export const MaterialJudged = z.object({
  type: z.literal('material-judged'),
  caseId: CaseId,
  on: DateText,
  atMs: z.number().int(),
  rows: z.array(JudgedMaterial).min(1),
})
export type MaterialJudged = z.infer<typeof MaterialJudged>

/** Originals went back into the hands of who brought them. */
export const OriginalsReturned = z.object({
  type: z.literal('originals-returned'),
  caseId: CaseId,
  on: DateText,
  atMs: z.number().int(),
  rowIds: z.array(z.string()).min(1),
  /**
   * The very things, each with the leg it follows. Entries of before custody was told leave it out and
   * mean all that lay at the counter of these rows; either way is read the same by who knows only rows.
   */
  things: z
    .array(z.object({ thingId: ThingId, base: LegId }))
    .max(200)
    .optional(),
  signedBy: characters(60).refine((name) => name !== ''),
  papers: z.array(Paper),
})
export type OriginalsReturned = z.infer<typeof OriginalsReturned>

/** The working days of another year became known: the same facts, other ends. No act in law. */
export const ClocksRecalculated = z.object({
  type: z.literal('clocks-recalculated'),
  caseId: CaseId,
  items: z.array(z.object({ itemNo: z.string(), clocks: Clocks })).min(1),
})
export type ClocksRecalculated = z.infer<typeof ClocksRecalculated>

/** A paper left the printer once more; the second time on it carries 「补打」. */
export const PaperPrinted = z.object({
  type: z.literal('paper-printed'),
  caseId: CaseId,
  paperId: PaperId,
})
export type PaperPrinted = z.infer<typeof PaperPrinted>

/** Somebody looked at two persons side by side and said that they are not the same. Never asked again. */
export const PartyToldApart = z.object({
  type: z.literal('party-told-apart'),
  caseId: CaseId,
  partyId: PartyId,
  from: z.array(PartyId).min(1).max(20),
})
export type PartyToldApart = z.infer<typeof PartyToldApart>

/** Everything that can happen at a counter. A new member must be applied on both sides. */
export const DeskEvent = z.discriminatedUnion('type', [
  DeskOpened,
  EpochOpened,
  CatalogueAdopted,
  StaffAdded,
  StaffChanged,
  MatterReceived,
  MatterDecided,
  ItemMoved,
  DepartmentActed,
  MaterialJudged,
  OriginalsReturned,
  ClocksRecalculated,
  PaperPrinted,
  ConsultationLogged,
  ValueRevealed,
  TypingDone,
  PartyToldApart,
  HandoverMade,
  HandoverOffered,
  HandoverAccepted,
  HandoverWithdrawn,
  ThingsStowed,
  CustodyIncident,
  IncidentClosed,
  CustodyOverridden,
  AssistRegistered,
  AssistMoved,
  AssistPrinted,
  LetterSigned,
  LetterEnded,
  OfficerFiled,
  TrainingHeld,
  MeetingHeld,
  DutyPlanned,
  AppointmentSet,
  LedgerTaken,
  RatingInvited,
  RatingMoved,
  SlipPrinted,
  DayClosed,
  PictureTaken,
  PictureViewed,
  RoundPlanned,
  CabinetCounted,
  CaseTold,
  EntryCorrected,
  CaseErased,
])
export type DeskEvent = z.infer<typeof DeskEvent>
export type EventType = DeskEvent['type']

/** Version of each kind's body; never reused for another shape (sync.md C.14). */
export const kindVersions: Readonly<Record<EventType, number>> = {
  'desk-opened': 1,
  'epoch-opened': 1,
  'catalogue-adopted': 1,
  'staff-added': 1,
  'staff-changed': 1,
  'matter-received': 1,
  'matter-decided': 1,
  'item-moved': 1,
  'department-acted': 1,
  'material-judged': 1,
  'originals-returned': 1,
  'clocks-recalculated': 1,
  'paper-printed': 1,
  'consultation-logged': 1,
  'value-revealed': 1,
  'typing-done': 1,
  'party-told-apart': 1,
  'handover-made': 1,
  'handover-offered': 1,
  'handover-accepted': 1,
  'handover-withdrawn': 1,
  'things-stowed': 1,
  'custody-incident': 1,
  'incident-closed': 1,
  'custody-overridden': 1,
  'assist-registered': 1,
  'assist-moved': 1,
  'assist-printed': 1,
  'letter-signed': 1,
  'letter-ended': 1,
  'officer-filed': 1,
  'training-held': 1,
  'meeting-held': 1,
  'duty-planned': 1,
  'appointment-set': 1,
  'ledger-taken': 1,
  'rating-invited': 1,
  'rating-moved': 1,
  'slip-printed': 1,
  'day-closed': 1,
  'picture-taken': 1,
  'picture-viewed': 1,
  'round-planned': 1,
  'cabinet-counted': 1,
  'case-told': 1,
  'entry-corrected': 1,
  'case-erased': 1,
}

/** The case an event belongs to; desk-level events belong to none. */
export function caseOf(event: DeskEvent): CaseId | undefined {
  return 'caseId' in event ? event.caseId : undefined
}
