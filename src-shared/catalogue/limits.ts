import type { Limit } from '#shared/domain/item-case.ts'
import type { MergedItem } from './merged.ts'

/** Rough length in working days: good for comparing limits of different units, never for a due date. */
export function roughWorkingDays({ n, unit }: Limit): number {
  const perUnit = { W: 1, N: 5 / 7, H: 1 / 24, M: 21 }
  return n * perUnit[unit]
}

/**
 * The time a matter takes when no promise is made for it as a whole: the longest chain of items
 * that wait for one another, side branches running at the same time.
 */
export function longestChain(items: readonly MergedItem[]): Limit | undefined {
  const byId = new Map(items.map((item) => [item.itemId, item]))
  const chains = items.map((item) => chainTo(item, byId, new Set()))
  const longest = chains.reduce((best, chain) => (total(chain) > total(best) ? chain : best), [])
  return sum(longest)
}

type Chain = readonly Limit[]

function chainTo(item: MergedItem, byId: ReadonlyMap<string, MergedItem>, seen: ReadonlySet<string>): Chain {
  const before = item.dependsOn
    .flatMap((itemId) => (seen.has(itemId) ? [] : (byId.get(itemId) ?? [])))
    .map((earlier) => chainTo(earlier, byId, new Set([...seen, item.itemId])))
    .reduce((best, chain) => (total(chain) > total(best) ? chain : best), [])
  return item.promised && item.caseKind === 'PROMISED' ? [...before, item.promised] : before
}

function total(chain: Chain): number {
  return chain.reduce((days, limit) => days + roughWorkingDays(limit), 0)
}

/** Stays in the unit of the parts when they share one. */
function sum(chain: Chain): Limit | undefined {
  const [first] = chain
  if (!first) return undefined
  if (chain.every(({ unit }) => unit === first.unit)) {
    return { n: chain.reduce((n, limit) => n + limit.n, 0), unit: first.unit }
  }
  return { n: Math.ceil(total(chain)), unit: 'W' }
}
