import { and, sql } from 'drizzle-orm'
import type { Holder } from '#shared/domain/custody.ts'
import {
  type IncidentFacts,
  type KeptLeg,
  standingIncident,
  whereaboutsOf,
} from '#shared/domain/custody-chain.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { keepsOriginal } from '#shared/domain/material.ts'
import type { CaseId, CentreId, DeskId, IncidentId, LegId, OfferId, ThingId } from '#shared/kernel/ids.ts'
import { among, rowsOf, type Writer } from '../store.ts'
import { custodyIncident, custodyLeg, custodyOffer, custodyThing } from '../tables/custody.ts'

/** A leg with who told it; `hash` names the offer an acceptance answers. */
export type CityLeg = Omit<KeptLeg, 'counts' | 'slipId'> & {
  readonly hash: string | null
  readonly deskId: DeskId
}

export type ThingImage = {
  readonly thingId: ThingId
  readonly home: CentreId
  readonly caseId: CaseId
  readonly rowId: string | null
  readonly legs: Map<LegId, CityLeg>
}

export type OfferImage = {
  readonly offerId: OfferId
  readonly home: CentreId
  readonly caseId: CaseId
  readonly hash: string
  readonly withdrawn: boolean
  readonly lines: readonly { readonly thingId: ThingId; readonly base: LegId | null }[]
  readonly deskId: DeskId
}

export type IncidentImage = IncidentFacts & {
  readonly incidentId: IncidentId
  readonly home: CentreId
  readonly caseId: CaseId
  readonly thingIds: readonly ThingId[]
  readonly reportedOn: string
}

/** The custody of all cases a batch speaks of: read once, changed in memory, written once. */
export type CustodyStage = {
  readonly things: Map<ThingId, ThingImage>
  readonly offers: Map<OfferId, OfferImage>
  readonly incidents: Map<IncidentId, IncidentImage>
  readonly moved: Set<ThingId>
  readonly newLegs: { readonly thingId: ThingId; readonly legId: LegId }[]
  readonly changedOffers: Set<OfferId>
  readonly changedIncidents: Set<IncidentId>
}

export function emptyCustody(): CustodyStage {
  return {
    things: new Map(),
    offers: new Map(),
    incidents: new Map(),
    moved: new Set(),
    newLegs: [],
    changedOffers: new Set(),
    changedIncidents: new Set(),
  }
}

type Home = { readonly centreId: CentreId; readonly caseId: CaseId }

/**
 * Reads what is known of the things, and takes the cases for this transaction: two desks may tell of one
 * thing at once, and a leg the other has not committed yet would be missing from the sum of the way.
 */
export async function loadCustody(
  writer: Writer,
  self: CentreId,
  events: readonly (DeskEvent | undefined)[],
): Promise<CustodyStage> {
  const stage = emptyCustody()
  const homes = events.flatMap((event) => (event ? (homeOf(event, self) ?? []) : []))
  if (homes.length === 0) return stage
  const centres = new Set(homes.map(({ centreId }) => centreId))
  const cases = new Set(homes.map(({ caseId }) => caseId))
  await rowsOf(
    writer,
    sql`select pg_advisory_xact_lock(hashtextextended(one, 7)) from
          (select jsonb_array_elements_text(${JSON.stringify([...cases].sort())}::jsonb) as one) as each order by one`,
  )
  await loadThings(writer, stage, centres, cases)
  await loadOffers(writer, stage, centres, cases)
  await loadIncidents(writer, stage, centres, cases)
  return stage
}

async function loadThings(
  writer: Writer,
  { things }: CustodyStage,
  centres: ReadonlySet<CentreId>,
  cases: ReadonlySet<CaseId>,
): Promise<void> {
  const found = await writer
    .select()
    .from(custodyThing)
    .where(and(among(custodyThing.centreId, centres), among(custodyThing.caseId, cases)))
  for (const { caseId, centreId, rowId, thingId } of found)
    things.set(thingId, { thingId, home: centreId, caseId, rowId, legs: new Map() })
  if (things.size === 0) return
  const legs = await writer
    .select()
    .from(custodyLeg)
    .where(and(among(custodyLeg.centreId, centres), among(custodyLeg.caseId, cases)))
  for (const { actedOn, base, deskId, fromHolder, kind, legId, offerHash, thingId, toHolder } of legs)
    things.get(thingId)?.legs.set(legId, {
      legId,
      base,
      kind,
      from: JSON.parse(fromHolder) as Holder,
      to: JSON.parse(toHolder) as Holder,
      on: actedOn,
      hash: offerHash,
      deskId,
    })
}

