import { offerHash } from '#shared/crypto/offer-hash.ts'
import { type Holder, sameHolder } from '#shared/domain/custody.ts'
import { type HandoverAccepted, type Offer, offerText, type Slip } from '#shared/domain/custody-events.ts'
import { addDays, type Day } from '#shared/domain/day.ts'
import {
  decideAcceptance,
  decideHandover,
  decideIncident,
  decideOffer,
  decideOverride,
  type ThingFacts,
  unfitOutcome,
} from '#shared/domain/decide-custody.ts'
import { toldMandate } from '#shared/domain/told-case.ts'
import type { ToldAct, ToldCustody } from '#shared/domain/told-events.ts'
import { type CaseId, IncidentId, LegId, OfferId, SlipId, type ThingId } from '#shared/kernel/ids.ts'
import {
  type Counter,
  counterOf,
  desks,
  inHandsOf,
  lineOf,
  officerOf,
  owner,
  signs,
  someHands,
  stale,
} from './custody-hands.ts'
import type { CustodyView } from './custody-view.ts'
import type { Lottery } from './lottery.ts'

/** What somebody at a desk stands on: what the desk knows, the day, and chance. */
export type At = {
  readonly counter: Counter
  readonly view: CustodyView
  readonly today: Day
  readonly lottery: Lottery
  readonly newId: () => string
}
export type Act = { readonly caseId: CaseId; readonly act: ToldAct }
/** What the desk would write, or the rule's no; nothing where there is nothing to act on. */
export type Tried =
  | { readonly what: string; readonly acts: readonly Act[] }
  | { readonly refused: string }
  | undefined

export function handOver(at: At): Tried {
  const { counter, lottery, today } = at
  const [first, ...others] = someThings(at)
  if (!first) return undefined
  // Now and then somebody hands on what is not theirs, or what they saw before somebody else moved it.
  const from = lottery.chance(0.06) ? someHands(lottery, counter) : first.whereabouts.holder
  const other = someHands(lottery, counter)
  const to = sameHolder(from, other) && lottery.chance(0.9) ? onward(counter, from) : other
  const base = lottery.chance(0.04) ? stale : undefined
  const on = lottery.chance(0.1) ? addDays(today, lottery.pick([-2, -1, 1])) : today
  const sides = {
    from,
    to,
    releasedBy: signs(from, counter.clerk),
    receivedBy: signs(
      to,
      from.at === 'OFFICER' && lottery.chance(0.97) ? counter.clerk : counter.officer.staffId,
    ),
  }
  const slip = nextSlip(at)
  const acts: Act[] = []
  for (const [caseId, some] of Map.groupBy([first, ...others], (each) => each.caseId)) {
    const lines = some.map((each) => lineOf(each, to.at, base ?? each.whereabouts.tip))
    const decided = decideHandover({ ...sides, lines, owners: [owner] }, factsOf(at, some, caseId, on))
    if (!decided.ok) return { refused: decided.refusal.code }
    acts.push(
      custody({
        type: 'handover-made',
        ...ownerOf(some[0] ?? first),
        legId: LegId.parse(at.newId()),
        slip,
        ...sides,
        lines,
        ...told(on),
      }),
    )
  }
  return { what: handoverWord(from, to), acts }
}

function onward(counter: Counter, { at }: Holder): Holder {
  return at === 'COUNTER' ? officerOf(counter) : counterOf(counter)
}

function handoverWord(from: Holder, to: Holder): string {
  if (to.at === 'APPLICANT') return 'return'
  if (to.at === 'COURIER') return 'to courier'
  if (to.at === 'DEPARTMENT') return 'to department'
  if (from.at === 'DEPARTMENT') return 'from department'
  return from.at === 'COURIER' ? 'from courier' : 'hand over'
}

