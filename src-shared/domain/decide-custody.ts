import type { CaseId, CentreId, IncidentId, LegId, OfferId, SlipId, ThingId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import {
  type CustodyLine,
  type Holder,
  holderName,
  type IncidentKind,
  type IncidentOutcome,
  isOfCentre,
  sameHolder,
} from './custody.ts'
import type { Whereabouts } from './custody-chain.ts'
import type { HandoverAccepted, Offer } from './custody-events.ts'
import {
  type Broken,
  brokenHandover,
  brokenLetter,
  brokenLine,
  fetchLetterCodes,
  type Handing,
  handoverRuleCodes,
} from './custody-rules.ts'
import type { Day } from './day.ts'
import { type MandateCode, mandateCodes } from './letter.ts'

/** A thing as far as an act asks for it. */
export type ThingFacts = {
  readonly thingId: ThingId
  readonly caseId: CaseId
  readonly home: CentreId
  readonly name: string
  readonly owners: readonly string[]
  readonly whereabouts: Whereabouts
  /** Whom it is offered to, while an offer is open. */
  readonly offer?: { readonly offerId: OfferId; readonly to: string } | undefined
  /** Open: nothing moves until it is closed. */
  readonly incident?: { readonly incidentId: IncidentId; readonly kind: IncidentKind } | undefined
  readonly out: boolean
}

/**
 * Whether a letter of the applicant covers the day, as the caller found. `NOT_NEEDED` is a case that nobody
 * runs as an errand: what the centre passes on by its own duty needs no letter.
 */
export type CaseMandate = 'NOT_NEEDED' | Result<unknown, MandateCode>

export const custodyCodes = [
  ...handoverRuleCodes,
  ...fetchLetterCodes,
  'thing-unknown',
  'thing-out',
  'base-stale',
  'custody-disputed',
  'incident-open',
  'already-offered',
  'before-last-act',
  'date-ahead',
  'outgoing-line-missing',
  ...mandateCodes,
] as const
export type CustodyCode = (typeof custodyCodes)[number]

export type CustodyFacts = {
  readonly things: ReadonlyMap<ThingId, ThingFacts>
  readonly today: Day
  readonly on: Day
  readonly mandate: CaseMandate
  /** The centre whose desk acts: nobody hands on what lies in the cabinet of another. */
  readonly self: CentreId
}

/** Whether one handover may be recorded: by what it says, and by where each thing is. */
export function decideHandover(act: Handing, facts: CustodyFacts): Result<undefined, CustodyCode> {
  const broken = brokenHandover(act)
  if (broken) return refuse(broken.code, broken.detail)
  const letter = brokenLetter(act.receivedBy, { on: facts.on, owners: act.owners })
  if (letter) return refuse(letter.code, letter.detail)
  if (facts.on > facts.today) return refuse('date-ahead', { on: facts.on })
  for (const line of act.lines) {
    const thing = facts.things.get(line.thingId)
    // New things are taken in from outside; anything else has a way behind it.
    if (!thing && (line.base || !isOutside(act.from))) return refuse('thing-unknown', { thing: line.name })
    const stands = thing && hindrance(thing, line, act, facts)
    if (stands) return refuse(stands.code, { thing: line.name, ...stands.detail })
  }
  const without = unlettered(act, facts)
  return without ? refuse(without.code, without.detail) : ok(undefined)
}

/** An offer is a handover whose other side is not here yet; what it says is checked in the same words. */
export function decideOffer(offer: Offer, facts: CustodyFacts): Result<undefined, CustodyCode> {
  const { from, lines, to } = offer
  const receiver: Holder = { at: 'COUNTER', centreId: to.centreId, centreName: to.centreName }
  if (lines.length === 0) return refuse('no-lines')
  if (!to.centreName) return refuse('receiver-unnamed')
  if (from.at !== 'COUNTER' && from.at !== 'OFFICER') return refuse('no-such-leg')
  if (!to.officer && sameHolder(from, receiver)) return refuse('same-holder')
  const { releasedBy } = offer
  if (releasedBy.how !== 'STAFF') return refuse('signature-missing')
  if (from.at === 'OFFICER' && from.staffId !== releasedBy.staffId)
    return refuse('not-the-holder', { holder: from.name })
  const twice = lines.find(({ thingId }, at) => lines.findIndex((each) => each.thingId === thingId) !== at)
  if (twice) return refuse('line-twice', { thing: twice.name })
  if (facts.on > facts.today) return refuse('date-ahead', { on: facts.on })
  for (const line of lines) {
    const code = brokenLine(line, to.officer ? { at: 'OFFICER' } : receiver)
    if (code) return refuse(code, { thing: line.name })
    const thing = facts.things.get(line.thingId)
    if (!thing) return refuse('thing-unknown', { thing: line.name })
    const stands = hindrance(thing, line, { from, to: receiver }, facts)
    if (stands) return refuse(stands.code, { thing: line.name, ...stands.detail })
  }
  const without = to.officer ? unlettered({ from, to: { at: 'OFFICER' } }, facts) : undefined
  return without ? refuse(without.code, without.detail) : ok(undefined)
}

export const acceptCodes = [
  'offer-changed',
  'offer-not-for-you',
  'offer-accepted',
  'offer-closed',
  'not-the-holder',
  'same-person',
  'incident-open',
  'before-last-act',
  'date-ahead',
  ...mandateCodes,
] as const
export type AcceptCode = (typeof acceptCodes)[number]

type Acceptance = Pick<HandoverAccepted, 'hash' | 'offer' | 'on' | 'receivedBy' | 'to'>

/** What desk and city both ask of an acceptance: the offer is the one it names, and it is for these hands. */
export function brokenAcceptance(
  { hash, offer, on, receivedBy, to }: Acceptance,
  hashed: string,
): Broken<Exclude<AcceptCode, MandateCode>> | undefined {
  if (hash !== hashed) return { code: 'offer-changed' }
  const fits =
    (to.at === 'COUNTER' && !offer.to.officer && to.centreId === offer.to.centreId) ||
    (to.at === 'OFFICER' && to.centreId === offer.to.centreId && to.name === offer.to.officer)
  const signs = receivedBy.how === 'STAFF' && (to.at !== 'OFFICER' || receivedBy.staffId === to.staffId)
  if (!fits || !signs)
    return { code: 'offer-not-for-you', detail: { to: offer.to.officer ?? offer.to.centreName } }
  if (offer.releasedBy.how === 'STAFF' && offer.releasedBy.staffId === receivedBy.staffId)
    return { code: 'same-person', detail: { name: receivedBy.name } }
  return on < offer.on ? { code: 'before-last-act', detail: { since: offer.on } } : undefined
}

/** An acceptance at a desk: what it knows of the things must not speak against it. */
export function decideAcceptance(
  acceptance: Acceptance,
  facts: Pick<CustodyFacts, 'things' | 'today'> & {
    readonly hashed: string
    /** What this desk knows to have become of the offer. */
    readonly answered?: 'ACCEPTED' | 'WITHDRAWN' | 'REFUSED' | undefined
    /** Where somebody takes over now; absent when a receipt is read, which is a fact and kept. */
    readonly self?: CentreId | undefined
    /** By the letters this desk was told of: the one the offer was made under may have ended since. */
    readonly mandate: CaseMandate
  },
): Result<undefined, AcceptCode> {
  const broken = brokenAcceptance(acceptance, facts.hashed)
  if (broken) return refuse(broken.code, broken.detail)
  if (facts.answered) return refuse(facts.answered === 'ACCEPTED' ? 'offer-accepted' : 'offer-closed')
  if (acceptance.on > facts.today) return refuse('date-ahead', { on: acceptance.on })
  const known = acceptance.offer.lines.flatMap(({ thingId }) => facts.things.get(thingId) ?? [])
  const { self } = facts
  if (!self) return ok(undefined)
  const open = known.find(({ incident }) => incident)
  if (open) return refuse('incident-open', { thing: open.name })
  const without = unlettered({ from: acceptance.offer.from, to: acceptance.to }, facts)
  if (without) return refuse(without.code, without.detail)
  // What lies here cannot come from somebody else, unless it was offered away and the answer never came.
  const here = known.find(
    ({ offer, out, whereabouts: { holder } }) =>
      !out && !offer && isOfCentre(holder, self) && !sameHolder(holder, acceptance.offer.from),
  )
  return here
    ? refuse('not-the-holder', { thing: here.name, holder: holderName(here.whereabouts.holder) })
    : ok(undefined)
}

export const incidentCodes = [
  'thing-unknown',
  'thing-out',
  'incident-open',
  'incident-unknown',
  'incident-over',
  'outcome-unfit',
  'account-missing',
  'signature-missing',
  'same-person',
  'date-ahead',
] as const
export type IncidentCode = (typeof incidentCodes)[number]

/** A thing may be reported by whoever misses it; it must not be out, nor be missed already. */
export function decideIncident(
  things: readonly (ThingFacts | undefined)[],
  said: { readonly account: string; readonly on: Day; readonly today: Day },
): Result<undefined, IncidentCode> {
  if (!said.account) return refuse('account-missing')
  if (said.on > said.today) return refuse('date-ahead', { on: said.on })
  for (const thing of things) {
    if (!thing) return refuse('thing-unknown')
    if (thing.out) return refuse('thing-out', { thing: thing.name })
    if (thing.incident) return refuse('incident-open', { thing: thing.name })
  }
  return ok(undefined)
}

/** Found is what was lost, settled is what was damaged; what is made good the owner has signed for. */
export function unfitOutcome(
  kind: IncidentKind,
  {
    account,
    outcome,
    signedBy,
  }: { readonly account: string; readonly outcome: IncidentOutcome; readonly signedBy?: string | undefined },
): IncidentCode | undefined {
  if (!account) return 'account-missing'
  if (outcome === 'FOUND' && kind !== 'LOST') return 'outcome-unfit'
  if (outcome === 'SETTLED' && kind !== 'DAMAGED') return 'outcome-unfit'
  return outcome === 'MADE_GOOD' && !signedBy ? 'signature-missing' : undefined
}

export const overrideCodes = [
  'thing-unknown',
  'thing-out',
  'base-stale',
  'incident-open',
  'reason-missing',
  'not-ours-to-say',
  'date-ahead',
] as const
export type OverrideCode = (typeof overrideCodes)[number]

/** The manager's word needs no holder, but a reason, and it speaks of his own centre's hands only. */
export function decideOverride(
  things: readonly (ThingFacts | undefined)[],
  said: {
    readonly to: Holder
    readonly reason: string
    readonly self: CentreId
    readonly seen: ReadonlyMap<ThingId, LegId>
    readonly on: Day
    readonly today: Day
  },
): Result<undefined, OverrideCode> {
  if (!said.reason) return refuse('reason-missing')
  if (said.on > said.today) return refuse('date-ahead', { on: said.on })
  const { to } = said
  if ((to.at === 'COUNTER' || to.at === 'OFFICER') && to.centreId !== said.self)
    return refuse('not-ours-to-say')
  if (to.at === 'APPLICANT' || to.at === 'FILED') return refuse('not-ours-to-say')
  for (const thing of things) {
    if (!thing) return refuse('thing-unknown')
    if (thing.out) return refuse('thing-out', { thing: thing.name })
    if (thing.incident) return refuse('incident-open', { thing: thing.name })
    if (said.seen.get(thing.thingId) !== thing.whereabouts.tip)
      return refuse('base-stale', { thing: thing.name })
  }
  return ok(undefined)
}

/** Outside the custody of any centre: from here things come in. */
export function isOutside(holder: Hands): boolean {
  return holder.at === 'APPLICANT' || holder.at === 'DEPARTMENT'
}

type Between = Pick<Handing, 'from' | 'to'>
type Hands = Pick<Holder, 'at'>

function hindrance(
  { incident, offer, out, whereabouts }: ThingFacts,
  line: CustodyLine,
  { from, to }: Between,
  { on, self }: CustodyFacts,
): Broken<CustodyCode> | undefined {
  const detail = { holder: holderName(whereabouts.holder), since: whereabouts.since }
  if (out) return { code: 'thing-out', detail }
  if (whereabouts.disputed) return { code: 'custody-disputed', detail }
  if (incident) return { code: 'incident-open' }
  if (offer) return { code: 'already-offered', detail: { to: offer.to } }
  const foreign = (from.at === 'COUNTER' || from.at === 'OFFICER') && from.centreId !== self
  if (foreign || !sameHolder(whereabouts.holder, from)) return { code: 'not-the-holder', detail }
  if (line.base !== whereabouts.tip) return { code: 'base-stale', detail }
  if (on < whereabouts.since) return { code: 'before-last-act', detail }
  const back = to.at === 'APPLICANT' && (whereabouts.slipId ?? undefined) !== line.outgoing
  return back ? { code: 'outgoing-line-missing' } : undefined
}

/**
 * What is carried for the principal is carried under a letter that holds: into an officer's bag, and from
 * us to a department. Home and back to the cabinet everything may come at any time.
 */
function unlettered(
  { from, to }: { readonly from: Hands; readonly to: Hands },
  { mandate }: Pick<CustodyFacts, 'mandate'>,
): Broken<MandateCode> | undefined {
  if (mandate === 'NOT_NEEDED' || mandate.ok) return undefined
  const carried = to.at === 'OFFICER' || (to.at === 'DEPARTMENT' && !isOutside(from) && from.at !== 'COURIER')
  return carried ? mandate.refusal : undefined
}

/** The outgoing slip each line of a return refers to, as the things' own way tells it. */
export function outgoingOf({ whereabouts }: ThingFacts): SlipId | undefined {
  return whereabouts.slipId ?? undefined
}
