import { create } from 'zustand'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { ask } from './desk-client.ts'

type Basket = {
  /** What was scanned or marked, in that order: the next handover is about these. */
  readonly things: readonly CustodyRow[]
  /** What a scan came to nothing by. */
  readonly note: string
  readonly put: (things: readonly CustodyRow[]) => void
  readonly toggle: (things: readonly CustodyRow[]) => void
  readonly say: (note: string) => void
  readonly clear: () => void
}

/** The things in the hands of whoever stands at this window, until they have gone to somebody. */
export const useBasket = create<Basket>()((set) => ({
  things: [],
  note: '',
  put: (more) =>
    set(({ things }) => {
      const known = new Set(more.map(({ thingId }) => thingId))
      return { things: [...things.filter(({ thingId }) => !known.has(thingId)), ...more], note: '' }
    }),
  toggle: (some) =>
    set(({ things }) => {
      const known = new Set(some.map(({ thingId }) => thingId))
      const left = things.filter(({ thingId }) => !known.has(thingId))
      return { things: left.length < things.length ? left : [...things, ...some], note: '' }
    }),
  say: (note) => set({ note }),
  clear: () => set({ things: [], note: '' }),
}))

/** The number of a bag as its label has it: the case, and the running number of its bags. */
export function isBagNo(code: string): boolean {
  return /^[0-9A-Z]{25}-J\d{2}$/.test(code)
}

const thingsMax = 200

/** Puts what lies in a bag into the basket, as the desk has it at this moment. */
export async function scanBag(bagNo: string): Promise<void> {
  const { put, say } = useBasket.getState()
  const found = await ask('custody.board', { bagNo, limit: thingsMax })
  if (!found.ok) return
  if (found.value.rows.length === 0) return say(`没有这个袋号，或袋里已经空了：${bagNo}`)
  put(found.value.rows)
}
