import { z } from 'zod'
import {
  AssistOrderId,
  CaseId,
  CentreId,
  DateText,
  DeskId,
  EntryId,
  LegId,
  LetterId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'
import { AssistMode, OrderState } from './assist.ts'
import {
  CustodyIncident,
  CustodyOverridden,
  HandoverAccepted,
  HandoverMade,
  HandoverOffered,
  HandoverWithdrawn,
  IncidentClosed,
  ThingsStowed,
} from './custody-events.ts'
import { ItemState } from './item-case.ts'
import { LetterEnd, LetterTerms } from './letter.ts'

export const ToldRow = z.object({
  rowId: z.string(),
  name: z.string(),
  form: z.string(),
  custodyPolicy: z.string(),
})
export type ToldRow = z.infer<typeof ToldRow>

/** Acts on things are told word for word, without the strokes of signatures. */
export const ToldCustody = z.discriminatedUnion('type', [
  HandoverMade,
  HandoverOffered,
  HandoverAccepted,
  HandoverWithdrawn,
  ThingsStowed,
  CustodyIncident,
  IncidentClosed,
  CustodyOverridden,
])
export type ToldCustody = z.infer<typeof ToldCustody>

/**
 * As much of an act at one desk as another desk needs that holds things of the case: where things and items
 * are, whose they are, and whether a letter still covers carrying them. No numbers, phones or form fields.
 */
export const ToldAct = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('RECEIVED'),
    caseNo: z.string().max(25),
    matterName: z.string(),
    owners: z.array(z.string()).min(1).max(5),
    receivedOn: DateText,
    atMs: z.number().int(),
    items: z.array(
      z.object({ itemNo: z.string(), name: z.string(), deptName: z.string(), state: ItemState }),
    ),
    rows: z.array(ToldRow),
    /** Rows of which the original stayed here. */
    kept: z.array(z.string()),
  }),
  z.object({
    what: z.literal('STANDS'),
    on: DateText,
    items: z.array(z.object({ itemNo: z.string(), state: ItemState })).min(1),
  }),
  z.object({
    what: z.literal('BROUGHT'),
    on: DateText,
    atMs: z.number().int(),
    rowIds: z.array(z.string()).min(1),
  }),
  z.object({
    what: z.literal('GIVEN_BACK'),
    on: DateText,
    atMs: z.number().int(),
    signedBy: z.string(),
    docNo: z.string().optional(),
    things: z.array(z.object({ thingId: ThingId, base: LegId })).min(1),
  }),
  z.object({ what: z.literal('CUSTODY'), event: ToldCustody }),
  z.object({
    what: z.literal('ERRAND'),
    orderId: AssistOrderId,
    mode: AssistMode.optional(),
    state: OrderState,
  }),
  z.object({
    what: z.literal('LETTER'),
    letterId: LetterId,
    orderId: AssistOrderId,
    force: LetterTerms.pick({
      officerId: true,
      validFrom: true,
      validTo: true,
      acts: true,
      subDelegation: true,
    }),
  }),
  z.object({ what: z.literal('LETTER_ENDED'), letterId: LetterId, on: DateText, cause: LetterEnd }),
])
export type ToldAct = z.infer<typeof ToldAct>

/** What the city tells of an entry it put into effect: whose case, which desk's entry, and the act. */
export const Told = z.object({
  caseId: CaseId,
  home: CentreId,
  /** The name of the centre that took the case in; the city's own for it. */
  homeName: z.string().max(80),
  from: z.object({
    deskId: DeskId,
    epoch: z.number().int(),
    seq: z.number().int(),
    actor: z.union([StaffId, z.literal('desk')]),
  }),
  act: ToldAct,
})
export type Told = z.infer<typeof Told>

/** An act at another desk came down the feed; written here, so that the journal alone rebuilds the tables. */
export const CaseTold = Told.extend({
  type: z.literal('case-told'),
  feed: z.object({ entryId: EntryId, seq: z.number().int(), hash: z.string() }),
})
export type CaseTold = z.infer<typeof CaseTold>
