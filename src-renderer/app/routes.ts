import { create } from 'zustand'
import type { AssistOrderId, CaseId, DraftId } from '#shared/kernel/ids.ts'

export type Route =
  | { readonly at: 'today' }
  | { readonly at: 'cases' }
  | {
      readonly at: 'case'
      readonly caseId: CaseId
      readonly from: CaseOrigin
      /** A scanned paper opens the case beside what stood there; Esc leads back to exactly that. */
      readonly scanned?: { readonly turn: number; readonly back: Route }
    }
  /** 转代办, and where the case was opened from. */
  | { readonly at: 'errand'; readonly caseId: CaseId; readonly from: CaseOrigin }
  /** Section Alt+3: one of its sheets, the log open at once, or the order of a scanned paper. */
  | {
      readonly at: 'assist'
      readonly view?: AssistView
      readonly log?: number
      readonly orderId?: AssistOrderId
    }
  | { readonly at: 'board' }
  | { readonly at: 'day' }
  /** `count` begins to scan the cabinet at once. */
  | { readonly at: 'custody'; readonly count?: boolean }
  | { readonly at: 'outbox' }
  /** Without a draft a new one is begun; `turn` tells two new intakes in a row apart. */
  | {
      readonly at: 'intake'
      readonly draftId?: DraftId
      readonly turn: number
      readonly start?: IntakeStart
    }
  | { readonly at: 'consult'; readonly turn: number; readonly matterId?: string }
  | { readonly at: 'guide' }
  | { readonly at: 'settings' }
  /** What changed in the catalogue, and where Esc leads back to. */
  | { readonly at: 'changes'; readonly from: 'today' | 'guide' }

/** The sheets of 预约与帮办. */
export type AssistView = 'appointments' | 'orders' | 'ratings' | 'duty' | 'officers' | 'records'

/** Where a case was opened from, and where Esc leads back to. */
export type CaseOrigin = 'today' | 'cases' | 'outbox' | 'board' | 'day' | 'custody'

/** What a new intake already knows: from the guide the matter, from a consultation the answers too, from F3 a name. */
export type IntakeStart = {
  readonly matterId?: string | undefined
  readonly answers?: Readonly<Record<string, string>>
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

type Routes = {
  readonly route: Route
  readonly go: (route: Route) => void
  readonly newIntake: () => void
  readonly openScanned: (caseId: CaseId) => void
  readonly startIntake: (start: IntakeStart) => void
  /** The quick log of 小萍帮办, from wherever one is. */
  readonly logAssist: () => void
  readonly newConsultation: () => void
  readonly consultOn: (matterId: string) => void
  readonly openDraft: (draftId: DraftId) => void
}

let turns = 0

export const useRoutes = create<Routes>()((set) => ({
  route: { at: 'today' },
  go: (route) => set({ route }),
  openScanned: (caseId) =>
    set(({ route }) => ({
      route: {
        at: 'case',
        caseId,
        from: route.at === 'case' ? route.from : 'cases',
        scanned: { turn: ++turns, back: backFrom(route, caseId) },
      },
    })),
  newIntake: () => set({ route: { at: 'intake', turn: ++turns } }),
  startIntake: (start) => set({ route: { at: 'intake', turn: ++turns, start } }),
  logAssist: () => set({ route: { at: 'assist', view: 'orders', log: ++turns } }),
  newConsultation: () => set({ route: { at: 'consult', turn: ++turns } }),
  consultOn: (matterId) => set({ route: { at: 'consult', turn: ++turns, matterId } }),
  openDraft: (draftId) => set({ route: { at: 'intake', draftId, turn: ++turns } }),
}))

/** The same paper scanned again leads back to where the first scan came from. */
function backFrom(route: Route, caseId: CaseId): Route {
  return route.at === 'case' && route.caseId === caseId && route.scanned ? route.scanned.back : route
}
