import {
  type CustodyLine,
  type Holder,
  type Identity,
  isOfCentre,
  takenIn,
  thingOfRow,
} from '#shared/domain/custody.ts'
import { advance, isOut, type KeptLeg, type Leg, whereaboutsOf } from '#shared/domain/custody-chain.ts'
import { decideHandover, type ThingFacts } from '#shared/domain/decide-custody.ts'
import { CentreId, IncidentId, LegId, OfferId, StaffId, type ThingId } from '#shared/kernel/ids.ts'
import type { Lottery } from './lottery.ts'

const day = '2026-09-18'
const hex = (n: number) => n.toString(16).padStart(12, '0')
const idOf = (n: number) => `019956a0-0000-7000-8000-${hex(n)}`
const caseId = idOf(1) as never
export const centres = ['360322102', '360322103', '360322103'].map((each) => CentreId.parse(each))

type Kept = { facts: ThingFacts; readonly legs: Set<LegId> }
type Told = { readonly thingId: ThingId; readonly leg: KeptLeg; readonly desk: number }
type OpenOffer = {
  readonly offerId: OfferId
  readonly by: number
  readonly lines: readonly CustodyLine[]
  readonly from: Holder
  answers: number
}

/**
 * Three desks of two centres that never hear of each other but by codes shown from screen to screen, and
 * what each has written down; a city that reads their logs in any order. Only the rules are at work here.
 */
export class CustodyTown {
  readonly desks: Map<ThingId, Kept>[] = [new Map(), new Map(), new Map()]
  readonly log: Told[] = []
  readonly things: ThingId[] = []
  /** Things two desks claim, with the desks whose manager has ruled since. */
  readonly claimed = new Map<ThingId, Set<number>>()
  /** Where each thing really went last, while nobody else claims it. */
  readonly truth = new Map<ThingId, Holder>()
  readonly refused: string[] = []
  readonly done: string[] = []
  readonly #offers: OpenOffer[] = []
  #next = 100
  readonly #lottery: Lottery

