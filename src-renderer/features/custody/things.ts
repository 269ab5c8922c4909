import type { CustodyRow } from '#shared/contract/custody-board.ts'
import type { Input } from '#shared/contract/desk.ts'
import { contentsText } from '#shared/domain/slip-text.ts'

/** Things as the desk asks for them: which, and what this window last knew of each. */
export function namedThings(things: readonly CustodyRow[]): Input<'custody.handOver'>['things'] {
  return things.map(({ thingId, tip }) => ({ thingId, tip }))
}

/** 3 袋，原件 5 · 复印 2，陈*香、刘*强 */
export function aboutWord(things: readonly CustodyRow[]): string {
  const bags = new Set(things.flatMap(({ bagNo }) => bagNo ?? [])).size
  const names = [...new Set(things.map(({ ownerName }) => ownerName))]
  const shown = names.length > 4 ? `${names.slice(0, 4).join('、')}等 ${names.length} 人` : names.join('、')
  return [bags > 0 && `${bags} 袋`, contentsText(things), shown].filter(Boolean).join('，')
}
