import type { ItemActs } from '#shared/contract/lifecycle.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { daysBetween } from '#shared/domain/day.ts'
import { itemLooks, type Look } from '../../app/states.ts'

/** The state of one item with the number that goes with it: days left, papers owed, days waited (ui.md 6.3). */
export function itemLook(
  { clocks, deficiencies, since, state }: ItemActs,
  today: string,
  left: Readonly<Record<string, number>>,
): Look {
  const look = itemLooks[state]
  const days = left[clocks.noticeDue ?? '']
  if (state === 'RECEIVED' && days !== undefined)
    return { ...look, word: days < 0 ? `待决定·超 ${-days} 天` : `待决定·剩 ${days} 天` }
  if (state === 'ACCEPTED_WITH_DEFICIENCY' && deficiencies.length > 0)
    return { ...look, word: `容缺·欠 ${deficiencies.length} 份` }
  if (state === 'EXTENDED' && clocks.statutoryDue)
    return { ...look, word: `已延期·到 ${dayText(clocks.statutoryDue)}` }
  if (state === 'RESULT_AT_COUNTER') return { ...look, word: `待领取·第 ${daysBetween(since, today) + 1} 天` }
  return look
}
