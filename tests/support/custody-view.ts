import { type Holder, lineOfRow, takenIn, thingOfRow } from '#shared/domain/custody.ts'
import {
  isOut,
  type Leg,
  standingIncident,
  standsAfter,
  type Whereabouts,
} from '#shared/domain/custody-chain.ts'
import type {
  CustodyOverridden,
  HandoverAccepted,
  HandoverMade,
  HandoverWithdrawn,
  Offer,
} from '#shared/domain/custody-events.ts'
import type { ThingFacts } from '#shared/domain/decide-custody.ts'
import { type ToldCase, toldAfter } from '#shared/domain/told-case.ts'
import type { Told, ToldAct, ToldCustody } from '#shared/domain/told-events.ts'
import type { CaseId, CentreId, IncidentId, LegId, OfferId, ThingId } from '#shared/kernel/ids.ts'

/** One line of a desk's journal: its own act, or one of another desk that came down the feed. */
export type Entry = Pick<Told, 'act' | 'caseId' | 'home' | 'homeName'> & {
  readonly entryId: string
  readonly by: number
  readonly seq: number
}

type Thing = Pick<ThingFacts, 'caseId' | 'home' | 'name' | 'owners' | 'thingId'> & {
  readonly rowId: string
  readonly legs: readonly Leg[]
  readonly whereabouts: Whereabouts
  readonly offerId: OfferId | undefined
  readonly incidentId: IncidentId | undefined
}
type KnownOffer = { readonly offer: Offer; readonly own: boolean; readonly state: State }
type State = 'OPEN' | 'ACCEPTED' | 'WITHDRAWN' | 'REFUSED'
type Incident = Pick<Extract<ToldCustody, { type: 'custody-incident' }>, 'caseId' | 'kind' | 'thingIds'> & {
  readonly outcome: Extract<ToldCustody, { type: 'incident-closed' }>['outcome'] | null
}

/** What a desk keeps in its tables: nothing but its journal, folded by the rules of the product. */
export class CustodyView {
  readonly things = new Map<ThingId, Thing>()
  readonly offers = new Map<OfferId, KnownOffer>()
  readonly incidents = new Map<IncidentId, Incident>()
  readonly cases = new Map<CaseId, ToldCase>()
  readonly #desk: number

  constructor(desk: number, journal: readonly Entry[] = []) {
    this.#desk = desk
    for (const entry of journal) this.take(entry)
  }

  take(entry: Entry): void {
    const { act, caseId, home } = entry
    const from = { deskId: '' as never, epoch: 1, seq: entry.seq, actor: 'desk' } as const
    const before = this.cases.get(caseId)
    const after = toldAfter(before, { act, caseId, home, homeName: entry.homeName, from })
    if (after) this.cases.set(caseId, after)
    if (act.what === 'RECEIVED') this.#takeIn(act, caseId, home)
    if (act.what === 'CUSTODY') this.#custody(act.event, entry.by === this.#desk)
  }

  facts(thingId: ThingId): ThingFacts | undefined {
    const thing = this.things.get(thingId)
    if (!thing) return undefined
    const { caseId, home, incidentId, name, offerId, owners, whereabouts } = thing
    const offer = offerId && this.offers.get(offerId)?.offer
    const incident = incidentId && this.incidents.get(incidentId)
    return {
      thingId,
      caseId,
      home,
      name,
      owners,
      whereabouts,
      offer: offer && { offerId: offer.offerId, to: offer.to.officer ?? offer.to.centreName },
      incident: incident && !incident.outcome ? { incidentId, kind: incident.kind } : undefined,
      out: isOut(whereabouts, incident),
    }
  }

  /** All of it as text: two views are the same when they read the same. */
  text(): string {
    return JSON.stringify([this.things, this.offers, this.incidents, this.cases].map((each) => [...each]))
  }

