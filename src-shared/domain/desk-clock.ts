/** When an act was done, as the desk's clocks had it. */
export type ActTime = {
  readonly wallMs: number
  readonly bootId: string
  /** Grows within one boot whatever happens to the wall clock. */
  readonly monoMs: number
}

/** Clocks that are off by more than this are asked about; nothing is refused for it but the close of a day. */
export const skewMaxMs = 5 * 60_000

/**
 * Whether the desk's clock had been set back before an act (`clockSuspect`, domain.md 3.4, sync.md C.15).
 *
 * It follows from the entries themselves, so the desk and the city see the same and nothing is stored. Only
 * going back is told: a computer that slept looks exactly like a clock that was set forward, and that one
 * shows as skew at the next contact with the city.
 */
export function clockSuspect(before: ActTime, act: ActTime): boolean {
  const ran = before.bootId === act.bootId ? Math.max(0, act.monoMs - before.monoMs) : 0
  return act.wallMs < before.wallMs + ran - skewMaxMs
}

/** How many acts of a row came right after the clock was set back. */
export function countSuspect(acts: readonly ActTime[]): number {
  return acts.filter((act, n) => {
    const before = acts[n - 1]
    return before !== undefined && clockSuspect(before, act)
  }).length
}
