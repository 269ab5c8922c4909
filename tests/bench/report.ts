import type { Figure } from './figures.ts'

/** What a bench is given: how much to do, where to put it, and where to say how far it is. */
export type Run = {
  readonly quick: boolean
  readonly dir: string
  readonly say: (line: string) => void
  readonly add: (figure: Figure) => void
  /** Something that cannot be measured here: said in the table, never passed over. */
  readonly skip: (what: string, why: string) => void
}

export type Bench = {
  readonly name: string
  readonly run: (run: Run) => Promise<void>
  /** Takes minutes or the package registry: measured only when its name is given. */
  readonly onlyByName?: true
}
