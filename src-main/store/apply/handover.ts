import { eq, sql } from 'drizzle-orm'
import { withoutInk } from '#shared/domain/custody.ts'
import { standingIncident } from '#shared/domain/custody-chain.ts'
import type {
  CustodyIncident,
  CustodyOverridden,
  HandoverAccepted,
  HandoverMade,
  HandoverOffered,
  HandoverWithdrawn,
  IncidentClosed,
  Slip,
  ThingsStowed,
} from '#shared/domain/custody-events.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { OfferId, ThingId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { custodyIncident, custodyOffer, custodySlip } from '../tables/custody.ts'
import type { At } from './at.ts'
import { cameFrom, findThingRow, inOrder, placed, putThing, step, whereaboutsOf } from './custody.ts'

export function applyHandoverMade(writer: Writer, event: HandoverMade, at: At): void {
  if (!at.told) giveSlip(writer, event.slip, event.on, at)
  const { atMs, from, legId, on, place, receivedBy, releasedBy, remark, slip, to } = event
  for (const line of event.lines)
    step(
      writer,
      event,
      line,
      {
        legId,
        base: line.base ?? null,
        kind: line.base ? 'HANDOVER' : 'TAKEN_IN',
        from,
        to,
        on,
        slipId: slip.slipId,
        docNo: slip.docNo,
        atMs,
        place,
        releasedBy: withoutInk(releasedBy),
        receivedBy: withoutInk(receivedBy),
        remark: remark ?? null,
      },
      at,
    )
}

export function applyHandoverOffered(writer: Writer, { caseId, hash, offer }: HandoverOffered, at: At): void {
  if (!at.told) giveSlip(writer, offer.slip, offer.on, at)
  // Accepted here before it was told: nothing is open any more.
  if (offerById(writer).get({ offerId: offer.offerId })) return
  insertOffer(writer, {
    offerId: offer.offerId,
    caseId,
    hash,
    own: !at.told,
    state: 'OPEN',
    offer: inOrder(offer),
    changedAt: at.position,
  })
  for (const thing of knownOf(writer, offer.lines, at))
    putThing(writer, thing, { offerId: offer.offerId }, at)
}

/**
 * At the accepting desk this is where the things come from; at the offering desk, told by the other
 * desk's receipt, it is where they went. The same leg either way.
 */
export function applyHandoverAccepted(writer: Writer, event: HandoverAccepted, at: At): void {
  const { atMs, caseId, hash, legId, offer, on, place, receivedBy, to } = event
  for (const line of offer.lines) {
    step(
      writer,
      offer,
      line,
      {
        legId,
        base: line.base ?? null,
        kind: 'ACCEPTED',
        from: offer.from,
        to,
        on,
        slipId: offer.slip.slipId,
        docNo: offer.slip.docNo,
        atMs,
        place,
        releasedBy: offer.releasedBy,
        receivedBy,
      },
      at,
    )
    // Back again from a desk whose receipt never came: the offer it went out with is answered too.
    const { offerId } = known(writer, line.thingId)
    if (offerId) closeOffer(writer, offerId, 'ACCEPTED', at)
  }
  const { offerId } = offer
  const before = offerById(writer).get({ offerId })
  if (!before)
    insertOffer(writer, {
      offerId,
      caseId,
      hash,
      own: false,
      state: 'ACCEPTED',
      offer: inOrder(offer),
      changedAt: at.position,
    })
  else closeOffer(writer, offerId, 'ACCEPTED', at)
}

export function applyHandoverWithdrawn(writer: Writer, event: HandoverWithdrawn, at: At): void {
  const { atMs, because, legId, offerId, on, place, reason } = event
  const before = offerById(writer).get({ offerId })
  if (!before && at.told) return
  assert(before, 'only an offer made here is taken back')
  for (const { base, thingId } of before.offer.lines) {
    const thing = findThingRow(writer, thingId)
    if (!thing || !base) continue
    const holder = cameFrom(writer, thing, base)
    step(
      writer,
      thing,
      undefined,
      { legId, base, kind: 'KEPT', from: holder, to: holder, on, atMs, place, remark: reason },
      at,
      thingId,
    )
  }
  closeOffer(writer, offerId, because, at)
}

export function applyThingsStowed(writer: Writer, event: ThingsStowed, at: At): void {
  const found = new Map(event.things.map(({ thingId, ...seen }) => [thingId, seen]))
  for (const thing of knownOf(writer, event.things, at))
    putThing(
      writer,
      thing,
      {
        ...Object.fromEntries(
          Object.entries(found.get(thing.thingId) ?? {}).filter(([, value]) => value !== undefined),
        ),
        missedOn: null,
      },
      at,
    )
}

