import { needsOfficer, orderStateAfter } from '#shared/domain/assist.ts'
import type {
  AssistMoved,
  AssistRegistered,
  LetterEnded,
  LetterSigned,
  OfficerFiled,
  RatingInvited,
  RatingMoved,
} from '#shared/domain/assist-events.ts'
import { modeOf } from '#shared/domain/assist-order.ts'
import { brokenOrderRule, brokenRegistration, type OrderFacts } from '#shared/domain/decide-assist.ts'
import type { LetterForce } from '#shared/domain/letter.ts'
import { filingOn } from '#shared/domain/officer.ts'
import { brokenRatingRule, ratingStateAfter, subjectId } from '#shared/domain/rating.ts'
import type { AssistOrderId, CaseId } from '#shared/kernel/ids.ts'
import type { AssistStage, LetterImage, OrderImage } from './assist-stage.ts'
import type { Stage } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

/** Registered once, and only with what a registration must say; an order of a case needs the case. */
export function applyAssistRegistered(stage: Stage, event: AssistRegistered): VerdictCode | undefined {
  const { caseId, on, orderId, registration } = event
  const { assist } = stage
  if (assist.orders.has(orderId)) return 'order-already-registered'
  const image = caseId && stage.cases.get(caseId)
  if (caseId && !image) return 'case-not-received'
  if (image && on < image.receivedOn) return 'before-receipt'
  const mode = modeOf(registration)
  const broken = brokenRegistration(registration, { hasCase: caseId !== undefined, on })
  if (broken) return broken
  const { detail, officerId, priority } = registration
  if (needsOfficer(mode)) {
    const filing = officerId ? filingOn(assist.officers.get(officerId)?.officer, on) : undefined
    if (filing && !filing.ok) return filing.refusal.code
  }
  assist.orders.set(orderId, {
    orderId,
    caseId: caseId ?? null,
    mode,
    state: 'REGISTERED',
    since: on,
    registeredOn: on,
    officerId: officerId ?? null,
    first: priority.grounds.length > 0,
    collects: detail.mode === 'CROSS_REGION' && detail.way === 'COLLECT_AND_FORWARD',
    sent: false,
  })
  assist.changed.orders.add(orderId)
  return undefined
}

/** The same table, the same letters and the same filings as at the desk. */
export function applyAssistMoved({ assist }: Stage, event: AssistMoved): VerdictCode | undefined {
  const order = findOrder(assist, event)
  if (!order) return 'order-unknown'
  const { from, move, on, to } = event
  const broken = brokenOrderRule(factsOf(assist, order), move, on)
  if (broken) return broken.code
  if (from !== order.state) return 'state-differs'
  if (to !== orderStateAfter(order.mode, order.state, move.act)) return 'leads-elsewhere'
  if ((move.act === 'START' || move.act === 'RESUME') && needsOfficer(order.mode) && order.officerId) {
    const filing = filingOn(assist.officers.get(order.officerId)?.officer, on)
    if (!filing.ok) return filing.refusal.code
  }
  assist.orders.set(order.orderId, {
    ...order,
    state: to,
    since: on,
    sent: order.sent || move.act === 'SEND',
    officerId: move.act === 'REASSIGN' ? move.officerId : order.officerId,
  })
  assist.changed.orders.add(order.orderId)
  return undefined
}

export function applyLetterSigned({ assist }: Stage, event: LetterSigned): VerdictCode | undefined {
  const order = findOrder(assist, event)
  if (!order) return 'order-unknown'
  const { letterId, letterNo, on, renews, signature, terms, textSha256 } = event
  if (order.mode !== 'DELEGATE') return 'order-not-delegated'
  if (assist.letters.has(letterId)) return 'letter-exists'
  if (renews && assist.letters.get(renews)?.orderId !== order.orderId) return 'letter-unknown'
  if (terms.validFrom < on) return 'letter-backdated'
  if (terms.validTo < terms.validFrom) return 'period-reversed'
  if (signature.textSha256 !== textSha256) return 'text-changed'
  if (signature.how === 'FINGERPRINT' && !signature.witness) return 'witness-missing'
  const filing = filingOn(assist.officers.get(terms.officerId)?.officer, on)
  if (!filing.ok) return filing.refusal.code
  const { acts, officerId, subDelegation, validFrom, validTo } = terms
  assist.letters.set(letterId, {
    letterId,
    orderId: order.orderId,
    letterNo,
    officerId,
    validFrom,
    validTo,
    acts,
    subDelegation,
    endedOn: null,
    endedCause: null,
  })
  assist.changed.letters.add(letterId)
  return undefined
}