export function offer(at: At): Tried {
  const { counter, lottery, today } = at
  const [first] = someThings(at)
  if (!first) return undefined
  const target = lottery.pick(
    desks.filter(({ centreId }) => centreId !== counter.centreId || lottery.chance(0.1)),
  )
  const officer = lottery.chance(0.35) ? target.officer.name : undefined
  const from = first.whereabouts.holder
  const made: Offer = {
    v: 1,
    offerId: OfferId.parse(at.newId()),
    ...ownerOf(first),
    slip: nextSlip(at),
    from,
    to: { centreId: target.centreId, centreName: target.centreName, ...(officer ? { officer } : {}) },
    releasedBy: signs(from, counter.clerk),
    lines: [lineOf(first, 'COUNTER', first.whereabouts.tip)],
    ...told(today),
  }
  const { caseId } = first
  const decided = decideOffer(made, factsOf(at, [first], caseId, today))
  if (!decided.ok) return { refused: decided.refusal.code }
  const hash = offerHash(offerText(made))
  return { what: 'offer', acts: [custody({ type: 'handover-offered', caseId, hash, offer: made })] }
}

/** A code on a screen can be scanned by anybody, twice too, and after it was taken back. */
export function accept(at: At, shown: Offer): Tried & { readonly event?: HandoverAccepted } {
  const { counter, today, view } = at
  const to = shown.to.officer ? officerOf(counter) : counterOf(counter)
  const event: HandoverAccepted = {
    type: 'handover-accepted',
    caseId: shown.caseId,
    legId: LegId.parse(at.newId()),
    hash: offerHash(offerText(shown)),
    offer: shown,
    to,
    receivedBy: signs(to, counter.clerk),
    ...told(today),
  }
  const state = view.offers.get(shown.offerId)?.state
  const answered = state === 'OPEN' ? undefined : state
  const decided = decideAcceptance(event, { ...accepting(at, event), answered, self: counter.centreId })
  return decided.ok ? { what: 'accept', acts: [custody(event)], event } : { refused: decided.refusal.code }
}

/** The receipt shown back: the same leg, told by both. */
export function acknowledge(at: At, event: HandoverAccepted): Tried {
  const legs = event.offer.lines.flatMap(({ thingId }) => at.view.things.get(thingId)?.legs ?? [])
  const answered = legs.some(({ legId }) => legId === event.legId) ? 'ACCEPTED' : undefined
  const decided = decideAcceptance(event, { ...accepting(at, event), answered })
  return decided.ok ? { what: 'acknowledge', acts: [custody(event)] } : { refused: decided.refusal.code }
}

export function withdraw({ lottery, newId, today, view }: At): Tried {
  const open = [...view.offers.values()].filter(({ own, state }) => own && state === 'OPEN')
  if (open.length === 0) return undefined
  const { caseId, home, offerId } = lottery.pick(open).offer
  const legId = LegId.parse(newId())
  const said = { because: 'WITHDRAWN', reason: '不去了', ...told(today) } as const
  const event = { type: 'handover-withdrawn', home, caseId, offerId, legId, ...said } as const
  return { what: 'withdraw', acts: [custody(event)] }
}

export function incident(at: At): Tried {
  const { counter, lottery, newId, today } = at
  const [thing] = someThings(at)
  if (!thing) return undefined
  const account = '找不到了'
  const decided = decideIncident([thing], { account, on: today, today })
  if (!decided.ok) return { refused: decided.refusal.code }
  const kind = lottery.pick(['LOST', 'DAMAGED'] as const)
  const { caseId, home, thingId } = thing
  const said = { kind, thingIds: [thingId], account, second: counter.officer.staffId, ...told(today) }
  const incidentId = IncidentId.parse(newId())
  return { what: kind, acts: [custody({ type: 'custody-incident', home, caseId, incidentId, ...said })] }
}

