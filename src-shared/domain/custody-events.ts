import { z } from 'zod'
import {
  CaseId,
  CentreId,
  DateText,
  IncidentId,
  LegId,
  OfferId,
  Sha256,
  SlipId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { Condition, CustodyLine, Holder, Identity, IncidentKind, IncidentOutcome } from './custody.ts'

/** The numbered slip D10 of a handover; one slip may be told in several events, one a case. */
export const Slip = z.object({
  slipId: SlipId,
  docNo: z.string().max(80),
  /** Running number within the year of this desk. */
  serial: z.number().int().min(1),
})
export type Slip = z.infer<typeof Slip>

/**
 * Whose things these are. `home` is the centre that took them in: a thing that went to another centre is
 * still counted there, and a desk that holds it has never heard of its case.
 */
const owner = {
  home: CentreId,
  caseId: CaseId,
  caseNo: z.string().max(25),
  /** Names that may sign for it: the applicant, who stands for them, the legal representative. */
  owners: z.array(z.string().trim().min(1).max(60)).min(1).max(5),
}

const told = { on: DateText, atMs: z.number().int(), place: z.string().max(80) }

/** Both sides were there: one event, so that a kill leaves both sides recorded or neither. */
export const HandoverMade = z.object({
  type: z.literal('handover-made'),
  ...owner,
  legId: LegId,
  slip: Slip,
  from: Holder,
  to: Holder,
  releasedBy: Identity,
  receivedBy: Identity,
  lines: z.array(CustodyLine).min(1).max(200),
  remark: z.string().trim().max(200).optional(),
  ...told,
})
export type HandoverMade = z.infer<typeof HandoverMade>

/** Whom an offer is for: a counter, or a person there known by name, since desks do not share their staff. */
export const OfferedTo = z.object({
  centreId: CentreId,
  centreName: z.string().trim().max(60),
  officer: z.string().trim().max(30).optional(),
})
export type OfferedTo = z.infer<typeof OfferedTo>

/**
 * What the offering desk shows as a QR code. All the receiving desk needs is in it, and the hash of its
 * canonical text is the name under which it is accepted.
 */
export const Offer = z.object({
  v: z.literal(1),
  offerId: OfferId,
  ...owner,
  slip: Slip,
  from: Holder,
  to: OfferedTo,
  releasedBy: Identity,
  lines: z.array(CustodyLine).min(1).max(200),
  ...told,
})
export type Offer = z.infer<typeof Offer>

/** A slip left the printer; from the second time on it carries 「补打」. Changes nothing else. */
export const SlipPrinted = z.object({
  type: z.literal('slip-printed'),
  home: CentreId,
  caseId: CaseId,
  slipId: SlipId,
})
export type SlipPrinted = z.infer<typeof SlipPrinted>

/** Moves nothing: the holder stays answerable until the other side has accepted. */
export const HandoverOffered = z.object({
  type: z.literal('handover-offered'),
  caseId: CaseId,
  hash: Sha256,
  offer: Offer,
})
export type HandoverOffered = z.infer<typeof HandoverOffered>

/** Carries the offer it names: desk and city can judge it before they have heard of the offer. */
export const HandoverAccepted = z.object({
  type: z.literal('handover-accepted'),
  caseId: CaseId,
  legId: LegId,
  hash: Sha256,
  offer: Offer,
  to: Holder,
  receivedBy: Identity,
  ...told,
})
export type HandoverAccepted = z.infer<typeof HandoverAccepted>

/**
 * The offer is off. From here on the things follow this leg, so that an acceptance somewhere else and
 * unknown here comes to light as two claims instead of being lost.
 */
export const HandoverWithdrawn = z.object({
  type: z.literal('handover-withdrawn'),
  home: CentreId,
  caseId: CaseId,
  offerId: OfferId,
  legId: LegId,
  because: z.enum(['WITHDRAWN', 'REFUSED']),
  reason: z.string().trim().max(200),
  ...told,
})
export type HandoverWithdrawn = z.infer<typeof HandoverWithdrawn>

/** Put into a bag, into its place in the cabinet, or looked at more closely. Changes no hands. */
export const ThingsStowed = z.object({
  type: z.literal('things-stowed'),
  home: CentreId,
  caseId: CaseId,
  things: z
    .array(
      z.object({
        thingId: ThingId,
        bagNo: z.string().trim().max(40).optional(),
        shelf: z.string().trim().max(30).optional(),
        docNumber: z.string().trim().max(60).optional(),
        pages: z.number().int().min(1).max(9_999).optional(),
        condition: Condition.optional(),
        photo: Sha256.optional(),
        returnBy: DateText.optional(),
      }),
    )
    .min(1)
    .max(200),
  on: DateText,
  atMs: z.number().int(),
})
export type ThingsStowed = z.infer<typeof ThingsStowed>

/** Lost or damaged: two people say so, and nothing moves until a manager has closed it. */
export const CustodyIncident = z.object({
  type: z.literal('custody-incident'),
  home: CentreId,
  caseId: CaseId,
  incidentId: IncidentId,
  kind: IncidentKind,
  thingIds: z.array(ThingId).min(1).max(200),
  account: z.string().trim().max(500),
  second: StaffId,
  photo: Sha256.optional(),
  ...told,
})
export type CustodyIncident = z.infer<typeof CustodyIncident>

export const IncidentClosed = z.object({
  type: z.literal('incident-closed'),
  home: CentreId,
  caseId: CaseId,
  incidentId: IncidentId,
  kind: IncidentKind,
  thingIds: z.array(ThingId).min(1).max(200),
  outcome: IncidentOutcome,
  account: z.string().trim().max(500),
  /** Of the owner, when the thing is made good. */
  signedBy: z.string().trim().max(60).optional(),
  second: StaffId,
  ...told,
})
export type IncidentClosed = z.infer<typeof IncidentClosed>

/** The manager looked and says where the things are: the one act that needs no holder (sync.md C.10). */
export const CustodyOverridden = z.object({
  type: z.literal('custody-overridden'),
  home: CentreId,
  caseId: CaseId,
  legId: LegId,
  lines: z
    .array(z.object({ thingId: ThingId, base: LegId }))
    .min(1)
    .max(200),
  to: Holder,
  reason: z.string().trim().max(500),
  ...told,
})
export type CustodyOverridden = z.infer<typeof CustodyOverridden>

/** One text for one offer: what the hash is taken over. */
export function offerText(offer: Offer): string {
  return canonical(offer as unknown as Json)
}
