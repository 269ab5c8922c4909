import type { Catalogue, OneMatter } from '#shared/catalogue/schema.ts'
import { narrowed } from '#shared/domain/typed-text.ts'

const shownMax = 12

/** Matters by initials, words or code, best first; with nothing typed the ones used most lately. */
export function findMatters(
  catalogue: Catalogue,
  typed: string,
  recent: readonly string[],
): readonly OneMatter[] {
  const query = narrowed(typed).toLowerCase().replaceAll(' ', '')
  if (query === '') return recentFirst(catalogue, recent)
  return catalogue.matters
    .map((matter) => ({ matter, rank: rankOf(matter, query) }))
    .filter(({ rank }) => rank < none)
    .toSorted((one, other) => one.rank - other.rank || byRecent(one.matter, other.matter, recent))
    .slice(0, shownMax)
    .map(({ matter }) => matter)
}

const none = 9

function rankOf(matter: OneMatter, query: string): number {
  const names = [matter.name, matter.shortName ?? ''].map((name) => name.toLowerCase())
  const initials = [matter.initials, ...(matter.otherInitials ?? [])]
  if (matter.matterId.toLowerCase() === query) return 0
  if (initials.includes(query)) return 1
  if (initials.some((letters) => letters.startsWith(query))) return 2
  if (names.some((name) => name.startsWith(query))) return 3
  if (names.some((name) => name.includes(query))) return 4
  if (initials.some((letters) => letters.includes(query))) return 5
  if (matter.matterId.toLowerCase().startsWith(query)) return 6
  if (query.length >= 3 && initials.some((letters) => inOrder(letters, query))) return 7
  return none
}

/** 「ncjf」 for 农村村民建房: clerks leave out what they leave out when they say it. */
function inOrder(letters: string, query: string): boolean {
  let at = 0
  for (const letter of letters) if (letter === query[at]) at += 1
  return at === query.length
}

function recentFirst(catalogue: Catalogue, recent: readonly string[]): readonly OneMatter[] {
  const used = recent.flatMap(
    (matterId) => catalogue.matters.find((each) => each.matterId === matterId) ?? [],
  )
  const others = catalogue.matters.filter((matter) => !used.includes(matter))
  return [...used, ...others].slice(0, 9)
}

function byRecent(one: OneMatter, other: OneMatter, recent: readonly string[]): number {
  const place = ({ matterId }: OneMatter) =>
    recent.includes(matterId) ? recent.indexOf(matterId) : recent.length
  return place(one) - place(other)
}