export function applyCustodyIncident(writer: Writer, event: CustodyIncident, at: At): void {
  const { account, caseId, incidentId, kind, on, second, thingIds } = event
  insertIncident(writer, {
    incidentId,
    caseId,
    kind,
    thingIds,
    account,
    reporter: at.actor,
    second,
    reportedOn: on,
    outcome: null,
    closing: null,
    closedOn: null,
    changedAt: at.position,
  })
  putIncident(writer, event, at)
}

export function applyIncidentClosed(writer: Writer, event: IncidentClosed, at: At): void {
  const { account, incidentId, on, outcome } = event
  writer
    .update(custodyIncident)
    .set({ outcome, closing: account, closedOn: on, changedAt: at.position })
    .where(eq(custodyIncident.incidentId, incidentId))
    .run()
  putIncident(writer, event, at)
}

/** What another desk told of the same thing is open until it too is closed; what is gone for good keeps its incident. */
function putIncident(writer: Writer, { caseId, thingIds }: CustodyIncident | IncidentClosed, at: At): void {
  const told = incidentsOf(writer).all({ caseId })
  for (const thing of knownOf(writer, ofIds(thingIds), at)) {
    const standing = standingIncident(told.filter((each) => each.thingIds.includes(thing.thingId)))
    const incidentId = standing?.incidentId ?? null
    putThing(writer, thing, { incidentId, ...placed(writer, whereaboutsOf(thing), incidentId) }, at)
  }
}

export function applyCustodyOverridden(writer: Writer, event: CustodyOverridden, at: At): void {
  const { atMs, legId, lines, on, place, reason, to } = event
  const bases = new Map(lines.map(({ base, thingId }) => [thingId, base]))
  for (const thing of knownOf(writer, lines, at)) {
    const { thingId } = thing
    const base = bases.get(thingId) ?? thing.tip
    const from = cameFrom(writer, thing, base)
    step(
      writer,
      thing,
      undefined,
      { legId, base, kind: 'OVERRIDE', from, to, on, atMs, place, remark: reason },
      at,
      thingId,
    )
    if (thing.offerId) closeOffer(writer, thing.offerId, 'WITHDRAWN', at)
  }
}

function ofIds(thingIds: readonly ThingId[]) {
  return thingIds.map((thingId) => ({ thingId }))
}

/** What was told by another desk may speak of things this one never heard of; an own act never does. */
function knownOf(writer: Writer, lines: readonly { readonly thingId: ThingId }[], at: At) {
  return lines.flatMap(({ thingId }) =>
    at.told ? (findThingRow(writer, thingId) ?? []) : known(writer, thingId),
  )
}

function known(writer: Writer, thingId: ThingId) {
  const found = findThingRow(writer, thingId)
  assert(found, 'only a thing this desk knows is written about')
  return found
}

/** Every thing of the offer is free again, also those that the act at hand does not speak of. */
function closeOffer(
  writer: Writer,
  offerId: OfferId,
  state: 'ACCEPTED' | 'WITHDRAWN' | 'REFUSED',
  at: At,
): void {
  const before = offerById(writer).get({ offerId })
  if (!before || before.state !== 'OPEN') return
  writer
    .update(custodyOffer)
    .set({ state, changedAt: at.position })
    .where(eq(custodyOffer.offerId, offerId))
    .run()
  for (const { thingId } of before.offer.lines) {
    const thing = findThingRow(writer, thingId)
    if (thing?.offerId === offerId) putThing(writer, thing, { offerId: null }, at)
  }
}

/** One slip told in several events, one a case, is one number. */
function giveSlip(writer: Writer, { docNo, serial, slipId }: Slip, on: string, at: At): void {
  writer
    .insert(custodySlip)
    .values({ slipId, docNo, year: Number(on.slice(0, 4)), serial, issuedOn: on, changedAt: at.position })
    .onConflictDoNothing({ target: custodySlip.slipId })
    .run()
}

const insertOffer = insertRow(custodyOffer)
const insertIncident = insertRow(custodyIncident)

const incidentsOf = prepared((writer: Writer) =>
  writer
    .select()
    .from(custodyIncident)
    .where(eq(custodyIncident.caseId, sql.placeholder('caseId')))
    .orderBy(custodyIncident.incidentId)
    .prepare(),
)

const offerById = prepared((writer: Writer) =>
  writer
    .select()
    .from(custodyOffer)
    .where(eq(custodyOffer.offerId, sql.placeholder('offerId')))
    .prepare(),
)
