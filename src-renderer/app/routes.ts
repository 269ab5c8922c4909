import { create } from 'zustand'
import type { CaseId, DraftId } from '#shared/kernel/ids.ts'

export type Route =
  | { readonly at: 'today' }
  | { readonly at: 'cases' }
  | { readonly at: 'case'; readonly caseId: CaseId; readonly from: 'today' | 'cases' | 'outbox' }
  | { readonly at: 'outbox' }
  /** Without a draft a new one is begun; `turn` tells two new intakes in a row apart. */
  | { readonly at: 'intake'; readonly draftId?: DraftId; readonly turn: number }

type Routes = {
  readonly route: Route
  readonly go: (route: Route) => void
  readonly newIntake: () => void
  readonly openDraft: (draftId: DraftId) => void
}

let turns = 0

export const useRoutes = create<Routes>()((set) => ({
  route: { at: 'today' },
  go: (route) => set({ route }),
  newIntake: () => set({ route: { at: 'intake', turn: ++turns } }),
  openDraft: (draftId) => set({ route: { at: 'intake', draftId, turn: ++turns } }),
}))
