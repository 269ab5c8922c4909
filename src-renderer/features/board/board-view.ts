import { create } from 'zustand'
import type { Grouping, LaneName } from './lanes.ts'

type BoardView = {
  /** Absent until one is chosen: then the first with anything in it is shown. */
  readonly lane: LaneName | undefined
  readonly grouping: Grouping
  readonly stoodAt: string | undefined
  readonly choose: (lane: LaneName) => void
  readonly groupBy: (grouping: Grouping) => void
  readonly stand: (rowKey: string) => void
}

/** Where the clerk stood on the board, so that Esc from a case leads back there. */
export const useBoardView = create<BoardView>()((set) => ({
  lane: undefined,
  grouping: 'dept',
  stoodAt: undefined,
  choose: (lane) => set({ lane, stoodAt: undefined }),
  groupBy: (grouping) => set({ grouping }),
  stand: (stoodAt) => set({ stoodAt }),
}))
