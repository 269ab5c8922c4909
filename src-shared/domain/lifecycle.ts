import { z } from 'zod'
import type { ItemState } from './item-case.ts'

/** What may happen to one item of a case after it was taken in (domain.md 3.2). */
export const Act = z.enum([
  'SUPPLY',
  'ACCEPT',
  'ACCEPT_WITH_DEFICIENCY',
  'CORRECT',
  'REFUSE',
  'NOT_REQUIRED',
  'DEEM_ACCEPTED',
  'FORWARD',
  'REVIEW',
  'SUSPEND',
  'RESUME',
  'EXTEND',
  'BACK_TO_REVIEW',
  'DEMAND',
  'DEMAND_MET',
  'APPROVE',
  'REJECT',
  'COMPLETE',
  'RESULT_ARRIVED',
  'DELIVER',
  'WITHDRAW',
  'TERMINATE',
  'ARCHIVE',
])
export type Act = z.infer<typeof Act>

type Step = { readonly from: readonly ItemState[]; readonly to: ItemState | 'SAME' }

const accepted = ['ACCEPTED', 'ACCEPTED_WITH_DEFICIENCY', 'DEEMED_ACCEPTED'] as const

/**
 * The whole life of an item as data: what is not in here does not happen, at the desk or at the city.
 *
 * `SAME` is an act that is told and counted but moves nothing: a supplement demanded after acceptance
 * stops no clock (domain.md 3.4). A DRAFT becomes RECEIVED by the intake itself.
 */
export const transitions: Readonly<Record<Act, Step>> = {
  SUPPLY: { from: ['CORRECTION_PENDING'], to: 'RECEIVED' },
  ACCEPT: { from: ['RECEIVED', 'FORWARDED'], to: 'ACCEPTED' },
  ACCEPT_WITH_DEFICIENCY: { from: ['RECEIVED'], to: 'ACCEPTED_WITH_DEFICIENCY' },
  CORRECT: { from: ['RECEIVED', 'FORWARDED'], to: 'CORRECTION_PENDING' },
  REFUSE: { from: ['RECEIVED', 'FORWARDED'], to: 'ACCEPTANCE_REFUSED' },
  NOT_REQUIRED: { from: ['DRAFT', 'RECEIVED'], to: 'NOT_REQUIRED' },
  DEEM_ACCEPTED: { from: ['RECEIVED'], to: 'DEEMED_ACCEPTED' },
  FORWARD: { from: ['RECEIVED'], to: 'FORWARDED' },
  REVIEW: { from: accepted, to: 'IN_REVIEW' },
  SUSPEND: { from: ['IN_REVIEW'], to: 'SUSPENDED' },
  RESUME: { from: ['SUSPENDED'], to: 'IN_REVIEW' },
  EXTEND: { from: ['IN_REVIEW'], to: 'EXTENDED' },
  BACK_TO_REVIEW: { from: ['EXTENDED'], to: 'IN_REVIEW' },
  DEMAND: { from: [...accepted, 'IN_REVIEW', 'EXTENDED'], to: 'SAME' },
  DEMAND_MET: { from: [...accepted, 'IN_REVIEW', 'EXTENDED'], to: 'SAME' },
  APPROVE: { from: [...accepted, 'IN_REVIEW'], to: 'DECIDED_APPROVED' },
  REJECT: { from: [...accepted, 'IN_REVIEW'], to: 'DECIDED_REFUSED' },
  COMPLETE: { from: ['DECIDED_APPROVED', 'DECIDED_REFUSED', 'FORWARDED'], to: 'COMPLETED' },
  RESULT_ARRIVED: { from: ['COMPLETED'], to: 'RESULT_AT_COUNTER' },
  DELIVER: { from: ['COMPLETED', 'RESULT_AT_COUNTER'], to: 'DELIVERED' },
  WITHDRAW: {
    from: ['RECEIVED', 'CORRECTION_PENDING', 'FORWARDED', ...accepted, 'IN_REVIEW'],
    to: 'WITHDRAWN',
  },
  TERMINATE: { from: ['CORRECTION_PENDING', ...accepted, 'IN_REVIEW'], to: 'TERMINATED' },
  ARCHIVE: { from: ['DELIVERED', 'ACCEPTANCE_REFUSED', 'WITHDRAWN', 'TERMINATED'], to: 'ARCHIVED' },
}

/** Where an act leads from a state; nothing when the table has no such step. */
export function stateAfter(state: ItemState, act: Act): ItemState | undefined {
  const { from, to } = transitions[act]
  if (!from.includes(state)) return undefined
  return to === 'SAME' ? state : to
}

/** Acts that say no to the applicant: nobody slips into one, the person acting gives the PIN once more. */
export function saysNo(act: Act): boolean {
  return act === 'REFUSE' || act === 'NOT_REQUIRED' || act === 'REJECT' || act === 'TERMINATE'
}

const over: ReadonlySet<ItemState> = new Set([
  'ARCHIVED',
  'ACCEPTANCE_REFUSED',
  'NOT_REQUIRED',
  'WITHDRAWN',
  'TERMINATED',
])

/** Nothing but the closing of the file can happen here any more. */
export function isOver(state: ItemState): boolean {
  return over.has(state)
}
