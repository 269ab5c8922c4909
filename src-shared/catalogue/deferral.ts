import type { MergedMaterial, MergedMatter } from './merged.ts'

const mostDays = 20

/**
 * Working days a deferred paper may take: never longer than the shortest promise of the items that
 * wait for it, and at most 20 (domain.md 3.3). The window offers it, the desk holds to it.
 */
export function deferralLimit(row: MergedMaterial, merged: MergedMatter): number {
  const promises = merged.items
    .filter((item) => row.usedBy.includes(item.itemId) && item.promised?.unit === 'W')
    .map((item) => item.promised?.n ?? mostDays)
  return Math.max(1, Math.min(mostDays, ...promises))
}
