import type { OrderState } from '#shared/domain/assist.ts'
import { type LetterState, letterStateOn } from '#shared/domain/letter.ts'
import type { CentreId, DateText } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { countOrders, listLetterForces } from '../store/queries/assist.ts'
import type { Answer, City } from './city.ts'

/** Orders by state and letters by where they stand on a day; a letter that ran out needs nobody to notice it. */
export async function assistOfCentre(
  city: City,
  { centreId, on }: { readonly centreId: CentreId; readonly on: DateText },
): Answer<{ orders: Partial<Record<OrderState, number>>; letters: Partial<Record<LetterState, number>> }> {
  return city.store.read([centreId], async (reader) => {
    const letters: Partial<Record<LetterState, number>> = {}
    for (const letter of await listLetterForces(reader, centreId)) {
      const state = letterStateOn(letter, on)
      letters[state] = (letters[state] ?? 0) + 1
    }
    return ok({ orders: await countOrders(reader, centreId), letters })
  })
}
