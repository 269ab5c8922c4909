import type { ItemRow } from '#main/store/queries/case.ts'
import { ItemFact, type ServiceItem } from '#shared/catalogue/schema.ts'
import type { Rules } from './desk.ts'

/** What a fact that nobody of the department has confirmed carries wherever it is printed. */
export const departmentSays = '（以部门答复为准）'

/** The catalogue's own entry of each item; one that a newer catalogue dropped has none. */
export function catalogued(rules: Rules, items: readonly ItemRow[]): readonly ServiceItem[] {
  return items.flatMap((item) => rules.catalogue.items.find(({ itemId }) => itemId === item.itemId) ?? [])
}

/** Whether a fact of any of these items still waits for the department. */
export function isOpen(rules: Rules, items: readonly ItemRow[], ...facts: readonly ItemFact[]): boolean {
  const known = catalogued(rules, items)
  return (
    known.length < items.length || known.some((item) => openFacts(item).some((fact) => facts.includes(fact)))
  )
}

function openFacts({ confirmed, unconfirmed }: ServiceItem): readonly ItemFact[] {
  return unconfirmed ?? (confirmed ? [] : ItemFact.options)
}
