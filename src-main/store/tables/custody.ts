import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type {
  Condition,
  CustodyState,
  Holder,
  Identity,
  IncidentKind,
  IncidentOutcome,
  PassedFee,
  ThingForm,
} from '#shared/domain/custody.ts'
import type { LegKind } from '#shared/domain/custody-chain.ts'
import type { Offer } from '#shared/domain/custody-events.ts'
import type { RoundStop } from '#shared/domain/custody-rounds.ts'
import type {
  CaseId,
  CentreId,
  CountId,
  IncidentId,
  LegId,
  OfferId,
  RoundId,
  SlipId,
  StaffId,
  ThingId,
} from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** A thing with where it is now; `gone` is out of every hand of a centre for good. */
export const custodyThing = sqliteTable('custody_thing', {
  thingId: text('thing_id').$type<ThingId>().primaryKey(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  home: text('home').$type<CentreId>().notNull(),
  caseNo: text('case_no').notNull(),
  owners: json('owners').$type<readonly string[]>().notNull(),
  rowId: text('row_id'),
  name: text('name').notNull(),
  form: text('form').$type<ThingForm>().notNull(),
  custodyPolicy: text('custody_policy').notNull(),
  docNumber: text('doc_number'),
  copies: integer('copies').notNull(),
  pages: integer('pages'),
  condition: text('condition').$type<Condition>().notNull(),
  photo: text('photo'),
  returnBy: text('return_by'),
  bagNo: text('bag_no'),
  shelf: text('shelf'),
  fee: json('fee').$type<PassedFee>(),
  holder: json('holder').$type<Holder>().notNull(),
  holderAt: text('holder_at').$type<Holder['at']>().notNull(),
  holderKey: text('holder_key').notNull(),
  since: text('since').notNull(),
  tip: text('tip').$type<LegId>().notNull(),
  away: integer('away', { mode: 'boolean' }).notNull(),
  disputed: integer('disputed', { mode: 'boolean' }).notNull(),
  slipId: text('slip_id').$type<SlipId>(),
  offerId: text('offer_id').$type<OfferId>(),
  incidentId: text('incident_id').$type<IncidentId>(),
  state: text('state').$type<CustodyState>().notNull(),
  gone: integer('gone', { mode: 'boolean' }).notNull(),
  changedAt: integer('changed_at').notNull(),
  /** Looked for on this day in vain; a handover or another look ends it. */
  missedOn: text('missed_on'),
})

/** Every step of every thing, as far as this desk was told. */
export const custodyLeg = sqliteTable(
  'custody_leg',
  {
    thingId: text('thing_id').$type<ThingId>().notNull(),
    legId: text('leg_id').$type<LegId>().notNull(),
    base: text('base').$type<LegId>(),
    kind: text('kind').$type<LegKind>().notNull(),
    fromHolder: json('from_holder').$type<Holder>().notNull(),
    toHolder: json('to_holder').$type<Holder>().notNull(),
    releasedBy: json('released_by').$type<Identity>(),
    receivedBy: json('received_by').$type<Identity>(),
    slipId: text('slip_id').$type<SlipId>(),
    docNo: text('doc_no'),
    actedOn: text('acted_on').notNull(),
    atMs: integer('at_ms').notNull(),
    actor: text('actor').$type<StaffId | 'desk'>().notNull(),
    place: text('place').notNull(),
    remark: text('remark'),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.thingId, table.legId] })],
)

/** Offers made here, and those of other desks that were accepted here. */
export const custodyOffer = sqliteTable('custody_offer', {
  offerId: text('offer_id').$type<OfferId>().primaryKey(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  hash: text('hash').notNull(),
  /** Made at this desk. */
  own: integer('own', { mode: 'boolean' }).notNull(),
  state: text('state').$type<'OPEN' | 'ACCEPTED' | 'WITHDRAWN' | 'REFUSED'>().notNull(),
  offer: json('offer').$type<Offer>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const custodyIncident = sqliteTable('custody_incident', {
  incidentId: text('incident_id').$type<IncidentId>().primaryKey(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  kind: text('kind').$type<IncidentKind>().notNull(),
  thingIds: json('thing_ids').$type<readonly ThingId[]>().notNull(),
  account: text('account').notNull(),
  reporter: text('reporter').$type<StaffId | 'desk'>().notNull(),
  second: text('second').$type<StaffId>().notNull(),
  reportedOn: text('reported_on').notNull(),
  outcome: text('outcome').$type<IncidentOutcome>(),
  closing: text('closing'),
  closedOn: text('closed_on'),
  changedAt: integer('changed_at').notNull(),
})

/** Trips that were planned; `home` once somebody has scanned what came back. */
export const custodyRound = sqliteTable('custody_round', {
  roundId: text('round_id').$type<RoundId>().primaryKey(),
  day: text('day').notNull(),
  stops: json('stops').$type<readonly RoundStop[]>().notNull(),
  home: integer('home', { mode: 'boolean' }).notNull(),
  changedAt: integer('changed_at').notNull(),
})

export const custodyCount = sqliteTable('custody_count', {
  countId: text('count_id').$type<CountId>().primaryKey(),
  roundId: text('round_id').$type<RoundId>(),
  countedOn: text('counted_on').notNull(),
  atMs: integer('at_ms').notNull(),
  actor: text('actor').$type<StaffId | 'desk'>().notNull(),
  found: integer('found').notNull(),
  missing: json('missing').$type<readonly ThingId[]>().notNull(),
  strange: json('strange').$type<readonly string[]>().notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** Numbers of the slips D10 given here. */
export const custodySlip = sqliteTable('custody_slip', {
  slipId: text('slip_id').$type<SlipId>().primaryKey(),
  docNo: text('doc_no').notNull(),
  year: integer('year').notNull(),
  serial: integer('serial').notNull(),
  issuedOn: text('issued_on').notNull(),
  changedAt: integer('changed_at').notNull(),
})
