import type { ItemFact, ServiceItem } from './schema.ts'

/** What is said beside a fact that no person of the department has confirmed. */
export const openWord = '以部门答复为准'

/**
 * Whether a fact of an item may be told to a citizen as it stands.
 *
 * An item that names its open facts is sure of the others; one that names none goes by `confirmed`.
 */
export function isConfirmed(
  { confirmed, unconfirmed }: Pick<ServiceItem, 'confirmed' | 'unconfirmed'>,
  fact: ItemFact,
): boolean {
  return unconfirmed === undefined ? confirmed : !unconfirmed.includes(fact)
}

/** The words as they may be printed: an open fact never stands bare. */
export function asFarAsKnown(words: string, confirmed: boolean): string {
  return confirmed || words.includes(openWord) ? words : `${words}（${openWord}）`
}
