import { offerHash } from '#shared/crypto/offer-hash.ts'
import { type CustodyLine, type Holder, isOfCentre, takenIn, thingOfRow } from '#shared/domain/custody.ts'
import { follows } from '#shared/domain/custody-chain.ts'
import {
  type CustodyIncident,
  type CustodyOverridden,
  type HandoverAccepted,
  type HandoverMade,
  type HandoverOffered,
  type HandoverWithdrawn,
  type IncidentClosed,
  offerText,
  type ThingsStowed,
} from '#shared/domain/custody-events.ts'
import { brokenHandover, brokenLetter } from '#shared/domain/custody-rules.ts'
import { brokenAcceptance, unfitOutcome } from '#shared/domain/decide-custody.ts'
import type { OriginalsReturned } from '#shared/domain/events.ts'
import { type CaseId, type CentreId, LegId, type ThingId } from '#shared/kernel/ids.ts'
import { type CityLeg, type CustodyStage, incidentOf, placeOf, type ThingImage } from './custody-stage.ts'
import type { DeskFacts } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

type Stage = { readonly desk: DeskFacts; readonly custody: CustodyStage }
type Owned = { readonly home: CentreId; readonly caseId: CaseId }
type Thing = Pick<CustodyLine, 'rowId' | 'thingId'>

/** Originals of an intake or a supplement begin their way at the counter of the desk that says so. */
export function takeInOriginals(
  { custody, desk }: Stage,
  { caseId, on }: { readonly caseId: CaseId; readonly on: string },
  rowIds: readonly string[],
): void {
  for (const rowId of rowIds) {
    const thing = { rowId, thingId: nextThing(custody, caseId, rowId) }
    addLeg(custody, { home: desk.centreId, caseId }, thing, {
      legId: takenIn,
      base: null,
      kind: 'TAKEN_IN',
      from: { at: 'APPLICANT', name: '' },
      to: { at: 'COUNTER', centreId: desk.centreId },
      on,
      hash: null,
      deskId: desk.deskId,
    })
  }
}

/**
 * The return at the counter: the very things the entry names, or, from older desks, all that lay there.
 * `also` is the last that can say no, before anything is changed.
 */
export function giveBackOriginals(
  { custody, desk }: Stage,
  event: OriginalsReturned,
  also: () => VerdictCode | undefined,
): VerdictCode | undefined {
  const { atMs, caseId, on, rowIds, signedBy } = event
  const meant = event.things ?? lyingHere(custody, desk.centreId, caseId, rowIds)
  const legId = LegId.parse(`returned:${atMs}`)
  const counter: Holder = { at: 'COUNTER', centreId: desk.centreId }
  const legs = meant.map(({ base, thingId }) => ({
    thingId,
    leg: {
      legId,
      base,
      kind: 'HANDOVER',
      from: counter,
      to: { at: 'APPLICANT', name: signedBy },
      on,
      hash: null,
      deskId: desk.deskId,
    } satisfies CityLeg,
  }))
  for (const { leg, thingId } of legs) {
    const thing = custody.things.get(thingId)
    if (!thing) return 'thing-unknown'
    const wrong = misplaced(thing, leg)
    if (wrong) return wrong
  }
  const no = also()
  if (no) return no
  for (const { leg, thingId } of legs) followThing(custody, thingId, leg)
  return undefined
}

export function applyHandoverMade({ custody, desk }: Stage, event: HandoverMade): VerdictCode | undefined {
  const { from, legId, lines, on, to } = event
  const broken = brokenHandover(event) ?? brokenLetter(event.receivedBy, event)
  if (broken) return broken.code
  if ((from.at === 'COUNTER' || from.at === 'OFFICER') && from.centreId !== desk.centreId)
    return 'not-the-holder'
  const legs = lines.map((line) => ({ line, leg: legOf(line) }))
  for (const { leg, line } of legs) {
    const thing = custody.things.get(line.thingId)
    if (!line.base && thing && hasBegun(thing)) return 'base-stale'
    const wrong =
      (thing && misplaced(thing, leg)) ??
      (incidentIsOpen(custody, line.thingId) ? 'incident-open' : undefined)
    if (wrong) return wrong
  }
  for (const { leg, line } of legs) addLeg(custody, event, line, leg)
  return undefined

  function legOf(line: CustodyLine): CityLeg {
    const kind = line.base ? 'HANDOVER' : 'TAKEN_IN'
    return { legId, base: line.base ?? null, kind, from, to, on, hash: null, deskId: desk.deskId }
  }
}