  constructor(lottery: Lottery, things: number) {
    this.#lottery = lottery
    for (let n = 1; n <= things; n += 1) {
      const thingId = thingOfRow(caseId, 'M03', n)
      const home = centres[0] as CentreId
      const to: Holder = { at: 'COUNTER', centreId: home }
      this.things.push(thingId)
      this.#write(0, thingId, {
        legId: takenIn,
        base: null,
        kind: 'TAKEN_IN',
        from: { at: 'APPLICANT', name: '' },
        to,
        on: day,
      })
    }
  }

  step(): void {
    const luck = this.#lottery.draw()
    const desk = this.#lottery.below(3)
    // The power goes before the transaction is through: nothing of it, on no line, was written.
    if (luck < 0.08) return void this.done.push('kill')
    if (luck < 0.45) this.#handOver(desk)
    else if (luck < 0.6) this.#offer(desk)
    else if (luck < 0.78) this.#accept(1 + this.#lottery.below(2))
    else if (luck < 0.86) this.#withdraw()
    else if (luck < 0.93) this.#incident(desk)
    else this.#override(desk)
  }

  /** All the city has heard of a thing, once every log has come, in an order of chance. */
  heard(thingId: ThingId): KeptLeg[] {
    const legs = this.log.filter((told) => told.thingId === thingId).map(({ leg }) => leg)
    return legs
      .map((leg) => ({ leg, at: this.#lottery.draw() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ leg }) => leg)
  }

  atCity(thingId: ThingId) {
    return whereaboutsOf(this.heard(thingId))
  }

  #handOver(desk: number): void {
    const found = this.#some(desk)
    const [first] = found
    if (!first) return
    // Now and then somebody hands on what is not theirs, or what they saw before somebody else moved it.
    const from = this.#lottery.chance(0.1) ? this.#someHolder(desk) : first.whereabouts.holder
    const to = this.#someHolder(desk)
    const stale = this.#lottery.chance(0.05)
    const lines = found.map((each) => lineOf(each, stale ? LegId.parse('stale') : each.whereabouts.tip))
    const act = { from, to, releasedBy: signs(from, 1), receivedBy: signs(to, 2), lines, owners: ['陈桂香'] }
    const things = new Map(found.map((each) => [each.thingId, each]))
    const decided = decideHandover(act, {
      things,
      today: day,
      on: day,
      mandate: 'NOT_NEEDED',
      self: centres[desk] as CentreId,
    })
    if (!decided.ok) return void this.refused.push(decided.refusal.code)
    const legId = this.#legId()
    for (const { base, thingId } of lines)
      this.#write(desk, thingId, { legId, base: base ?? null, kind: 'HANDOVER', from, to, on: day })
    this.done.push('handOver')
  }

  #offer(desk: number): void {
    const free = this.#some(desk).filter(
      ({ incident, offer, out, thingId, whereabouts }) =>
        !incident &&
        !offer &&
        !out &&
        !whereabouts.disputed &&
        !this.claimed.has(thingId) &&
        isOfCentre(whereabouts.holder, centres[desk] as CentreId),
    )
    const [first] = free
    if (!first) return
    const from = first.whereabouts.holder
    const same = free.filter(({ whereabouts }) => JSON.stringify(whereabouts.holder) === JSON.stringify(from))
    const offerId = OfferId.parse(idOf(this.#next++))
    for (const { thingId } of same) this.#change(desk, thingId, { offer: { offerId, to: '邻镇' } })
    const lines = same.map((each) => lineOf(each, each.whereabouts.tip))
    this.#offers.push({ offerId, by: desk, lines, from, answers: 0 })
    this.done.push('offer')
  }

  /** A code on a screen can be scanned by anybody it is for, twice too, and after it was taken back. */
  #accept(desk: number): void {
    const offer = this.#offers.length > 0 ? this.#lottery.pick(this.#offers) : undefined
    if (!offer || offer.by === desk) return
    const legId = this.#legId()
    const to: Holder = { at: 'COUNTER', centreId: centres[desk] as CentreId }
    if (isOfCentre(offer.from, to.centreId)) return
    if (offer.lines.some(({ thingId }) => this.claimed.has(thingId))) return
    offer.answers += 1
    for (const line of offer.lines) {
      if (offer.answers > 1) this.claimed.set(line.thingId, new Set())
      this.#write(desk, line.thingId, {
        legId,
        base: line.base ?? null,
        kind: 'ACCEPTED',
        from: offer.from,
        to,
        on: day,
      })
    }
    this.done.push(offer.answers > 1 ? 'accept-twice' : 'accept')
    // Sometimes the receipt is shown back: the same leg, told by both.
    if (this.#lottery.chance(0.5)) {
      for (const { base, thingId } of offer.lines) {
        this.#change(offer.by, thingId, { offer: undefined })
        this.#write(offer.by, thingId, {
          legId,
          base: base ?? null,
          kind: 'ACCEPTED',
          from: offer.from,
          to,
          on: day,
        })
      }
      this.done.push('acknowledge')
    }
  }

  #withdraw(): void {
    const offer = this.#offers.find(({ by, lines, offerId }) =>
      lines.every(({ thingId }) => this.desks[by]?.get(thingId)?.facts.offer?.offerId === offerId),
    )
    if (!offer || offer.lines.some(({ thingId }) => this.claimed.has(thingId))) return
    const legId = this.#legId()
    offer.answers += 1
    for (const { base, thingId } of offer.lines) {
      if (offer.answers > 1) this.claimed.set(thingId, new Set())
      this.#change(offer.by, thingId, { offer: undefined })
      this.#write(offer.by, thingId, {
        legId,
        base: base ?? null,
        kind: 'KEPT',
        from: offer.from,
        to: offer.from,
        on: day,
      })
    }
    this.done.push(offer.answers > 1 ? 'withdraw-late' : 'withdraw')
  }

  #incident(desk: number): void {
    const [thing] = this.#some(desk)
    if (!thing || thing.out) return
    const open = thing.incident !== undefined
    this.#change(desk, thing.thingId, {
      incident: open ? undefined : { incidentId: IncidentId.parse(idOf(this.#next++)), kind: 'LOST' },
    })
    this.done.push(open ? 'found' : 'lost')
  }

  #override(desk: number): void {
    const [thing] = this.#some(desk)
    const rulings = thing && this.claimed.get(thing.thingId)
    if (!thing || !rulings || thing.out || thing.incident) return
    const to: Holder = { at: 'COUNTER', centreId: centres[desk] as CentreId }
    const { holder, tip } = thing.whereabouts
    rulings.add(desk)
    this.#write(desk, thing.thingId, {
      legId: this.#legId(),
      base: tip,
      kind: 'OVERRIDE',
      from: holder,
      to,
      on: day,
    })
    this.done.push('override')
  }

  #some(desk: number): ThingFacts[] {
    const known = [...(this.desks[desk]?.values() ?? [])].map(({ facts }) => facts)
    if (known.length === 0) return []
    const one = this.#lottery.pick(known)
    return this.#lottery.chance(0.3) ? known : [one]
  }

  #someHolder(desk: number): Holder {
    const centreId = centres[desk] as CentreId
    return this.#lottery.pick<Holder>([
      { at: 'COUNTER', centreId },
      { at: 'OFFICER', centreId, staffId: StaffId.parse(idOf(2)), name: '李敏' },
      { at: 'COURIER', company: 'SF', waybill: this.#lottery.chance(0.8) ? 'SF123456789012' : 'SF1' },
      { at: 'DEPARTMENT', organ: '县民政局', receiver: '刘科员' },
      { at: 'APPLICANT', name: this.#lottery.chance(0.7) ? '陈桂香' : '赵生人' },
      { at: 'FILED', why: '归卷' },
    ])
  }

  #change(desk: number, thingId: ThingId, change: Partial<ThingFacts>): void {
    const kept = this.desks[desk]?.get(thingId)
    if (kept) kept.facts = { ...kept.facts, ...change }
  }

  #write(desk: number, thingId: ThingId, leg: Leg): void {
    const known = this.desks[desk]
    const kept = known?.get(thingId)
    const whereabouts = advance(
      kept?.facts.whereabouts,
      leg,
      leg.base !== null && (kept?.legs.has(leg.base) ?? false),
    )
    const incident = kept?.facts.incident
    const facts: ThingFacts = {
      thingId,
      caseId,
      home: centres[0] as CentreId,
      name: '居民户口簿',
      owners: ['陈桂香'],
      whereabouts,
      offer: leg.kind === 'OVERRIDE' || leg.kind === 'ACCEPTED' ? undefined : kept?.facts.offer,
      incident,
      out: isOut(whereabouts, undefined),
    }
    known?.set(thingId, { facts, legs: new Set([...(kept?.legs ?? []), leg.legId]) })
    const told = this.log.some((each) => each.thingId === thingId && each.leg.legId === leg.legId)
    if (!told) this.log.push({ thingId, leg: { ...leg, counts: true }, desk })
    if (!this.claimed.has(thingId)) this.truth.set(thingId, leg.to)
  }

  #legId(): LegId {
    return LegId.parse(idOf(this.#next++))
  }
}

function lineOf({ name, thingId, whereabouts }: ThingFacts, base: LegId): CustodyLine {
  return {
    thingId,
    base,
    rowId: 'M03',
    name,
    form: 'ORIGINAL',
    custodyPolicy: 'SHORT_HOLD',
    docNumber: '360322001',
    copies: 1,
    condition: 'GOOD',
    returnBy: '2026-09-30',
    ...(whereabouts.slipId ? { outgoing: whereabouts.slipId } : {}),
  }
}

/** The hand that belongs to these hands. */
function signs(holder: Holder, n: number): Identity {
  switch (holder.at) {
    case 'APPLICANT':
      return { how: 'SIGNATURE', name: holder.name, signature: { sha256: 'A'.repeat(43) } }
    case 'OFFICER':
      return { how: 'STAFF', staffId: holder.staffId, name: holder.name }
    case 'COUNTER':
    case 'FILED':
      return { how: 'STAFF', staffId: StaffId.parse(idOf(10 + n)), name: '王芳' }
    case 'COURIER':
      return { how: 'WAYBILL' }
    case 'DEPARTMENT':
      return { how: 'STAMPED_SLIP', name: holder.receiver, photo: 'A'.repeat(43) }
  }
}
