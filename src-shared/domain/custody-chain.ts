import type { LegId, SlipId } from '#shared/kernel/ids.ts'
import {
  type CustodyState,
  type Holder,
  type IncidentKind,
  type IncidentOutcome,
  sameHolder,
} from './custody.ts'
import type { Day } from './day.ts'

/** `KEPT` is an offer taken back: the same hands, and a mark that an acceptance after it is a second claim. */
export type LegKind = 'TAKEN_IN' | 'HANDOVER' | 'ACCEPTED' | 'KEPT' | 'OVERRIDE'

/** One step on the way of one thing. */
export type Leg = {
  readonly legId: LegId
  /** The leg it follows; none where the way begins. */
  readonly base: LegId | null
  readonly kind: LegKind
  readonly from: Holder
  readonly to: Holder
  readonly on: Day
  readonly slipId?: SlipId | null
}

/** Where a thing is. While it is disputed the holder is the last one nobody doubts. */
export type Whereabouts = {
  readonly holder: Holder
  readonly tip: LegId
  readonly since: Day
  /** Has been in other hands than those of a counter. */
  readonly away: boolean
  readonly disputed: boolean
  /** The slip it last went out with; a return refers to it. */
  readonly slipId: SlipId | null
}

export type IncidentFacts = {
  readonly kind: IncidentKind
  readonly outcome: IncidentOutcome | null
}

/**
 * A thing after one more leg, as the desk sees it that records the leg.
 *
 * A desk knows only part of the way. What follows a leg it never heard of is news of where the thing has
 * been; what follows a leg it knows and that has been followed already is a second claim.
 */
export function advance(now: Whereabouts | undefined, leg: Leg, knowsBase: boolean): Whereabouts {
  if (!now) return moved(undefined, leg)
  if (leg.kind === 'OVERRIDE') return { ...moved(now, leg), disputed: false }
  if (knowsBase && leg.base !== now.tip) return { ...now, disputed: true }
  return moved(now, leg)
}

function moved(now: Whereabouts | undefined, leg: Leg): Whereabouts {
  const stays = leg.kind === 'KEPT'
  return {
    holder: leg.to,
    tip: leg.legId,
    since: stays && now ? now.since : leg.on,
    away: (now?.away ?? false) || leg.to.at !== 'COUNTER',
    disputed: now?.disputed ?? false,
    slipId: leg.slipId ?? now?.slipId ?? null,
  }
}

/** A leg as the city keeps it; an acceptance does not count before the offer it names has come. */
export type KeptLeg = Leg & { readonly counts: boolean }

/**
 * Where a thing is, from all that every desk has told of it, in whatever order it came.
 *
 * Two legs that follow one are two claims: the thing is disputed and stays with the last undoubted holder,
 * unless just one of the ways on has an override of the manager in it.
 */
export function whereaboutsOf(legs: readonly KeptLeg[]): Whereabouts | undefined {
  const after = Map.groupBy(
    legs.filter(({ counts }) => counts),
    ({ base }) => base,
  )
  const [first] = after.get(null) ?? []
  if (!first) return undefined
  let now = moved(undefined, first)
  // Each leg is followed at most once, so the way is never longer than the legs there are.
  for (let leg: KeptLeg = first, steps = legs.length; steps > 0; steps -= 1) {
    const ways: readonly KeptLeg[] = waysOn(after, leg)
    const next: KeptLeg | undefined = ways.length === 1 ? ways[0] : overruling(after, ways)
    if (!next) return { ...now, disputed: ways.length > 1 }
    now = moved(now, next)
    leg = next
  }
  return now
}

type Followers = ReadonlyMap<LegId | null, readonly KeptLeg[]>

function waysOn(after: Followers, leg: KeptLeg): readonly KeptLeg[] {
  return (after.get(leg.legId) ?? []).filter((each) => follows(leg, each))
}

/** Handed on by who held it; a manager's word needs no holder. */
export function follows(before: Pick<Leg, 'to'>, leg: Pick<Leg, 'from' | 'kind'>): boolean {
  return leg.kind === 'OVERRIDE' || sameHolder(before.to, leg.from)
}

function overruling(after: Followers, ways: readonly KeptLeg[]): KeptLeg | undefined {
  const ruled = ways.filter((way) => hasOverride(after, way, new Set()))
  return ruled.length === 1 ? ruled[0] : undefined
}

function hasOverride(after: Followers, leg: KeptLeg, seen: Set<LegId>): boolean {
  if (seen.has(leg.legId)) return false
  seen.add(leg.legId)
  if (leg.kind === 'OVERRIDE') return true
  return waysOn(after, leg).some((next) => hasOverride(after, next, seen))
}

/**
 * Where a thing is for a desk, after one more leg of it has become known there in any way.
 *
 * What hangs together from the beginning is worked out as the city does it, so that desks and city agree
 * whatever the order they heard it in. What hangs on a leg not known here is news of where the thing has
 * been; what is known to be older than such news leaves the thing where it is, until the gap is filled.
 */
export function standsAfter(now: Whereabouts | undefined, before: readonly Leg[], leg: Leg): Whereabouts {
  if (!now) return moved(undefined, leg)
  const all = [...before, leg]
  const bases = new Map(all.map((each) => [each.legId, each.base]))
  if (!isRooted(bases, leg.legId))
    return advance(
      now,
      leg,
      before.some(({ legId }) => legId === leg.base),
    )
  if (!isRooted(bases, now.tip)) return now
  return whereaboutsOf(all.map((each) => ({ ...each, counts: true }))) ?? now
}

function isRooted(bases: ReadonlyMap<LegId, LegId | null>, from: LegId): boolean {
  let at: LegId | null | undefined = from
  for (let steps = bases.size; at && steps >= 0; steps -= 1) at = bases.get(at)
  return at === null
}

/** What is wrong with a thing now: what is open before what was made good, whichever desk told it first. */
export function standingIncident<One extends IncidentFacts>(all: readonly One[]): One | undefined {
  return all.find(({ outcome }) => outcome === null) ?? all.find(({ outcome }) => outcome === 'MADE_GOOD')
}

/** The word of domain.md 3.6 for where a thing is and what has happened to it. */
export function custodyState(
  { away, holder }: Pick<Whereabouts, 'away' | 'holder'>,
  incident: IncidentFacts | undefined,
): CustodyState {
  if (incident && (incident.outcome === null || incident.outcome === 'MADE_GOOD')) return incident.kind
  switch (holder.at) {
    case 'APPLICANT':
      return away ? 'RETURNED' : 'WITH_APPLICANT'
    case 'COUNTER':
      return away ? 'BACK_AT_COUNTER' : 'AT_COUNTER'
    case 'OFFICER':
      return 'WITH_OFFICER'
    case 'COURIER':
      return 'IN_TRANSIT'
    case 'DEPARTMENT':
      return 'AT_DEPT'
    case 'FILED':
      return 'FILED'
  }
}

/** Out of the centre's hands for good: given back, used up, or gone and made good. */
export function isOut({ holder }: Pick<Whereabouts, 'holder'>, incident: IncidentFacts | undefined): boolean {
  return holder.at === 'APPLICANT' || holder.at === 'FILED' || incident?.outcome === 'MADE_GOOD'
}
