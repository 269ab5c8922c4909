/**
 * Below zero when `one` is the older version. Numbers count as numbers, so 2026.9 comes before 2026.11;
 * a version that goes on after the other ends is the newer.
 */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split(/[.\-_\s]+/), other.split(/[.\-_\s]+/)]
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [a, b] = [left[at], right[at]]
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1
    const order = comparePart(a, b)
    if (order !== 0) return order
  }
  return 0
}

function comparePart(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b)
  if (a === b) return 0
  return a < b ? -1 : 1
}

type Dated = { readonly version: string; readonly effectiveFrom: string }

/**
 * Which version a new intake goes by on a day: the newest whose day has come.
 *
 * Before the first day of all, the oldest: a desk always has a catalogue, and a later one waits.
 */
export function versionOn<Held extends Dated>(held: readonly Held[], day: string): Held | undefined {
  const newestFirst = held.toSorted((a, b) => compareVersions(b.version, a.version))
  return newestFirst.find(({ effectiveFrom }) => effectiveFrom <= day) ?? newestFirst.at(-1)
}
