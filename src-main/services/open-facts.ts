import type { ItemRow } from '#main/store/queries/case.ts'
import { asFarAsKnown, isConfirmed, openWord } from '#shared/catalogue/confirmed.ts'
import type { ItemFact, ServiceItem } from '#shared/catalogue/schema.ts'
import type { Rules } from './desk.ts'

/** What a fact that nobody of the department has confirmed carries wherever it is printed. */
export const departmentSays = `（${openWord}）`

/** The catalogue's own entry of each item; one that a newer catalogue dropped has none. */
export function catalogued(rules: Rules, items: readonly ItemRow[]): readonly ServiceItem[] {
  return items.flatMap((item) => rules.catalogue.items.find(({ itemId }) => itemId === item.itemId) ?? [])
}

/** Whether a fact of any of these items still waits for the department. */
export function isOpen(rules: Rules, items: readonly ItemRow[], ...facts: readonly ItemFact[]): boolean {
  const known = catalogued(rules, items)
  return known.length < items.length || known.some((item) => facts.some((fact) => !isConfirmed(item, fact)))
}

/** The words of a fact of one item as they may be printed; what is open never stands bare. */
export function told(rules: Rules, item: ItemRow, fact: ItemFact, words: string): string {
  return asFarAsKnown(words, !isOpen(rules, [item], fact))
}

/** A day that rests on an open limit says so in the brackets of its weekday, beside 暂定. */
export function toldDay(rules: Rules, item: ItemRow, day: string): string {
  if (!isOpen(rules, [item], endsBy(item)) || day.includes(openWord)) return day
  return day.endsWith('）') ? `${day.slice(0, -1)}，${openWord}）` : `${day}${departmentSays}`
}

/** The fact that the end of an item rests on. */
export function endsBy({ clocks }: ItemRow): ItemFact {
  return clocks.promisedDue ? 'promised' : 'statutory'
}