async function loadOffers(
  writer: Writer,
  { offers }: CustodyStage,
  centres: ReadonlySet<CentreId>,
  cases: ReadonlySet<CaseId>,
): Promise<void> {
  const found = await writer
    .select()
    .from(custodyOffer)
    .where(and(among(custodyOffer.centreId, centres), among(custodyOffer.caseId, cases)))
  for (const { centreId, lines, ...offer } of found)
    offers.set(offer.offerId, {
      ...offer,
      home: centreId,
      lines: JSON.parse(lines) as OfferImage['lines'],
    })
}

async function loadIncidents(
  writer: Writer,
  { incidents }: CustodyStage,
  centres: ReadonlySet<CentreId>,
  cases: ReadonlySet<CaseId>,
): Promise<void> {
  const found = await writer
    .select()
    .from(custodyIncident)
    .where(and(among(custodyIncident.centreId, centres), among(custodyIncident.caseId, cases)))
  for (const { centreId, thingIds, ...incident } of found)
    incidents.set(incident.incidentId, {
      ...incident,
      home: centreId,
      thingIds: JSON.parse(thingIds) as ThingId[],
    })
}

/** Whose custody an event touches; nothing for one that leaves all things where they are. */
function homeOf(event: DeskEvent, self: CentreId): Home | undefined {
  switch (event.type) {
    case 'matter-received':
      return event.materials.some(({ judgement }) => keepsOriginal(judgement))
        ? { centreId: self, caseId: event.caseId }
        : undefined
    case 'material-judged':
      return event.rows.some(({ judgement }) => keepsOriginal(judgement))
        ? { centreId: self, caseId: event.caseId }
        : undefined
    case 'originals-returned':
      return { centreId: self, caseId: event.caseId }
    case 'handover-offered':
    case 'handover-accepted':
      return { centreId: event.offer.home, caseId: event.caseId }
    case 'handover-made':
    case 'handover-withdrawn':
    case 'things-stowed':
    case 'custody-incident':
    case 'incident-closed':
    case 'custody-overridden':
      return { centreId: event.home, caseId: event.caseId }
    case 'desk-opened':
    case 'epoch-opened':
    case 'catalogue-adopted':
    case 'staff-added':
    case 'staff-changed':
    case 'party-told-apart':
    case 'matter-decided':
    case 'item-moved':
    case 'department-acted':
    case 'clocks-recalculated':
    case 'paper-printed':
    case 'slip-printed':
    case 'consultation-logged':
    case 'picture-taken':
    case 'picture-viewed':
    case 'case-told':
    case 'case-erased':
    case 'entry-corrected':
    case 'value-revealed':
    case 'typing-done':
    case 'assist-registered':
    case 'assist-moved':
    case 'assist-printed':
    case 'letter-signed':
    case 'letter-ended':
    case 'officer-filed':
    case 'training-held':
    case 'meeting-held':
    case 'day-closed':
    case 'round-planned':
    case 'cabinet-counted':
    case 'duty-planned':
    case 'appointment-set':
    case 'ledger-taken':
    case 'rating-invited':
    case 'rating-moved':
      return undefined
  }
}

export function incidentOf({ incidents }: CustodyStage, thingId: ThingId): IncidentFacts | undefined {
  return standingIncident([...incidents.values()].filter(({ thingIds }) => thingIds.includes(thingId)))
}

export function placeOf(stage: CustodyStage, { legs }: ThingImage) {
  const hashes = new Set([...stage.offers.values()].map(({ hash }) => hash))
  return whereaboutsOf(
    [...legs.values()].map((leg) => ({
      ...leg,
      slipId: null,
      counts: leg.kind !== 'ACCEPTED' || hashes.has(leg.hash ?? ''),
    })),
  )
}
