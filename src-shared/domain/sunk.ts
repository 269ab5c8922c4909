/** An item of a case with the items its result builds on. */
type Built = { readonly itemId: string; readonly name: string; readonly dependsOn: readonly string[] }

/**
 * Which items of a case have nothing left to build on, each with the names of what failed.
 *
 * One refused item sinks no other but those that need its result (domain.md 3.2). Where several are
 * named they are often alternatives, as 低保 or 特困 before a rent subsidy: so an item is sunk only when
 * every one of them that is part of the case came to nothing, be it that it was sunk itself.
 */
export function sunkItems(
  items: readonly Built[],
  failed: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(items.map((item) => [item.itemId, item]))
  const found = new Map<string, readonly string[]>()
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { dependsOn, itemId } of items) {
      const earlier = dependsOn.flatMap((id) => byId.get(id) ?? [])
      const lost = earlier.filter((each) => failed.has(each.itemId) || found.has(each.itemId))
      if (earlier.length > 0 && lost.length === earlier.length)
        found.set(
          itemId,
          lost.map(({ name }) => name),
        )
    }
  }
  return found
}