  #takeIn(act: Extract<ToldAct, { what: 'RECEIVED' }>, caseId: CaseId, home: CentreId): void {
    for (const row of act.rows.filter(({ rowId }) => act.kept.includes(rowId))) {
      const { thingId } = lineOfRow(row, thingOfRow(caseId, row.rowId, 1))
      this.#step(
        thingId,
        { caseId, home, owners: act.owners, rowId: row.rowId, name: row.name },
        {
          legId: takenIn,
          base: null,
          kind: 'TAKEN_IN',
          from: { at: 'APPLICANT', name: act.owners[0] ?? '' },
          to: { at: 'COUNTER', centreId: home },
          on: act.receivedOn,
        },
      )
    }
  }

  #custody(event: ToldCustody, own: boolean): void {
    switch (event.type) {
      case 'handover-made':
        return this.#made(event)
      case 'handover-offered': {
        const { offer } = event
        if (this.offers.has(offer.offerId)) return
        this.offers.set(offer.offerId, { offer, own, state: 'OPEN' })
        for (const { thingId } of offer.lines) this.#put(thingId, { offerId: offer.offerId })
        return
      }
      case 'handover-accepted':
        return this.#accepted(event)
      case 'handover-withdrawn':
        return this.#withdrawn(event)
      case 'custody-incident': {
        const { caseId, incidentId, kind, thingIds } = event
        this.incidents.set(incidentId, { caseId, kind, thingIds, outcome: null })
        return this.#putIncident(thingIds)
      }
      case 'incident-closed': {
        const { incidentId, outcome, thingIds } = event
        const before = this.incidents.get(incidentId)
        if (before) this.incidents.set(incidentId, { ...before, outcome })
        return this.#putIncident(thingIds)
      }
      case 'custody-overridden':
        return this.#overridden(event)
      case 'things-stowed':
        return
    }
  }

  #made({ caseId, from, home, legId, lines, on, owners, slip, to }: HandoverMade): void {
    for (const { base, name, rowId = '', thingId } of lines) {
      const kind = base ? 'HANDOVER' : 'TAKEN_IN'
      this.#step(
        thingId,
        { caseId, home, owners, rowId, name },
        { legId, base: base ?? null, kind, from, to, on, slipId: slip.slipId },
      )
    }
  }

  #accepted({ legId, offer, on, to }: HandoverAccepted): void {
    const { caseId, from, home, offerId, owners, slip } = offer
    for (const { base, name, rowId = '', thingId } of offer.lines) {
      this.#step(
        thingId,
        { caseId, home, owners, rowId, name },
        { legId, base: base ?? null, kind: 'ACCEPTED', from, to, on, slipId: slip.slipId },
      )
      const open = this.things.get(thingId)?.offerId
      if (open) this.#close(open, 'ACCEPTED')
    }
    if (this.offers.has(offerId)) this.#close(offerId, 'ACCEPTED')
    else this.offers.set(offerId, { offer, own: false, state: 'ACCEPTED' })
  }

  #withdrawn({ because, legId, offerId, on }: HandoverWithdrawn): void {
    const before = this.offers.get(offerId)
    for (const { base, thingId } of before?.offer.lines ?? []) {
      const thing = this.things.get(thingId)
      if (!thing || !base) continue
      const holder = cameFrom(thing, base)
      this.#step(thingId, thing, { legId, base, kind: 'KEPT', from: holder, to: holder, on })
    }
    this.#close(offerId, because)
  }

  #overridden({ legId, lines, on, to }: CustodyOverridden): void {
    for (const { base, thingId } of lines) {
      const thing = this.things.get(thingId)
      if (!thing) continue
      this.#step(thingId, thing, { legId, base, kind: 'OVERRIDE', from: cameFrom(thing, base), to, on })
      if (thing.offerId) this.#close(thing.offerId, 'WITHDRAWN')
    }
  }

  #step(
    thingId: ThingId,
    owner: Pick<Thing, 'caseId' | 'home' | 'name' | 'owners' | 'rowId'>,
    leg: Leg,
  ): void {
    const before = this.things.get(thingId)
    const legs = before?.legs ?? []
    // The same acceptance told by both desks is one leg.
    if (legs.some(({ legId }) => legId === leg.legId)) return
    const whereabouts = standsAfter(before?.whereabouts, legs, leg)
    const { caseId, home, name, owners, rowId } = before ?? owner
    this.things.set(thingId, {
      thingId,
      caseId,
      home,
      name,
      owners,
      rowId,
      legs: [...legs, leg],
      whereabouts,
      offerId: before?.offerId,
      incidentId: before?.incidentId,
    })
  }

  #put(thingId: ThingId, change: Partial<Thing>): void {
    const before = this.things.get(thingId)
    if (before) this.things.set(thingId, { ...before, ...change })
  }

  #putIncident(thingIds: readonly ThingId[]): void {
    const told = [...this.incidents].map(([incidentId, incident]) => ({ incidentId, ...incident }))
    for (const thingId of thingIds) {
      const standing = standingIncident(told.filter((each) => each.thingIds.includes(thingId)))
      this.#put(thingId, { incidentId: standing?.incidentId })
    }
  }

  #close(offerId: OfferId, state: State): void {
    const before = this.offers.get(offerId)
    if (before?.state !== 'OPEN') return
    this.offers.set(offerId, { ...before, state })
    for (const { thingId } of before.offer.lines)
      if (this.things.get(thingId)?.offerId === offerId) this.#put(thingId, { offerId: undefined })
  }
}

function cameFrom({ legs, whereabouts }: Thing, base: LegId): Holder {
  return legs.find(({ legId }) => legId === base)?.to ?? whereabouts.holder
}
