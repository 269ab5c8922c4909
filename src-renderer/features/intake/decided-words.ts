import type { ItemState } from '#shared/domain/item-case.ts'

/**
 * What happened, and that it is safe: the calm green line after the decision. A matter whose items went
 * different ways says how many went which way, because 「已当场办结」 of two must not sound like all seven.
 */
export function decidedSentence(states: readonly ItemState[]): string {
  const kinds = order.filter((state) => states.includes(state))
  const [only] = kinds
  if (kinds.length === 1 && only) return `${words[only]}，已保存在本机`
  const parts = kinds.map((state) => `${states.filter((each) => each === state).length} 项${words[state]}`)
  return `${parts.join('、')}，已保存在本机`
}

const words = {
  COMPLETED: '已当场办结',
  ACCEPTED: '已受理',
  ACCEPTED_WITH_DEFICIENCY: '已容缺受理',
  CORRECTION_PENDING: '已告知补正',
  ACCEPTANCE_REFUSED: '已决定不予受理',
  NOT_REQUIRED: '已告知不用办理',
  RECEIVED: '已收件',
} as const satisfies Partial<Record<ItemState, string>>

const order = [
  'COMPLETED',
  'ACCEPTED',
  'ACCEPTED_WITH_DEFICIENCY',
  'CORRECTION_PENDING',
  'ACCEPTANCE_REFUSED',
  'NOT_REQUIRED',
  'RECEIVED',
] as const
