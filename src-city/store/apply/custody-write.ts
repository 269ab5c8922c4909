import { sql } from 'drizzle-orm'
import { holderKey, withoutNames } from '#shared/domain/custody.ts'
import { custodyState, isOut } from '#shared/domain/custody-chain.ts'
import { rowsOf, type Writer } from '../store.ts'
import { type CustodyStage, incidentOf, placeOf } from './custody-stage.ts'

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
