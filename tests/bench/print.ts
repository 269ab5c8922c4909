import { type Budget, type Figure, round, verdictOf } from './figures.ts'

const columns = [58, 12, 26, 9, 8] as const

export const heading = row(['figure', 'value', 'min / median / max', 'budget', 'verdict', 'beside'])

export function lineOf(figure: Figure): string {
  return row([
    figure.what,
    `${round(figure.value)} ${figure.unit}`,
    spreadOf(figure.blocks),
    budgetOf(figure.budget),
    verdictOf(figure),
    figure.beside ?? '',
  ])
}

export function spreadOf(blocks: readonly number[] | undefined): string {
  if (!blocks || blocks.length === 0) return ''
  const sorted = blocks.toSorted((a, b) => a - b)
  const middle = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return [sorted[0] ?? Number.NaN, middle, sorted.at(-1) ?? Number.NaN].map(round).join(' / ')
}

function budgetOf(budget: Budget | undefined): string {
  if (!budget) return ''
  return 'max' in budget ? `≤ ${round(budget.max)}` : `≥ ${round(budget.min)}`
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, n) => cell.padEnd(columns[n] ?? 0))
    .join(' ')
    .trimEnd()
}
