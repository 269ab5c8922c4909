import { type Holder, sameHolder } from '#shared/domain/custody.ts'
import { type Leg, whereaboutsOf } from '#shared/domain/custody-chain.ts'
import type { Day } from '#shared/domain/day.ts'
import type { CentreId, LegId, ThingId } from '#shared/kernel/ids.ts'
import type { CustodyTown, TownDesk } from './custody-town.ts'
import type { Entry } from './custody-view.ts'
import type { Lottery } from './lottery.ts'

const held: readonly Holder['at'][] = ['COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT']

/** What must be true of a town at any moment, of every desk as far as it knows and of the city. */
export function amissNow({ city, desks }: CustodyTown): string[] {
  const found: string[] = []
  for (const [by, { view }] of desks.entries())
    for (const { legs, thingId, whereabouts } of view.things.values())
      found.push(...amissAt(`desk ${by}`, thingId, whereabouts, legs))
  for (const { place, thing } of city.places())
    if (place) found.push(...amissAt('city', thing.thingId, place, [...thing.legs.values()]))
  return found
}

/** One holder, who has it by the last leg; or two claims on one leg, and both of them kept. */
function amissAt(
  who: string,
  thingId: ThingId,
  { disputed, holder, tip }: { readonly disputed: boolean; readonly holder: Holder; readonly tip: LegId },
  legs: readonly Leg[],
): string[] {
  const last = legs.find(({ legId }) => legId === tip)
  if (!last || !sameHolder(last.to, holder)) return [`${who}: ${thingId} is not where its last leg leads`]
  return disputed && claimedLegs(legs).size === 0 ? [`${who}: ${thingId} is disputed by nobody`] : []
}

/** Legs that two others follow. */
function claimedLegs(legs: readonly Leg[]): Set<LegId | null> {
  const groups = Map.groupBy(new Map(legs.map((leg) => [leg.legId, leg])).values(), ({ base }) => base)
  return new Set([...groups].flatMap(([base, some]) => (some.length > 1 ? [base] : [])))
}

/** What must be true once everybody has heard everything. */
export function amissAtTheEnd(town: CustodyTown, lottery: Lottery): string[] {
  const { city, desks } = town
  const found = [...amissNow(town), ...lost(town), ...unlettered(desks)]
  const returned = new Set([...city.returned.values()].map(({ entry }) => entry.caseId))
  const counts = new Map<string, { in: number; out: number; held: number }>()
  for (const { open, out, place, thing } of city.places()) {
    const { caseId, home, thingId } = thing
    if (!place) {
      found.push(`${thingId} is lost`)
      continue
    }
    const count = counts.get(home) ?? { in: 0, out: 0, held: 0 }
    counts.set(home, count)
    count.in += 1
    if (out) count.out += 1
    else if (held.includes(place.holder.at)) count.held += 1
    const legs = [...thing.legs.values()].map((leg) => ({ ...leg, counts: true, slipId: null }))
    const shuffled = legs.map((leg) => ({ leg, at: lottery.draw() })).toSorted((a, b) => a.at - b.at)
    if (returned.has(caseId)) continue
    const again = whereaboutsOf(shuffled.map(({ leg }) => leg))
    if (JSON.stringify(again) !== JSON.stringify(place)) found.push(`${thingId}: in another order`)
    found.push(...untrue(town, thingId, place))
    for (const [by, { counter, view }] of desks.entries()) {
      const shared = city.shares.get(caseId)
      if (!shared?.has(counter.centreId) && by !== firstOf(town, caseId)) continue
      const facts = view.facts(thingId)
      const here = facts && said({ ...facts.whereabouts, out: facts.out, open: facts.incident !== undefined })
      const there = said({ ...place, out, open })
      if (here !== there) found.push(`${thingId} at desk ${by}: ${here}, at the city: ${there}`)
    }
  }
  for (const [home, { held: n, in: came, out }] of counts)
    if (came - out !== n) found.push(`${home}: ${came} came, ${out} went, ${n} are held`)
  return found
}

type Said = { readonly tip: LegId; readonly disputed: boolean; readonly out: boolean; readonly open: boolean }

function said({ disputed, open, out, tip }: Said): string {
  return [tip, disputed ? 'disputed' : '', out ? 'out' : '', open ? 'missed' : ''].join(' ').trim()
}

