import type { SyncState } from '#shared/contract/case.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { Shape, Tone } from '../components/StatusMark.tsx'

export type Look = {
  readonly shape: Shape
  readonly word: string
  readonly tone: Tone
  readonly strong?: boolean
}

/** How each state of an item is shown everywhere: shape, word, colour (ui.md 6.3). */
export const itemLooks: Readonly<Record<ItemState, Look>> = {
  DRAFT: { shape: 'dashed', word: '草稿', tone: 'grey' },
  RECEIVED: { shape: 'hourglass', word: '已收件', tone: 'amber' },
  CORRECTION_PENDING: { shape: 'pencil', word: '等补正·还没起算', tone: 'grey' },
  ACCEPTED: { shape: 'filled', word: '已受理', tone: 'blue' },
  ACCEPTED_WITH_DEFICIENCY: { shape: 'half', word: '容缺受理', tone: 'violet' },
  DEEMED_ACCEPTED: { shape: 'filledMark', word: '视为受理·从收件日起算', tone: 'amber', strong: true },
  FORWARDED: { shape: 'forwarded', word: '已转送·等部门', tone: 'blue' },
  IN_REVIEW: { shape: 'threeQuarter', word: '办理中', tone: 'blue' },
  SUSPENDED: { shape: 'bars', word: '特别程序·暂停计时', tone: 'grey' },
  EXTENDED: { shape: 'plus', word: '已延期', tone: 'blue' },
  DECIDED_APPROVED: { shape: 'tick', word: '准予', tone: 'green' },
  DECIDED_REFUSED: { shape: 'crossed', word: '不予', tone: 'red' },
  COMPLETED: { shape: 'tick', word: '办结', tone: 'green' },
  RESULT_AT_COUNTER: { shape: 'tray', word: '待领取', tone: 'green' },
  DELIVERED: { shape: 'envelope', word: '已送达', tone: 'green' },
  ARCHIVED: { shape: 'box', word: '已归档', tone: 'grey' },
  ACCEPTANCE_REFUSED: { shape: 'barred', word: '不予受理', tone: 'red' },
  NOT_REQUIRED: { shape: 'empty', word: '无需办理', tone: 'grey' },
  WITHDRAWN: { shape: 'struck', word: '已撤回', tone: 'grey' },
  TERMINATED: { shape: 'struck', word: '已终止', tone: 'grey' },
}

/** Sent must never look like done (ui.md 0.2). */
export const syncLooks: Readonly<Record<SyncState, Look>> = {
  LOCAL: { shape: 'disk', word: '本机', tone: 'grey' },
  SENT: { shape: 'arrow', word: '等回执', tone: 'blue' },
  CONFIRMED: { shape: 'doubleTick', word: '已确认', tone: 'green' },
  HELD: { shape: 'hourglass', word: '市级暂存', tone: 'amber' },
  RETURNED: { shape: 'bentArrow', word: '退回待改', tone: 'amber' },
}

/** One state for a line of several items: the one that asks for the most attention. */
const attention: readonly ItemState[] = [
  'DEEMED_ACCEPTED',
  'CORRECTION_PENDING',
  'ACCEPTED_WITH_DEFICIENCY',
  'RECEIVED',
  'SUSPENDED',
  'EXTENDED',
  'IN_REVIEW',
  'FORWARDED',
  'ACCEPTED',
  'RESULT_AT_COUNTER',
  'ACCEPTANCE_REFUSED',
  'DECIDED_REFUSED',
]

/** The look of a whole matter; items under the COLLECT role stay received while others are decided. */
export function matterLook(states: readonly ItemState[]): Look {
  const decided = states.filter((state) => state !== 'RECEIVED')
  const relevant = decided.length > 0 ? decided : states
  const shown = attention.find((state) => relevant.includes(state)) ?? relevant[0] ?? 'DRAFT'
  return itemLooks[shown]
}

export const roleWords = {
  DECIDE: '受理并决定',
  FIRST_REVIEW: '受理初审',
  COLLECT: '代收转送',
  ASSIST: '帮办申报',
} as const
