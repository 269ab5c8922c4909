import type { CustodyRow } from '#shared/contract/custody-board.ts'

export type Things = readonly [CustodyRow, ...CustodyRow[]]

/** What can be done with the things at hand; `key` is the one key for it. */
export const acts = [
  { act: 'colleague', key: 'Ctrl+Enter', word: '交同事' },
  { act: 'return', key: 'R', word: '还给本人' },
  { act: 'back', key: 'B', word: '收回柜台' },
  { act: 'stow', key: 'E', word: '装袋登记' },
  { act: 'label', key: 'L', word: '打标签' },
  { act: 'loss', key: 'X', word: '遗失损毁' },
] as const
export type ActName = (typeof acts)[number]['act']

/** What stands in the way at once, before anybody is asked anything; the desk has the last word. */
export function hindered(act: ActName, things: Things, me: string): string | undefined {
  const [{ holder }] = things
  const amiss = things.find(({ disputed, incidentId }) => disputed || incidentId)
  if (act === 'stow' || act === 'label' || act === 'loss') return undefined
  if (amiss?.incidentId) return `“${amiss.name}”登记了遗失或损毁，办结前不能交接。`
  if (amiss) return `“${amiss.name}”保管有争议，请先当面核对，由负责人改定。`
  const keys = new Set(things.map((thing) => `${thing.holder.at} ${thing.holderName}`))
  if (keys.size > 1) return '这些材料不在同一个人手里，请分开办。'
  const away = holder.at === 'COURIER' || holder.at === 'DEPARTMENT'
  if (act === 'back') return away ? undefined : '材料不在部门，也不在路上。在同事手里的请按 Ctrl+Enter 收回。'
  if (away) return '材料还没回来。回来了请先按 B 收回柜台。'
  if (act === 'return' && holder.at === 'OFFICER' && holder.staffId !== me)
    return '材料在同事手里，请先按 Ctrl+Enter 收回，再还给本人。'
  return undefined
}
