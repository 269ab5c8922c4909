import { z } from 'zod'

/** In which way 小萍帮办 helps (domain.md 1.3). `DELEGATE` alone acts instead of the person. */
export const AssistMode = z.enum([
  'ACCOMPANY',
  'DELEGATE',
  'GUIDE',
  'HOME_VISIT',
  'ESCORT',
  'COUNSEL',
  'SELF_SERVICE',
  'CROSS_REGION',
  'POLICY',
  'COACHING',
  'PROJECT',
])
export type AssistMode = z.infer<typeof AssistMode>

/** 异地通办: all on line, taken in here and sent on, or worked on by both places (domain.md 1.3). */
export const CrossRegionMode = z.enum(['FULL_ONLINE', 'COLLECT_AND_FORWARD', 'JOINT'])
export type CrossRegionMode = z.infer<typeof CrossRegionMode>

export const OrderState = z.enum([
  'REGISTERED',
  'AUTHORISED',
  'MATERIALS_TAKEN',
  'IN_PROGRESS',
  'PAUSED',
  'DONE',
  'MATERIALS_RETURNED',
  'FOLLOWED_UP',
  'CLOSED',
  'STOPPED',
  'REFUSED',
])
export type OrderState = z.infer<typeof OrderState>

/** What may happen to an order after its registration (domain.md 3.6). */
export const AssistAct = z.enum([
  'AUTHORISE',
  'TAKE_MATERIALS',
  'START',
  'PROGRESS',
  'SEND',
  'PAUSE',
  'RESUME',
  'REASSIGN',
  'FINISH',
  'RETURN_MATERIALS',
  'CALL_MISSED',
  'FOLLOW_UP',
  'CLOSE',
  'STOP',
  'REFUSE',
])
export type AssistAct = z.infer<typeof AssistAct>

type Step = {
  /** From where a 代办 may go this step; `others` is every other way of helping. */
  readonly delegate: readonly OrderState[]
  readonly others: readonly OrderState[]
  readonly to: OrderState | 'SAME'
}

/**
 * The whole life of an order as data, read by desk and city alike.
 *
 * A 代办 goes the long way: authorised, materials taken, given back. The others begin at once, and a
 * word at the counter needs no call back before it is closed.
 */
export const orderTransitions: Readonly<Record<AssistAct, Step>> = {
  AUTHORISE: { delegate: ['REGISTERED'], others: [], to: 'AUTHORISED' },
  TAKE_MATERIALS: { delegate: ['AUTHORISED'], others: [], to: 'MATERIALS_TAKEN' },
  START: { delegate: ['MATERIALS_TAKEN'], others: ['REGISTERED'], to: 'IN_PROGRESS' },
  PROGRESS: { delegate: ['IN_PROGRESS'], others: ['IN_PROGRESS'], to: 'SAME' },
  SEND: { delegate: [], others: ['IN_PROGRESS'], to: 'SAME' },
  PAUSE: { delegate: ['IN_PROGRESS'], others: ['IN_PROGRESS'], to: 'PAUSED' },
  RESUME: { delegate: ['PAUSED'], others: ['PAUSED'], to: 'IN_PROGRESS' },
  REASSIGN: {
    delegate: ['REGISTERED', 'AUTHORISED', 'MATERIALS_TAKEN', 'IN_PROGRESS', 'PAUSED'],
    others: ['REGISTERED', 'IN_PROGRESS', 'PAUSED'],
    to: 'SAME',
  },
  FINISH: { delegate: ['IN_PROGRESS'], others: ['IN_PROGRESS'], to: 'DONE' },
  RETURN_MATERIALS: { delegate: ['DONE'], others: [], to: 'MATERIALS_RETURNED' },
  CALL_MISSED: { delegate: ['MATERIALS_RETURNED'], others: ['DONE'], to: 'SAME' },
  FOLLOW_UP: { delegate: ['MATERIALS_RETURNED'], others: ['DONE'], to: 'FOLLOWED_UP' },
  CLOSE: { delegate: ['FOLLOWED_UP'], others: ['DONE', 'FOLLOWED_UP'], to: 'CLOSED' },
  STOP: {
    delegate: ['REGISTERED', 'AUTHORISED', 'MATERIALS_TAKEN', 'IN_PROGRESS', 'PAUSED'],
    others: ['REGISTERED', 'IN_PROGRESS', 'PAUSED'],
    to: 'STOPPED',
  },
  REFUSE: { delegate: ['REGISTERED'], others: ['REGISTERED'], to: 'REFUSED' },
}

/** Where an act leads from a state; nothing when the table has no such step. */
export function orderStateAfter(mode: AssistMode, state: OrderState, act: AssistAct): OrderState | undefined {
  const step = orderTransitions[act]
  const from = mode === 'DELEGATE' ? step.delegate : step.others
  if (!from.includes(state)) return undefined
  return step.to === 'SAME' ? state : step.to
}

/** Nothing happens to such an order any more. */
export function isOrderOver(state: OrderState): boolean {
  return state === 'CLOSED' || state === 'STOPPED' || state === 'REFUSED'
}

/**
 * Ways of helping that only an officer filed with the county hall may take on. Showing somebody the
 * right window or a policy sheet is the work of every clerk.
 */
export function needsOfficer(mode: AssistMode): boolean {
  switch (mode) {
    case 'ACCOMPANY':
    case 'DELEGATE':
    case 'HOME_VISIT':
    case 'ESCORT':
    case 'CROSS_REGION':
    case 'PROJECT':
      return true
    case 'GUIDE':
    case 'COUNSEL':
    case 'SELF_SERVICE':
    case 'POLICY':
    case 'COACHING':
      return false
  }
}

/** Ways of helping in which it must be known whom. */
export function needsPerson(mode: AssistMode): boolean {
  return needsOfficer(mode)
}
