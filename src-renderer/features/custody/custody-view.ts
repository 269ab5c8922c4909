import { create } from 'zustand'
import type { CustodyLane } from '#shared/contract/custody-board.ts'

type Narrowing = {
  readonly find: string
  readonly originals: boolean
  readonly overFive: boolean
}

type CustodyView = Narrowing & {
  readonly lane: CustodyLane
  readonly stoodAt: string | undefined
  readonly choose: (lane: CustodyLane) => void
  readonly narrow: (change: Partial<Narrowing>) => void
  readonly stand: (key: string) => void
  /** Whom something was given to last: most often it is the same person again. */
  readonly lastColleague: string | undefined
  readonly remember: (staffId: string) => void
}

export const wide: Narrowing = { find: '', originals: false, overFive: false }

export function isNarrowed({ find, originals, overFive }: Narrowing): boolean {
  return find.trim() !== '' || originals || overFive
}

/** Where the clerk stood on the custody board, so that Esc leads back there. */
export const useCustodyView = create<CustodyView>()((set) => ({
  ...wide,
  lane: 'MINE',
  stoodAt: undefined,
  choose: (lane) => set({ lane, stoodAt: undefined }),
  narrow: (change) => set({ ...change, stoodAt: undefined }),
  stand: (stoodAt) => set({ stoodAt }),
  lastColleague: undefined,
  remember: (lastColleague) => set({ lastColleague }),
}))
