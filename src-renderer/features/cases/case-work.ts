import { create } from 'zustand'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { DefectReason, Judgement } from '#shared/domain/material.ts'
import type { CaseId } from '#shared/kernel/ids.ts'

/** What is being said of a case and not yet done: an act, papers brought, originals given back. */
export type CaseWork =
  | {
      readonly do: 'act'
      readonly act: Act
      /** One item, or every item that may take the act. */
      readonly itemNos: readonly string[]
      readonly values: Readonly<Record<string, string>>
      /** Rows a correction finds wrong. */
      readonly wrong: Readonly<Record<string, DefectReason>>
    }
  | {
      readonly do: 'supply'
      readonly judged: Readonly<Record<string, Judgement>>
      /** Pages photographed so far, each on its row. */
      readonly pictures: readonly { readonly rowId: string; readonly pictureId: string }[]
    }
  | {
      readonly do: 'giveBack'
      readonly ticked: readonly string[]
      readonly signedBy: string
      readonly on: string
    }
export type ActWork = Extract<CaseWork, { do: 'act' }>

type Works = {
  readonly inHand: ReadonlyMap<CaseId, CaseWork>
  readonly take: (caseId: CaseId, work: CaseWork) => void
  readonly drop: (caseId: CaseId) => void
  readonly dropAll: () => void
}

/**
 * Half-said acts outlive their screen: a scan opens another case beside them, a lock covers them, and
 * both ways lead back to what was typed. Never a PIN; that stays in its field.
 */
export const useCaseWork = create<Works>()((set) => {
  const changed = (change: (works: Map<CaseId, CaseWork>) => void) =>
    set(({ inHand }) => {
      const works = new Map(inHand)
      change(works)
      return { inHand: works }
    })
  return {
    inHand: new Map(),
    take: (caseId, work) => changed((works) => works.set(caseId, work)),
    drop: (caseId) => changed((works) => works.delete(caseId)),
    dropAll: () => set({ inHand: new Map() }),
  }
})
