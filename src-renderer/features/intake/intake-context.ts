import { createContext, useContext } from 'react'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { Step } from './steps.ts'

/** What every step of one intake stands on. */
export type IntakeRoom = {
  readonly catalogue: Catalogue
  readonly merged: MergedMatter | undefined
  readonly today: string
  /** Leaves the step forwards, or back to 核对 when something was being mended. */
  readonly finish: (step: Step) => void
  readonly goTo: (step: Step, how?: { readonly mending?: boolean; readonly goal?: string }) => void
  readonly flush: () => Promise<boolean>
}

export const IntakeContext = createContext<IntakeRoom | undefined>(undefined)

export function useRoom(): IntakeRoom {
  const room = useContext(IntakeContext)
  if (!room) throw new Error('a step stands inside an intake')
  return room
}