/** The desk that took the case in knows it without being told. */
function firstOf({ desks }: CustodyTown, caseId: string): number {
  return desks.findIndex(({ journal }, by) =>
    journal.some((entry) => entry.by === by && entry.caseId === caseId && entry.act.what === 'RECEIVED'),
  )
}

function own({ desks }: CustodyTown): Entry[] {
  return desks.flatMap(({ journal }, by) => journal.filter((entry) => entry.by === by))
}

/** Where nobody claims it twice, a thing is where it was last brought, as anybody wrote it down. */
function untrue(
  town: CustodyTown,
  thingId: ThingId,
  place: { readonly disputed: boolean; readonly holder: Holder },
): string[] {
  const legs = [...(town.city.custody.things.get(thingId)?.legs.values() ?? [])]
  const overruled = legs.some(({ kind }) => kind === 'OVERRIDE')
  if (claimedLegs(legs).size > 0)
    return place.disputed || overruled ? [] : [`${thingId}: two claims, and no word of a manager`]
  const ends = legs.filter(({ legId }) => !legs.some(({ base }) => base === legId))
  const [end] = ends
  if (place.disputed) return [`${thingId}: disputed with one claim`]
  return ends.length === 1 && end && sameHolder(end.to, place.holder) ? [] : [`${thingId}: not where it went`]
}

/** Every leg anybody wrote is at the city, or the city has said why not. */
function lost(town: CustodyTown): string[] {
  const { custody, heads, returned } = town.city
  const found = town.desks.flatMap(({ journal }, by) =>
    heads[by] === journal.filter((entry) => entry.by === by).length ? [] : [`desk ${by} was not heard out`],
  )
  for (const { act, entryId } of own(town)) {
    if (act.what !== 'CUSTODY' || returned.has(entryId) || !('legId' in act.event)) continue
    const { event } = act
    const lines = 'offer' in event ? event.offer.lines : 'lines' in event ? event.lines : []
    for (const { thingId } of lines)
      if (!custody.things.get(thingId)?.legs.has(event.legId))
        found.push(`${event.legId} of ${thingId} is lost`)
  }
  return found
}

type Period = { readonly id: string; readonly from: Day; readonly through: Day; endedOn?: Day }

/**
 * Nothing went into the hands of an officer, or from us to a department, on a day that no letter covered
 * which the desk knew of; told by plain days, from the journal, as it stood when the thing was handed on.
 */
function unlettered(desks: readonly TownDesk[]): string[] {
  return desks.flatMap(({ counter, journal }, by) => {
    const letters = new Map<string, Period[]>()
    const errands = new Set<string>()
    const found: string[] = []
    for (const entry of journal) {
      const { act, caseId } = entry
      const ofCase = letters.get(caseId) ?? []
      letters.set(caseId, ofCase)
      if (act.what === 'ERRAND') errands.add(caseId)
      if (act.what === 'LETTER')
        ofCase.push({ id: act.letterId, from: act.force.validFrom, through: act.force.validTo })
      if (act.what === 'LETTER_ENDED')
        for (const each of ofCase) if (each.id === act.letterId) each.endedOn = act.on
      const on = entry.by === by && errands.has(caseId) ? carriedOn(entry, counter.centreId) : undefined
      const covers = ({ endedOn, from, through }: Period) =>
        on && from <= on && on <= through && !(endedOn && endedOn <= on)
      if (on && !ofCase.some(covers))
        found.push(`desk ${by}: ${JSON.stringify(act)} on ${on} without a letter`)
    }
    return found
  })
}

function carriedOn({ act }: Entry, self: CentreId): Day | undefined {
  if (act.what !== 'CUSTODY') return undefined
  const { event } = act
  // What the receipt of another desk tells has happened there.
  if (event.type === 'handover-accepted')
    return event.to.at === 'OFFICER' && event.to.centreId === self ? event.on : undefined
  if (event.type === 'handover-offered') return event.offer.to.officer ? event.offer.on : undefined
  if (event.type !== 'handover-made') return undefined
  const fromUs = event.from.at === 'COUNTER' || event.from.at === 'OFFICER'
  return event.to.at === 'OFFICER' || (event.to.at === 'DEPARTMENT' && fromUs) ? event.on : undefined
}