export function closeIncident({ counter, lottery, today, view }: At): Tried {
  const open = [...view.incidents].filter(([, { outcome }]) => outcome === null)
  if (open.length === 0) return undefined
  const [incidentId, { caseId, kind, thingIds }] = lottery.pick(open)
  const outcome = lottery.pick(['FOUND', 'SETTLED', 'MADE_GOOD'] as const)
  const closing = { outcome, account: '说清了', signedBy: owner }
  const unfit = unfitOutcome(kind, closing)
  if (unfit) return { refused: unfit }
  const home = view.things.get(thingIds[0] as ThingId)?.home ?? counter.centreId
  const said = { kind, thingIds: [...thingIds], ...closing, second: counter.officer.staffId, ...told(today) }
  return { what: outcome, acts: [custody({ type: 'incident-closed', home, caseId, incidentId, ...said })] }
}

/** A manager is asked where something is in doubt; sometimes where nothing is. */
export function override(at: At): Tried {
  const { counter, lottery, newId, today, view } = at
  const known = [...view.things.keys()].flatMap((thingId) => view.facts(thingId) ?? [])
  const doubted = known.filter(({ whereabouts }) => whereabouts.disputed)
  const from = doubted.length > 0 ? doubted : lottery.chance(0.3) ? known : []
  if (from.length === 0) return undefined
  const thing = lottery.pick(from)
  const to = someHands(lottery, counter)
  if (to.at === 'COURIER') return undefined
  const base = lottery.chance(0.05) ? stale : thing.whereabouts.tip
  const { caseId, home, thingId } = thing
  const reason = '当面查看'
  const seen = new Map([[thingId, base]])
  const decided = decideOverride([thing], { to, reason, self: counter.centreId, seen, on: today, today })
  if (!decided.ok) return { refused: decided.refusal.code }
  const said = { lines: [{ thingId, base }], to, reason, ...told(today) }
  const legId = LegId.parse(newId())
  return { what: 'override', acts: [custody({ type: 'custody-overridden', home, caseId, legId, ...said })] }
}

function nextSlip({ newId }: At): Slip {
  const slipId = SlipId.parse(newId())
  const serial = Number.parseInt(slipId.slice(-12), 16)
  return { slipId, docNo: `${serial}`, serial }
}

function custody(event: ToldCustody): Act {
  return { caseId: event.caseId, act: { what: 'CUSTODY', event } }
}

function told(on: Day) {
  return { on, atMs: 0, place: '' }
}

function factsOf({ counter, today, view }: At, some: readonly ThingFacts[], caseId: CaseId, on: Day) {
  const known = view.cases.get(caseId)
  return {
    things: new Map(some.map((each) => [each.thingId, each])),
    today,
    on,
    mandate: known ? toldMandate(known, on) : 'NOT_NEEDED',
    self: counter.centreId,
  } as const
}

function accepting(at: At, { caseId, offer: shown, on }: HandoverAccepted) {
  const known = shown.lines.flatMap(({ thingId }) => at.view.facts(thingId) ?? [])
  return { ...factsOf(at, known, caseId, on), self: undefined, hashed: offerHash(offerText(shown)) }
}

/** Mostly what somebody could have in hand here, one piece or all that lies together. */
function someThings({ counter, lottery, view }: At): ThingFacts[] {
  const known = [...view.things.keys()].flatMap((thingId) => view.facts(thingId) ?? [])
  const ours = known.filter(({ out, whereabouts }) => !out && inHandsOf(counter, whereabouts.holder))
  const from = ours.length > 0 && lottery.chance(0.85) ? ours : known
  if (from.length === 0) return []
  const one = lottery.pick(from)
  const holder = JSON.stringify(one.whereabouts.holder)
  const same = from.filter(({ whereabouts }) => JSON.stringify(whereabouts.holder) === holder)
  return lottery.chance(0.4) ? same : [one]
}

function ownerOf({ caseId, home, owners }: ThingFacts) {
  return { home, caseId, caseNo: '1', owners: [...owners] }
}
