/** What a budget asks of a figure. It is said beside the figure, never asserted: machines differ. */
export type Budget = { readonly max: number } | { readonly min: number }

/** One line of the report: a measured figure with its noise, and the limit measured beside it. */
export type Figure = {
  readonly what: string
  readonly unit: string
  readonly value: number
  /** The same figure block by block: how noisy the machine was. */
  readonly blocks?: readonly number[]
  readonly budget?: Budget
  /** What else was measured in the same run for comparison. */
  readonly beside?: string
}

export type Verdict = 'met' | 'missed' | ''

export function verdictOf({ budget, value }: Figure): Verdict {
  if (!budget) return ''
  const met = 'max' in budget ? value <= budget.max : value >= budget.min
  return met ? 'met' : 'missed'
}

/** Nearest-rank quantile; `q` in [0, 1]. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Without the stretches in which programs warm up. */
export function secondHalf(rates: readonly number[]): readonly number[] {
  return rates.slice(Math.floor(rates.length / 2))
}

/** Cuts a long row of measurements into blocks, for a median each. */
export function inBlocks(values: readonly number[], blocks: number): readonly (readonly number[])[] {
  const size = Math.ceil(values.length / blocks)
  return Array.from({ length: blocks }, (_, n) => values.slice(n * size, (n + 1) * size)).filter(
    (block) => block.length > 0,
  )
}

/** p50 and p95 of a latency, the p95 also block by block. */
export function latency(
  what: string,
  ms: readonly number[],
  more: Pick<Figure, 'budget' | 'beside'> = {},
): Figure {
  const beside = [`p50 ${round(median(ms))}`, ...(more.beside ? [more.beside] : [])].join(', ')
  return {
    ...more,
    what,
    unit: 'ms',
    value: quantile(ms, 0.95),
    blocks: inBlocks(ms, 5).map((block) => quantile(block, 0.95)),
    beside,
  }
}

/** Three significant figures, and whole numbers above a hundred. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

export async function timed<Value>(
  work: () => Promise<Value> | Value,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const startedMs = performance.now()
  const value = await work()
  return { value, ms: performance.now() - startedMs }
}
