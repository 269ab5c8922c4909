import type { Day } from './day.ts'
import type { ItemState } from './item-case.ts'
import { isOver, stateAfter } from './lifecycle.ts'
import type { By, Move } from './move.ts'

/** What desk and city both know of an item. */
export type MovedItem = {
  readonly state: ItemState
  /** The day the state began; nothing that follows is dated before it. */
  readonly since: Day
  /** How often a correction was asked for. */
  readonly corrections: number
  readonly extended: boolean
}

/** What stands in the way of an act, whoever looks: the state, the day, or something not said. */
export const ruleCodes = [
  'item-withdrawn',
  'item-ended',
  'not-from-this-state',
  'before-receipt',
  'before-last-act',
  'already-extended',
  'second-correction',
  'right-organ-missing',
  'site-inspection-counts',
  'basis-missing',
  'receiver-missing',
  'pledge-not-signed',
  'approver-missing',
  'reason-missing',
  'remedies-missing',
  'result-not-here',
  'signature-missing',
  'proof-missing',
  'request-not-signed',
  'department-answer-missing',
  'not-forwarded',
] as const
export type RuleCode = (typeof ruleCodes)[number]

/** An act as it was done: what, by whom, on which day. */
export type Done = { readonly move: Move; readonly by: By; readonly on: Day; readonly receivedOn: Day }

/**
 * The rules of an act that need nothing but the item's state and the act itself.
 *
 * The desk asks them before it records, the city before it applies: a changed desk program cannot write
 * a second extension into the city's books.
 */
export function brokenRule(item: MovedItem, { by, move, on, receivedOn }: Done): RuleCode | undefined {
  if (move.act === 'EXTEND' && item.extended) return 'already-extended'
  if (!stateAfter(item.state, move.act)) {
    if (item.state === 'WITHDRAWN') return 'item-withdrawn'
    return isOver(item.state) ? 'item-ended' : 'not-from-this-state'
  }
  if (on < receivedOn) return 'before-receipt'
  if (on < item.since) return 'before-last-act'
  return wrongOrgan(item.state, move, by) ?? missing(item, move)
}

/** After forwarding it is the department that answers, and its document is named (domain.md 3.1). */
function wrongOrgan(state: ItemState, { act }: Move, by: By): RuleCode | undefined {
  const answers = act === 'ACCEPT' || act === 'CORRECT' || act === 'REFUSE' || act === 'COMPLETE'
  if (by.organ === 'department' && !by.docNo) return 'department-answer-missing'
  if (state === 'FORWARDED' && answers && by.organ !== 'department') return 'department-answer-missing'
  return state === 'RECEIVED' && by.organ === 'department' && act !== 'FORWARD' ? 'not-forwarded' : undefined
}

function missing(item: MovedItem, move: Move): RuleCode | undefined {
  switch (move.act) {
    case 'CORRECT':
      if (item.corrections === 0) return undefined
      return move.newFact?.reason && move.newFact.approvedBy ? undefined : 'second-correction'
    case 'REFUSE':
      return move.ground.category === 'NOT_OURS' && !move.ground.rightOrgan?.trim()
        ? 'right-organ-missing'
        : undefined
    case 'ACCEPT_WITH_DEFICIENCY':
      return move.signedBy ? undefined : 'pledge-not-signed'
    case 'FORWARD':
      return move.toOrgan && move.receivedBy ? undefined : 'receiver-missing'
    case 'SUSPEND':
      if (move.kind === 'SITE_INSPECTION') return 'site-inspection-counts'
      return move.kind === 'OWN_LAW' && !move.basis ? 'basis-missing' : undefined
    case 'EXTEND':
      if (!move.approver) return 'approver-missing'
      return move.reason ? undefined : 'reason-missing'
    case 'DEMAND':
      return move.what ? undefined : 'reason-missing'
    case 'REJECT':
      if (!move.reason) return 'reason-missing'
      return move.remedies ? undefined : 'remedies-missing'
    case 'DELIVER':
      return undelivered(item.state, move)
    case 'WITHDRAW':
      return move.signedBy ? undefined : 'request-not-signed'
    case 'TERMINATE':
      return move.cause === 'IMPOSSIBLE' && !move.reason ? 'reason-missing' : undefined
    case 'SUPPLY':
    case 'ACCEPT':
    case 'NOT_REQUIRED':
    case 'DEEM_ACCEPTED':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'APPROVE':
    case 'COMPLETE':
    case 'RESULT_ARRIVED':
    case 'ARCHIVE':
      return undefined
  }
}

/** From hand to hand with a signature, by other ways with its proof; what has not come cannot be fetched. */
function undelivered(state: ItemState, move: Extract<Move, { act: 'DELIVER' }>): RuleCode | undefined {
  const byHand = move.method === 'WINDOW' || move.method === 'ASSIST'
  if (byHand && state === 'COMPLETED') return 'result-not-here'
  if (byHand) return move.signedBy ? undefined : 'signature-missing'
  return move.reference ? undefined : 'proof-missing'
}