/** An offer moves nothing; but an acceptance of it that came before it counts from now on. */
export function applyHandoverOffered(
  { custody, desk }: Stage,
  event: HandoverOffered,
): VerdictCode | undefined {
  const { hash, offer } = event
  if (offer.caseId !== event.caseId) return 'case-mismatch'
  if (hash !== offerHash(offerText(offer))) return 'offer-changed'
  if (!isOfCentre(offer.from, desk.centreId)) return 'not-the-holder'
  if (custody.offers.has(offer.offerId)) return 'part-listed-twice'
  const { caseId, home, offerId } = offer
  custody.offers.set(offerId, {
    offerId,
    home,
    caseId,
    hash,
    withdrawn: false,
    lines: offer.lines.map(({ base, thingId }) => ({ thingId, base: base ?? null })),
    deskId: desk.deskId,
  })
  custody.changedOffers.add(offerId)
  for (const { thingId } of offer.lines) if (custody.things.has(thingId)) custody.moved.add(thingId)
  return undefined
}

/** Two acceptances of one offer are both kept: that is what makes the thing disputed. */
export function applyHandoverAccepted(
  { custody, desk }: Stage,
  event: HandoverAccepted,
): VerdictCode | undefined {
  const { hash, legId, offer, on, to } = event
  if (offer.caseId !== event.caseId) return 'case-mismatch'
  const broken = brokenAcceptance(event, offerHash(offerText(offer)))
  if (broken) return broken.code
  // Told by who took over, or by who gave away and has read the receipt.
  if (!isOfCentre(to, desk.centreId) && !isOfCentre(offer.from, desk.centreId)) return 'offer-not-for-you'
  const legs = offer.lines.map((line) => ({
    line,
    leg: {
      legId,
      base: line.base ?? null,
      kind: 'ACCEPTED',
      from: offer.from,
      to,
      on,
      hash,
      deskId: desk.deskId,
    } satisfies CityLeg,
  }))
  for (const { leg, line } of legs) {
    const thing = custody.things.get(line.thingId)
    if (thing?.legs.has(legId)) continue
    const wrong = thing && misplaced(thing, leg)
    if (wrong) return wrong
  }
  for (const { leg, line } of legs) addLeg(custody, offer, line, leg)
  return undefined
}

export function applyHandoverWithdrawn(
  { custody, desk }: Stage,
  event: HandoverWithdrawn,
): VerdictCode | undefined {
  const offer = custody.offers.get(event.offerId)
  if (!offer || offer.deskId !== desk.deskId) return 'offer-unknown'
  if (offer.withdrawn) return 'offer-closed'
  custody.offers.set(offer.offerId, { ...offer, withdrawn: true })
  custody.changedOffers.add(offer.offerId)
  for (const { base, thingId } of offer.lines) {
    const holder = base && custody.things.get(thingId)?.legs.get(base)?.to
    if (!holder) continue
    const { legId, on } = event
    followThing(custody, thingId, {
      legId,
      base,
      kind: 'KEPT',
      from: holder,
      to: holder,
      on,
      hash: null,
      deskId: desk.deskId,
    })
  }
  return undefined
}

/** Bags and shelves are the desk's to know. */
export function applyThingsStowed({ custody }: Stage, event: ThingsStowed): VerdictCode | undefined {
  return event.things.every(({ thingId }) => custody.things.has(thingId)) ? undefined : 'thing-unknown'
}

export function applyCustodyIncident({ custody }: Stage, event: CustodyIncident): VerdictCode | undefined {
  const { account, caseId, home, incidentId, kind, on, thingIds } = event
  if (!account) return 'account-missing'
  if (custody.incidents.has(incidentId)) return 'part-listed-twice'
  if (!thingIds.every((thingId) => custody.things.has(thingId))) return 'thing-unknown'
  custody.incidents.set(incidentId, {
    incidentId,
    home,
    caseId,
    kind,
    thingIds,
    reportedOn: on,
    outcome: null,
  })
  custody.changedIncidents.add(incidentId)
  for (const thingId of thingIds) custody.moved.add(thingId)
  return undefined
}

export function applyIncidentClosed({ custody }: Stage, event: IncidentClosed): VerdictCode | undefined {
  const incident = custody.incidents.get(event.incidentId)
  if (!incident) return 'incident-unknown'
  if (incident.outcome) return 'incident-over'
  const unfit = unfitOutcome(incident.kind, event)
  if (unfit) return unfit
  custody.incidents.set(event.incidentId, { ...incident, outcome: event.outcome })
  custody.changedIncidents.add(event.incidentId)
  for (const thingId of incident.thingIds) custody.moved.add(thingId)
  return undefined
}