export function applyLetterEnded({ assist }: Stage, event: LetterEnded): VerdictCode | undefined {
  const letter = assist.letters.get(event.letterId)
  if (!letter || letter.orderId !== event.orderId) return 'letter-unknown'
  const later = letter.endedCause === 'RENEWED' && letter.endedOn !== null && event.on < letter.endedOn
  if (letter.endedOn !== null && !later) return 'letter-over'
  assist.letters.set(event.letterId, { ...letter, endedOn: event.on, endedCause: event.cause })
  assist.changed.letters.add(event.letterId)
  return undefined
}

export function applyOfficerFiled({ assist }: Stage, { officer }: OfficerFiled): undefined {
  const { filingNo, staffId } = officer
  assist.officers.set(staffId, { staffId, filingNo, officer })
  assist.changed.officers.add(staffId)
}

/** One visit, one rating, at whichever counter it was asked for. */
export function applyRatingInvited({ assist }: Stage, event: RatingInvited): VerdictCode | undefined {
  const { on, ratingId, staffId, subject } = event
  const of = subjectId(subject)
  const asked = [...assist.ratings.values()].some((each) => each.subjectId === of && each.visitOn === on)
  if (asked || assist.ratings.has(ratingId)) return 'already-invited'
  assist.ratings.set(ratingId, {
    ratingId,
    subjectId: of,
    visitOn: on,
    staffId,
    state: 'INVITED',
    since: on,
    grade: null,
    ratedOn: null,
    rectified: false,
    appealed: false,
  })
  assist.changed.ratings.add(ratingId)
  return undefined
}

export function applyRatingMoved({ assist }: Stage, event: RatingMoved): VerdictCode | undefined {
  const rating = assist.ratings.get(event.ratingId)
  if (!rating) return 'rating-unknown'
  const { from, move, on, to } = event
  const broken = brokenRatingRule(rating, move, on)
  if (broken) return broken
  if (from !== rating.state) return 'state-differs'
  if (to !== ratingStateAfter(rating.state, move)) return 'leads-elsewhere'
  assist.ratings.set(event.ratingId, {
    ...rating,
    state: to,
    since: on,
    ...(move.act === 'RATE' ? { grade: move.grade, ratedOn: on } : {}),
    rectified: rating.rectified || move.act === 'RECTIFIED',
    appealed: rating.appealed || move.act === 'APPEAL',
  })
  assist.changed.ratings.add(event.ratingId)
  return undefined
}

function findOrder(
  { orders }: AssistStage,
  { caseId, orderId }: { readonly orderId: AssistOrderId; readonly caseId?: CaseId | undefined },
): OrderImage | undefined {
  const order = orders.get(orderId)
  return order && order.caseId === (caseId ?? null) ? order : undefined
}

function factsOf({ letters }: AssistStage, order: OrderImage): OrderFacts {
  const own = [...letters.values()].filter(({ orderId }) => orderId === order.orderId)
  return {
    mode: order.mode,
    state: order.state,
    since: order.since,
    officerId: order.officerId ?? undefined,
    collects: order.collects,
    sent: order.sent,
    letters: own.toSorted((a, b) => (a.letterNo < b.letterNo ? 1 : -1)).map(forceOf),
  }
}

function forceOf({ endedCause, endedOn, ...letter }: LetterImage): LetterForce {
  return { ...letter, ...(endedOn && endedCause ? { ended: { on: endedOn, cause: endedCause } } : {}) }
}
