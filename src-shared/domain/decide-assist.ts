import type { StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import {
  type AssistMode,
  isOrderOver,
  needsOfficer,
  needsPerson,
  type OrderState,
  orderStateAfter,
} from './assist.ts'
import { type AssistMove, isSensitive, modeOf, type Registration } from './assist-order.ts'
import type { Day } from './day.ts'
import { isChild } from './decide-letter.ts'
import { type LetterForce, mandateCodes, mandateOf } from './letter.ts'
import { filingCodes, filingOn, type Officer } from './officer.ts'
import { isPriorityOf } from './priority.ts'
import { checkWaybill } from './waybill.ts'

export const registerCodes = [
  ...filingCodes,
  'consent-missing',
  'sensitive-consent-missing',
  'person-missing',
  'phone-missing',
  'case-missing',
  'officer-missing',
  'place-missing',
  'question-missing',
  'organ-missing',
  'matter-missing',
  'profile-missing',
  'project-missing',
  'category-reason-missing',
  'priority-differs',
] as const
export type RegisterCode = (typeof registerCodes)[number]

/** What a registration must say, as desk and city both see it. */
export function brokenRegistration(
  registration: Registration,
  { hasCase, on }: { readonly hasCase: boolean; readonly on: Day },
): Exclude<RegisterCode, (typeof filingCodes)[number]> | undefined {
  const { category, consent, officerId, otherCategory, priority, served } = registration
  const mode = modeOf(registration)
  if (!consent.voluntary || !consent.privacy) return 'consent-missing'
  const sensitive = isSensitive(registration) || isChild(served?.birthDate, on)
  if (sensitive && !consent.sensitive) return 'sensitive-consent-missing'
  if (category === 'OTHER' && needsPerson(mode) && !otherCategory) return 'category-reason-missing'
  if (needsPerson(mode) && !served?.idNumber) return 'person-missing'
  if (needsPerson(mode) && !served?.phone && !served?.noPhoneReason) return 'phone-missing'
  if (needsOfficer(mode) && !officerId) return 'officer-missing'
  if (mode === 'DELEGATE' && !hasCase) return 'case-missing'
  if (!isPriorityOf(priority, served ?? {}, on)) return 'priority-differs'
  return missingDetail(registration)
}

function missingDetail({ about, detail, matterId }: Registration) {
  switch (detail.mode) {
    case 'HOME_VISIT':
    case 'ESCORT':
      return detail.place ? undefined : 'place-missing'
    case 'COUNSEL':
      return detail.question || about || matterId ? undefined : 'question-missing'
    case 'CROSS_REGION':
      return detail.toOrgan ? undefined : 'organ-missing'
    case 'POLICY':
      return detail.profile ? undefined : 'profile-missing'
    case 'COACHING':
      return detail.matterId ? undefined : 'matter-missing'
    case 'PROJECT':
      return detail.projectName && detail.listNo ? undefined : 'project-missing'
    case 'ACCOMPANY':
    case 'DELEGATE':
    case 'GUIDE':
    case 'SELF_SERVICE':
      return undefined
  }
}

/** Registers an order: what it must say, and an officer whose filing holds that day. */
export function checkRegistration(
  registration: Registration,
  facts: { readonly hasCase: boolean; readonly on: Day; readonly officer: Officer | undefined },
): Result<undefined, RegisterCode> {
  const broken = brokenRegistration(registration, facts)
  if (broken) return refuse(broken)
  if (!needsOfficer(modeOf(registration))) return ok(undefined)
  const filing = filingOn(facts.officer, facts.on)
  return filing.ok ? ok(undefined) : filing
}

/** As much of an order as desk and city both know. */
export type OrderFacts = {
  readonly mode: AssistMode
  readonly state: OrderState
  /** The day the state began; nothing that follows is dated before it. */
  readonly since: Day
  readonly officerId: StaffId | undefined
  /** 异地代收代办: what was taken in must have left before it can be done. */
  readonly collects: boolean
  readonly sent: boolean
  /** Letters of the order, the newest first. */
  readonly letters: readonly LetterForce[]
}

export const orderRuleCodes = [
  ...mandateCodes,
  'order-over',
  'not-from-this-state',
  'before-last-act',
  'act-missing',
  'note-missing',
  'not-collected',
  'carrier-missing',
  'waybill-form',
  'not-sent',
  'signature-missing',
  'reason-missing',
  'sub-delegation-missing',
] as const
export type OrderRuleCode = (typeof orderRuleCodes)[number]

/**
 * The rules of an act that need only the order, its letters and the act: the desk asks them before it
 * records, the city before it applies.
 */
export function brokenOrderRule(
  order: OrderFacts,
  move: AssistMove,
  on: Day,
): { readonly code: OrderRuleCode; readonly detail?: Readonly<Record<string, string>> } | undefined {
  if (!orderStateAfter(order.mode, order.state, move.act))
    return { code: isOrderOver(order.state) ? 'order-over' : 'not-from-this-state' }
  if (on < order.since) return { code: 'before-last-act', detail: { since: order.since } }
  return unmandated(order, move, on) ?? missing(order, move)
}

/** Nothing is done in the principal's name outside a letter, neither before, nor after, nor beside it. */
function unmandated({ letters, mode, officerId }: OrderFacts, move: AssistMove, on: Day) {
  if (mode !== 'DELEGATE') return undefined
  switch (move.act) {
    case 'AUTHORISE':
    case 'TAKE_MATERIALS':
    case 'START':
    case 'RESUME':
    case 'FINISH':
      return refusalOf(mandateOf(letters, 'ANY', on))
    case 'PROGRESS':
      return move.did ? refusalOf(mandateOf(letters, move.did, on)) : { code: 'act-missing' as const }
    case 'REASSIGN': {
      if (letters.length === 0 || move.officerId === officerId) return undefined
      const mandate = mandateOf(letters, 'ANY', on)
      if (!mandate.ok) return refusalOf(mandate)
      const named = mandate.value.subDelegation || mandate.value.officerId === move.officerId
      return named ? undefined : { code: 'sub-delegation-missing' as const }
    }
    case 'SEND':
    case 'PAUSE':
    case 'RETURN_MATERIALS':
    case 'CALL_MISSED':
    case 'FOLLOW_UP':
    case 'CLOSE':
    case 'STOP':
    case 'REFUSE':
      return undefined
  }
}

function missing(order: OrderFacts, move: AssistMove): { readonly code: OrderRuleCode } | undefined {
  switch (move.act) {
    case 'PROGRESS':
      return move.where || move.note || move.matter ? undefined : { code: 'note-missing' }
    case 'SEND':
      if (!order.collects) return { code: 'not-collected' }
      return sentBadly(move)
    case 'FINISH':
      return order.collects && !order.sent ? { code: 'not-sent' } : undefined
    case 'RETURN_MATERIALS':
      return move.signedBy ? undefined : { code: 'signature-missing' }
    case 'PAUSE':
      return move.cause === 'OTHER' && !move.note ? { code: 'reason-missing' } : undefined
    case 'STOP':
      if (move.cause === 'OTHER' && !move.note) return { code: 'reason-missing' }
      return move.cause === 'PRINCIPAL_ASKED' && !move.signedBy ? { code: 'signature-missing' } : undefined
    case 'FOLLOW_UP':
      return move.spokeWith ? undefined : { code: 'reason-missing' }
    case 'REFUSE':
    case 'REASSIGN':
      return move.reason ? undefined : { code: 'reason-missing' }
    case 'AUTHORISE':
    case 'TAKE_MATERIALS':
    case 'START':
    case 'RESUME':
    case 'CALL_MISSED':
    case 'CLOSE':
      return undefined
  }
}

/** A waybill must read like one of its company; a company the desk does not know is named. */
function sentBadly(move: Extract<AssistMove, { act: 'SEND' }>): { readonly code: OrderRuleCode } | undefined {
  const company = move.company ?? 'OTHER'
  if (!move.waybill || (company === 'OTHER' && !move.carrier)) return { code: 'carrier-missing' }
  return checkWaybill(company, move.waybill).ok ? undefined : { code: 'waybill-form' }
}

export const orderMoveCodes = [
  ...orderRuleCodes,
  ...filingCodes,
  'date-ahead',
  'not-handed-over',
  'still-held',
] as const
export type OrderMoveCode = (typeof orderMoveCodes)[number]

export type OrderMoveFacts = {
  readonly today: Day
  readonly on: Day
  /** Of the officer the order has, or would have after the act. */
  readonly officer: Officer | undefined
  /** A signed handover of the principal's papers exists. */
  readonly handedOver: boolean
  /** How many of the principal's things somebody of ours still has. */
  readonly heldCount: number
}

/** Decides one act on an order: where it leads, or what stands in the way. */
export function decideOrderMove(
  order: OrderFacts,
  move: AssistMove,
  facts: OrderMoveFacts,
): Result<{ readonly from: OrderState; readonly to: OrderState }, OrderMoveCode> {
  const { heldCount, on, today } = facts
  const broken = brokenOrderRule(order, move, on)
  if (broken) return refuse(broken.code, { state: order.state, on, ...broken.detail })
  if (on > today) return refuse('date-ahead', { on })
  const filing = takesOfficer(order, move) ? filingOn(facts.officer, on) : undefined
  if (filing && !filing.ok) return filing
  if (order.mode === 'DELEGATE' && takesPapers(move) && !facts.handedOver) return refuse('not-handed-over')
  if (order.mode === 'DELEGATE' && letsGo(move) && heldCount > 0)
    return refuse('still-held', { count: `${heldCount}` })
  const to = orderStateAfter(order.mode, order.state, move.act) ?? order.state
  return ok({ from: order.state, to })
}

function takesOfficer({ mode }: OrderFacts, { act }: AssistMove): boolean {
  const acts =
    act === 'START' || act === 'RESUME' || act === 'REASSIGN' || act === 'AUTHORISE' || act === 'PROGRESS'
  return acts && needsOfficer(mode)
}

function takesPapers({ act }: AssistMove): boolean {
  return act === 'TAKE_MATERIALS' || act === 'START'
}

/** From here on nobody looks after what is left with us, so nothing may be left. */
function letsGo({ act }: AssistMove): boolean {
  return act === 'RETURN_MATERIALS' || act === 'CLOSE' || act === 'STOP' || act === 'REFUSE'
}

function refusalOf<Code extends string>(result: Result<unknown, Code>) {
  return result.ok ? undefined : result.refusal
}
