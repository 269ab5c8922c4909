/** Chance with a seed: the same seed draws the same day, on every machine (mulberry32). */
export type Lottery = {
  /** In [0, 1). */
  readonly draw: () => number
  readonly below: (n: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly chance: (p: number) => boolean
}

export function aLottery(seed: number): Lottery {
  let state = seed >>> 0
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(draw() * n)
  return {
    draw,
    below,
    chance: (p) => draw() < p,
    pick: (from) => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}

/** Short as a rule and long now and then: a world that waits costs as much as one in which something happens. */
export function mostlyShort(lottery: Lottery, mostMs: number): number {
  return Math.floor(mostMs * lottery.draw() ** 3)
}