/** Needs no holder, but a reason and things that are known. */
export function applyCustodyOverridden(
  { custody, desk }: Stage,
  event: CustodyOverridden,
): VerdictCode | undefined {
  const { legId, lines, on, reason, to } = event
  if (!reason) return 'reason-missing'
  if ((to.at === 'COUNTER' || to.at === 'OFFICER') && to.centreId !== desk.centreId) return 'not-ours-to-say'
  if (to.at === 'APPLICANT' || to.at === 'FILED') return 'not-ours-to-say'
  for (const { base, thingId } of lines) {
    const thing = custody.things.get(thingId)
    if (!thing) return 'thing-unknown'
    if (isEnd(thing.legs.get(base))) return 'thing-out'
  }
  for (const { base, thingId } of lines)
    followThing(custody, thingId, {
      legId,
      base,
      kind: 'OVERRIDE',
      from: custody.things.get(thingId)?.legs.get(base)?.to ?? to,
      to,
      on,
      hash: null,
      deskId: desk.deskId,
    })
  return undefined
}

/**
 * What speaks against a leg that follows a known one. What follows an unknown one waits: the desk that
 * tells of that one may come later.
 */
function misplaced({ legs }: ThingImage, leg: CityLeg): VerdictCode | undefined {
  if (legs.has(leg.legId)) return 'base-stale'
  const before = leg.base === null ? undefined : legs.get(leg.base)
  if (!before) return undefined
  if (isEnd(before)) return 'thing-out'
  if (!follows(before, leg)) return 'not-the-holder'
  if (leg.on < sinceOf(legs, before)) return 'before-last-act'
  // Two desks may both be right as far as they know; one desk that follows one leg twice is wrong.
  const twice = [...legs.values()].some(({ base, deskId }) => base === leg.base && deskId === leg.deskId)
  return twice && leg.kind !== 'ACCEPTED' ? 'base-stale' : undefined
}

/** A way begins once. What is only known by later steps, told by other desks first, has still to begin. */
function hasBegun({ legs }: ThingImage): boolean {
  return [...legs.values()].some(({ base }) => base === null)
}

/** An offer taken back leaves the thing in the same hands, since the same day. */
function sinceOf(legs: ThingImage['legs'], leg: CityLeg): string {
  const before = leg.kind === 'KEPT' && leg.base ? legs.get(leg.base) : undefined
  return before ? sinceOf(legs, before) : leg.on
}

function isEnd(leg: CityLeg | undefined): boolean {
  return leg?.to.at === 'APPLICANT' || leg?.to.at === 'FILED'
}

function incidentIsOpen(custody: CustodyStage, thingId: ThingId): boolean {
  return incidentOf(custody, thingId)?.outcome === null
}

function addLeg(custody: CustodyStage, { caseId, home }: Owned, line: Thing, leg: CityLeg): void {
  const { rowId, thingId } = line
  if (!custody.things.has(thingId))
    custody.things.set(thingId, { thingId, home, caseId, rowId: rowId ?? null, legs: new Map() })
  followThing(custody, thingId, leg)
}

/** The same acceptance told by both desks is one leg. */
function followThing(custody: CustodyStage, thingId: ThingId, leg: CityLeg): void {
  const thing = custody.things.get(thingId)
  if (!thing || thing.legs.has(leg.legId)) return
  thing.legs.set(leg.legId, leg)
  custody.newLegs.push({ thingId, legId: leg.legId })
  custody.moved.add(thingId)
}

function lyingHere(
  custody: CustodyStage,
  centreId: CentreId,
  caseId: CaseId,
  rowIds: readonly string[],
): readonly { readonly thingId: ThingId; readonly base: LegId }[] {
  return [...custody.things.values()].flatMap((thing) => {
    if (thing.caseId !== caseId || !rowIds.includes(thing.rowId ?? '')) return []
    const now = placeOf(custody, thing)
    const here = now?.holder.at === 'COUNTER' && now.holder.centreId === centreId
    return here ? [{ thingId: thing.thingId, base: now.tip }] : []
  })
}

/** Counted by what was taken in: an acceptance that came first makes no second paper of the first one. */
function nextThing({ things }: CustodyStage, caseId: CaseId, rowId: string): ThingId {
  for (let n = 1; ; n += 1) {
    const thingId = thingOfRow(caseId, rowId, n)
    if (!things.get(thingId)?.legs.has(takenIn)) return thingId
  }
}
