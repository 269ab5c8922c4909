import { and, sql } from 'drizzle-orm'
import { type Holder, holderKey, withoutNames } from '#shared/domain/custody.ts'
import {
  custodyState,
  type IncidentFacts,
  isOut,
  type KeptLeg,
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
    case 'catalogue-adopted':
    case 'staff-added':
    case 'party-told-apart':
    case 'matter-decided':
    case 'item-moved':
    case 'department-acted':
    case 'clocks-recalculated':
    case 'paper-printed':
    case 'consultation-logged':
    case 'value-revealed':
    case 'typing-done':
      return undefined
  }
}

/** What is wrong with a thing now: what is open before what was made good, whichever desk told it. */
export function incidentOf({ incidents }: CustodyStage, thingId: ThingId): IncidentFacts | undefined {
  const all = [...incidents.values()].filter(({ thingIds }) => thingIds.includes(thingId))
  return all.find(({ outcome }) => outcome === null) ?? all.find(({ outcome }) => outcome === 'MADE_GOOD')
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

/** Writes what changed, one statement a table however many things there are. */
export async function writeCustody(writer: Writer, stage: CustodyStage, nowMs: number): Promise<void> {
  if (stage.moved.size > 0) await writeThings(writer, stage, nowMs)
  if (stage.newLegs.length > 0) await writeLegs(writer, stage)
  if (stage.changedOffers.size > 0) await writeOffers(writer, stage)
  if (stage.changedIncidents.size > 0) await writeIncidents(writer, stage)
}

async function writeThings(writer: Writer, stage: CustodyStage, nowMs: number): Promise<void> {
  const rows = [...stage.moved].sort().flatMap((thingId) => {
    const thing = stage.things.get(thingId)
    if (!thing) return []
    const now = placeOf(stage, thing)
    const incident = incidentOf(stage, thingId)
    return [
      {
        centre_id: thing.home,
        thing_id: thingId,
        case_id: thing.caseId,
        row_id: thing.rowId,
        holder_at: now?.holder.at ?? null,
        holder_key: now ? holderKey(now.holder) : null,
        since: now?.since ?? null,
        tip: now?.tip ?? null,
        away: now?.away ?? false,
        disputed: now?.disputed ?? false,
        state: now ? custodyState(now, incident) : null,
        gone: now ? isOut(now, incident) : false,
      },
    ]
  })
  await rowsOf(
    writer,
    sql`insert into custody_thing (centre_id, thing_id, case_id, row_id, holder_at, holder_key, since, tip,
                                   away, disputed, state, gone, changed_ms)
        select r.*, ${nowMs}::bigint from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (centre_id text, thing_id text, case_id text, row_id text, holder_at text, holder_key text,
             since text, tip text, away boolean, disputed boolean, state text, gone boolean)
        on conflict (centre_id, thing_id) do update
          set holder_at = excluded.holder_at, holder_key = excluded.holder_key, since = excluded.since,
              tip = excluded.tip, away = excluded.away, disputed = excluded.disputed, state = excluded.state,
              gone = excluded.gone, changed_ms = excluded.changed_ms`,
  )
}

async function writeLegs(writer: Writer, { newLegs, things }: CustodyStage): Promise<void> {
  const rows = newLegs.flatMap(({ legId, thingId }) => {
    const thing = things.get(thingId)
    const leg = thing?.legs.get(legId)
    if (!thing || !leg) return []
    return [
      {
        centre_id: thing.home,
        thing_id: thingId,
        leg_id: legId,
        case_id: thing.caseId,
        base: leg.base,
        kind: leg.kind,
        from_holder: JSON.stringify(withoutNames(leg.from)),
        to_holder: JSON.stringify(withoutNames(leg.to)),
        acted_on: leg.on,
        offer_hash: leg.hash,
        desk_id: leg.deskId,
      },
    ]
  })
  await rowsOf(
    writer,
    sql`insert into custody_leg (centre_id, thing_id, leg_id, case_id, base, kind, from_holder, to_holder, acted_on,
                                 offer_hash, desk_id)
        select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (centre_id text, thing_id text, leg_id text, case_id text, base text, kind text, from_holder text,
             to_holder text, acted_on text, offer_hash text, desk_id text)`,
  )
}

async function writeOffers(writer: Writer, { changedOffers, offers }: CustodyStage): Promise<void> {
  const rows = [...changedOffers].flatMap((offerId) => {
    const offer = offers.get(offerId)
    if (!offer) return []
    const { caseId, deskId, hash, home, lines, withdrawn } = offer
    return [
      {
        centre_id: home,
        offer_id: offerId,
        case_id: caseId,
        hash,
        withdrawn,
        lines: JSON.stringify(lines),
        desk_id: deskId,
      },
    ]
  })
  await rowsOf(
    writer,
    sql`insert into custody_offer (centre_id, offer_id, case_id, hash, withdrawn, lines, desk_id)
        select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (centre_id text, offer_id text, case_id text, hash text, withdrawn boolean, lines text, desk_id text)
        on conflict (centre_id, offer_id) do update set withdrawn = excluded.withdrawn`,
  )
}

async function writeIncidents(writer: Writer, { changedIncidents, incidents }: CustodyStage): Promise<void> {
  const rows = [...changedIncidents].flatMap((incidentId) => {
    const incident = incidents.get(incidentId)
    if (!incident) return []
    const { caseId, home, kind, outcome, reportedOn, thingIds } = incident
    return [
      {
        centre_id: home,
        incident_id: incidentId,
        case_id: caseId,
        kind,
        thing_ids: JSON.stringify(thingIds),
        reported_on: reportedOn,
        outcome,
      },
    ]
  })
  await rowsOf(
    writer,
    sql`insert into custody_incident (centre_id, incident_id, case_id, kind, thing_ids, reported_on, outcome)
        select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (centre_id text, incident_id text, case_id text, kind text, thing_ids text, reported_on text, outcome text)
        on conflict (centre_id, incident_id) do update set outcome = excluded.outcome`,
  )
}
