import { type CatalogueFault, dangling, duplicates } from './catalogue-fault.ts'
import { type Condition, mentionsOf } from './condition.ts'
import type { Catalogue, OneMatter, Situation } from './schema.ts'

/** What can be wrong with one matter: its lead, its items, its questions and who waits for whom. */
export function checkMatter(catalogue: Catalogue, matter: OneMatter): readonly CatalogueFault[] {
  const path = `matters/${matter.matterId}`
  return [
    ...leadFaults(catalogue, matter, path),
    ...(matter.joined.length > 0
      ? []
      : [{ path, rule: 'nothing-joined' as const, sentence: `“${matter.name}”还没有关联任何事项。` }]),
    ...duplicates(`${path}/joined`, matter.joined, ({ itemId }) => itemId),
    ...duplicates(`${path}/situations`, matter.situations, ({ situationId }) => situationId),
    ...matter.situations.flatMap((situation) =>
      duplicates(
        `${path}/situations/${situation.situationId}`,
        situation.options,
        ({ optionId }) => optionId,
      ),
    ),
    ...joinedFaults(catalogue, matter, path),
    ...orderFaults(catalogue, matter, path),
    ...earlyQuestions(matter, path),
    ...conditionFaults(catalogue, matter, path),
  ]
}

function leadFaults(catalogue: Catalogue, matter: OneMatter, path: string): readonly CatalogueFault[] {
  if (!matter.leadDeptId) {
    return [{ path, rule: 'theme-without-lead', sentence: `“${matter.name}”没有填牵头部门。` }]
  }
  const known = catalogue.departments.some(({ deptId }) => deptId === matter.leadDeptId)
  return known ? [] : [dangling(path, '牵头部门', matter.leadDeptId)]
}

function joinedFaults(catalogue: Catalogue, matter: OneMatter, path: string): readonly CatalogueFault[] {
  const itemIds = new Set(catalogue.items.map(({ itemId }) => itemId))
  const joinedIds = new Set(matter.joined.map(({ itemId }) => itemId))
  return matter.joined.flatMap(({ dependsOn = [], itemId }) => [
    ...(itemIds.has(itemId) ? [] : [dangling(`${path}/joined/${itemId}`, '事项', itemId)]),
    ...dependsOn
      .filter((earlier) => !joinedIds.has(earlier))
      .map((earlier) => dangling(`${path}/joined/${itemId}`, '前置事项', earlier)),
  ])
}

/**
 * An item that, by way of others, would have to be finished before it can begin: because it is told to wait, or
 * because its papers are the results of others. Two items that each want the result of the other would ask the
 * applicant for neither and could never be begun.
 */
function orderFaults({ items }: Catalogue, { joined }: OneMatter, path: string): readonly CatalogueFault[] {
  const joinedIds = new Set(joined.map(({ itemId }) => itemId))
  const earlier = new Map(
    joined.map(({ dependsOn = [], itemId }) => {
      const lines = items.find((item) => item.itemId === itemId)?.lines ?? []
      const results = lines.flatMap(({ fromItem }) =>
        fromItem !== undefined && fromItem !== itemId && joinedIds.has(fromItem) ? [fromItem] : [],
      )
      return [itemId, [...dependsOn, ...results]] as const
    }),
  )
  return joined
    .filter(({ itemId }) => everythingBefore(itemId, earlier).has(itemId))
    .map(({ itemId }) => ({
      path: `${path}/joined/${itemId}`,
      rule: 'waits-for-itself',
      sentence: `事项“${itemId}”的前置关系绕成了圈，永远轮不到它办。`,
    }))
}

function everythingBefore(
  itemId: string,
  earlier: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [itemId]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const each of (earlier.get(next) ?? []).filter((id) => !found.has(id))) {
      found.add(each)
      open.push(each)
    }
  }
  return found
}

function earlyQuestions(matter: OneMatter, path: string): readonly CatalogueFault[] {
  return matter.situations.flatMap(({ question, situationId, when }, at) => {
    const earlier = new Set(matter.situations.slice(0, at).map((each) => each.situationId))
    const later = matter.situations.slice(at).map((each) => each.situationId)
    return mentionsOf(when)
      .filter((mention) => !earlier.has(mention.situationId) && later.includes(mention.situationId))
      .map((mention) => ({
        path: `${path}/situations/${situationId}`,
        rule: 'asks-too-early',
        sentence: `“${question}”要看“${mention.situationId}”的答案，应排在它后面。`,
      }))
  })
}

/** Conditions may only speak of questions and options that this matter really asks. */
function conditionFaults(catalogue: Catalogue, matter: OneMatter, path: string): readonly CatalogueFault[] {
  const places: (readonly [string, Condition | undefined])[] = [
    ...matter.situations.map(({ situationId, when }) => [`${path}/situations/${situationId}`, when] as const),
    ...matter.joined.map(({ itemId, when }) => [`${path}/joined/${itemId}`, when] as const),
  ]
  const joinedIds = new Set(matter.joined.map(({ itemId }) => itemId))
  for (const item of catalogue.items.filter(({ itemId }) => joinedIds.has(itemId))) {
    places.push(
      ...item.lines.map((line) => [`items/${item.itemId}/lines/${line.lineId}`, line.when] as const),
    )
    places.push(
      ...item.fields.map((field) => [`items/${item.itemId}/fields/${field.fieldId}`, field.when] as const),
    )
  }
  return places.flatMap(([place, when]) =>
    mentionsOf(when).flatMap(({ optionIds, situationId }) =>
      unknownIn(matter.situations, situationId, optionIds).map((id) => dangling(place, '情形', id)),
    ),
  )
}

function unknownIn(
  situations: readonly Situation[],
  situationId: string,
  optionIds: readonly string[],
): readonly string[] {
  const situation = situations.find((each) => each.situationId === situationId)
  if (!situation) return [situationId]
  const known = new Set(situation.options.map(({ optionId }) => optionId))
  return optionIds.filter((optionId) => !known.has(optionId)).map((optionId) => `${situationId}=${optionId}`)
}
