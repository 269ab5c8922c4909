import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { sameHolder } from '#shared/domain/custody.ts'

export type Things = readonly [CustodyRow, ...CustodyRow[]]

/** What can be done with the things at hand; `key` is the one key for it, `often` has a place in the bar. */
export const acts = [
  { act: 'colleague', key: 'Ctrl+Enter', word: '交同事', often: true },
  { act: 'window', key: 'W', word: '交窗口', often: true },
  { act: 'courier', key: 'K', word: '交快递', often: true },
  { act: 'return', key: 'R', word: '还给本人', often: true },
  { act: 'back', key: 'B', word: '收回柜台', often: true },
  { act: 'stow', key: 'E', word: '装袋登记', often: true },
  { act: 'proxy', key: 'A', word: '别人代领', often: false },
  { act: 'label', key: 'L', word: '打标签', often: false },
  { act: 'offer', key: 'G', word: '交别的中心（出码）', often: false },
  { act: 'receive', key: 'N', word: '又收到结果、凭据', often: false },
  { act: 'file', key: 'J', word: '归卷', often: false },
  { act: 'loss', key: 'X', word: '遗失损毁', often: false },
  { act: 'close', key: 'C', word: '办结遗失损毁', often: false },
  { act: 'override', key: 'V', word: '负责人改定', often: false },
] as const
export type ActName = (typeof acts)[number]['act']

/** What stands in the way at once, before anybody is asked anything; the desk has the last word. */
export function hindered(act: ActName, things: Things, me: string): string | undefined {
  const [{ holder }] = things
  const amiss = things.find(({ disputed, incidentId }) => disputed || incidentId)
  switch (act) {
    case 'stow':
    case 'label':
    case 'loss':
    case 'receive':
      return undefined
    case 'close':
      return amiss?.incidentId ? undefined : '这里没有登记过遗失、损毁。'
    case 'override':
      return amiss?.incidentId ? '登记了遗失、损毁的，请先按 C 办结。' : undefined
    case 'offer':
      // What is on offer already shows its codes again.
      if (things.some(({ offerId }) => offerId))
        return things.every(({ offerId }) => offerId) ? undefined : '有的已经出过码，请分开办。'
      break
    case 'colleague':
    case 'window':
    case 'courier':
    case 'return':
    case 'proxy':
    case 'back':
      break
    case 'file':
      if (toFile(things).length === 0) return `“${things[0].name}”是原件，要还给本人，不能归卷。`
      break
  }
  if (amiss?.incidentId) return `“${amiss.name}”登记了遗失或损毁，办结前不能交接。`
  if (amiss) return `“${amiss.name}”保管有争议，请先当面核对，由负责人改定。`
  if (things.some((thing) => !sameHolder(thing.holder, holder))) return '这些材料不在同一个人手里，请分开办。'
  return misplaced(act, holder, me)
}

/** What may stay in the file for good: an original goes back to its owner, unless the law keeps it. */
export function toFile(things: Things): readonly CustodyRow[] {
  return things.filter(({ custodyPolicy, form }) => form !== 'ORIGINAL' || custodyPolicy === 'SURRENDER')
}

function misplaced(act: ActName, holder: CustodyRow['holder'], me: string): string | undefined {
  const away = holder.at === 'COURIER' || holder.at === 'DEPARTMENT'
  if (act === 'back') return away ? undefined : '材料不在部门，也不在路上。在同事手里的请按 Ctrl+Enter 收回。'
  if (away) return '材料还没回来。回来了请先按 B 收回柜台。'
  if (act === 'file' && holder.at !== 'COUNTER') return '归卷的材料要先在柜台。请先按 Ctrl+Enter 收回柜台。'
  if (act !== 'colleague' && holder.at === 'OFFICER' && holder.staffId !== me)
    return act === 'return' || act === 'proxy'
      ? '材料在同事手里，请先按 Ctrl+Enter 收回，再还给本人。'
      : '材料在同事手里，要由本人来交；或先按 Ctrl+Enter 收回柜台。'
  return undefined
}
