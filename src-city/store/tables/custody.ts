import { bigint, boolean, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CustodyState, Holder, IncidentKind, IncidentOutcome } from '#shared/domain/custody.ts'
import type { LegKind } from '#shared/domain/custody-chain.ts'
import type { CaseId, CentreId, DeskId, IncidentId, LegId, OfferId, ThingId } from '#shared/kernel/ids.ts'

/** The centre that took the thing in, and its case; both wherever the thing is now. */
const home = {
  centreId: text('centre_id').$type<CentreId>().notNull(),
  caseId: text('case_id').$type<CaseId>().notNull(),
}

/** A thing with where it is, as far as that follows from the legs that have come. */
export const custodyThing = pgTable(
  'custody_thing',
  {
    ...home,
    thingId: text('thing_id').$type<ThingId>().notNull(),
    rowId: text('row_id'),
    holderAt: text('holder_at').$type<Holder['at']>(),
    holderKey: text('holder_key'),
    since: text('since'),
    tip: text('tip').$type<LegId>(),
    away: boolean('away').notNull(),
    disputed: boolean('disputed').notNull(),
    state: text('state').$type<CustodyState>(),
    gone: boolean('gone').notNull(),
    changedMs: bigint('changed_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.thingId] })],
)

export const custodyLeg = pgTable(
  'custody_leg',
  {
    ...home,
    thingId: text('thing_id').$type<ThingId>().notNull(),
    legId: text('leg_id').$type<LegId>().notNull(),
    base: text('base').$type<LegId>(),
    kind: text('kind').$type<LegKind>().notNull(),
    fromHolder: text('from_holder').notNull(),
    toHolder: text('to_holder').notNull(),
    actedOn: text('acted_on').notNull(),
    offerHash: text('offer_hash'),
    deskId: text('desk_id').$type<DeskId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.thingId, table.legId] })],
)

export const custodyOffer = pgTable(
  'custody_offer',
  {
    ...home,
    offerId: text('offer_id').$type<OfferId>().notNull(),
    hash: text('hash').notNull(),
    withdrawn: boolean('withdrawn').notNull(),
    /** Things and the legs they followed, as JSON. */
    lines: text('lines').notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.offerId] })],
)

export const custodyIncident = pgTable(
  'custody_incident',
  {
    ...home,
    incidentId: text('incident_id').$type<IncidentId>().notNull(),
    kind: text('kind').$type<IncidentKind>().notNull(),
    thingIds: text('thing_ids').notNull(),
    reportedOn: text('reported_on').notNull(),
    outcome: text('outcome').$type<IncidentOutcome>(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.incidentId] })],
)
