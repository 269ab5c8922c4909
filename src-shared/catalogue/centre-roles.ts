import { z } from 'zod'
import { CentreRole } from '#shared/domain/item-case.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import { type CatalogueFault, dangling } from './catalogue-fault.ts'
import type { Catalogue } from './schema.ts'

/**
 * Which centre does more or less with an item than most: `{ centre: { item: role } }`.
 *
 * What a centre may do is a property of item and centre (domain.md 3.1); the role that stands with the
 * item is that of a township without any agreement of its own.
 */
export const CentreRoles = z.record(z.string(), z.record(z.string(), CentreRole)).readonly()
export type CentreRoles = z.infer<typeof CentreRoles>

/** The catalogue as one centre works by it. */
export function withCentreRoles(
  catalogue: Catalogue,
  roles: CentreRoles | undefined,
  centreId: string,
): Catalogue {
  const own = roles && Object.hasOwn(roles, centreId) ? roles[centreId] : undefined
  if (!own) return catalogue
  return {
    ...catalogue,
    items: catalogue.items.map((item) => {
      const role = Object.hasOwn(own, item.itemId) ? own[item.itemId] : undefined
      return role ? { ...item, role } : item
    }),
  }
}

export function checkCentreRoles(catalogue: Catalogue, roles: CentreRoles): readonly CatalogueFault[] {
  const known = new Set(catalogue.items.map(({ itemId }) => itemId))
  return Object.entries(roles).flatMap(([centreId, items]) => {
    const path = `centreRoles/${centreId}`
    const wrong = CentreId.safeParse(centreId).success
      ? []
      : [{ path, rule: 'shape' as const, sentence: `“${centreId}”不是中心编号，应为9位或12位区划代码。` }]
    return [
      ...wrong,
      ...Object.keys(items)
        .filter((itemId) => !known.has(itemId))
        .map((itemId) => dangling(`${path}/${itemId}`, '事项', itemId)),
    ]
  })
}
