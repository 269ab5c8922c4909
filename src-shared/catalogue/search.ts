import { narrowed } from '#shared/domain/typed-text.ts'
import type { Catalogue, OneMatter } from './schema.ts'

export type Found = {
  readonly matter: OneMatter
  readonly rank: number
  /** The item that was meant, where the name or code is not that of the matter. */
  readonly item?: string
}

/**
 * Finds matters by initials, words or code, best first; by their items where nothing nearer fits.
 *
 * Quick enough for every key: one pass, and items only for those matters whose own name did not match.
 */
export function searchCatalogue(catalogue: Catalogue, typed: string): readonly Found[] {
  const query = narrowed(typed).toLowerCase().replaceAll(' ', '')
  if (query === '') return catalogue.matters.map((matter) => ({ matter, rank: 0 }))
  const items = new Map(catalogue.items.map((item) => [item.itemId, item]))
  return catalogue.matters
    .flatMap((matter): Found[] => {
      const rank = rankOf(matter, query)
      if (rank < none) return [{ matter, rank }]
      const item = matter.joined
        .flatMap(({ itemId }) => items.get(itemId) ?? [])
        .find(({ catalogCode, itemId, name }) =>
          [name, itemId, catalogCode ?? ''].some((words) => words.toLowerCase().includes(query)),
        )
      return item ? [{ matter, rank: none, item: item.name }] : []
    })
    .toSorted((one, other) => one.rank - other.rank)
}

const none = 9

function rankOf(matter: OneMatter, query: string): number {
  const names = [matter.name, matter.shortName ?? ''].map((name) => narrowed(name).toLowerCase())
  const initials = [matter.initials, ...(matter.otherInitials ?? [])]
  const code = matter.matterId.toLowerCase()
  if (code === query) return 0
  if (initials.includes(query)) return 1
  if (initials.some((letters) => letters.startsWith(query))) return 2
  if (names.some((name) => name.startsWith(query))) return 3
  if (names.some((name) => name.includes(query))) return 4
  if (initials.some((letters) => letters.includes(query))) return 5
  return code.startsWith(query) ? 6 : none
}
