import type { CentreId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { listCustody, sumCustody } from '../store/queries/custody.ts'
import type { Answer, City } from './city.ts'

type Page = { readonly after: string; readonly limit: number }

/** What a centre answers for: the sum of its things, and a page of them with where each one is. */
export async function custodyOfCentre(
  city: City,
  centreId: CentreId,
  { after, limit }: Page,
): Answer<{
  totals: Awaited<ReturnType<typeof sumCustody>>
  things: Awaited<ReturnType<typeof listCustody>>
  next: string | null
}> {
  return city.store.read([centreId], async (reader) => {
    const found = await listCustody(reader, centreId, after, limit + 1)
    const things = found.slice(0, limit)
    const next = found.length > limit ? (things.at(-1)?.thingId ?? null) : null
    return ok({ totals: await sumCustody(reader, centreId), things, next })
  })
}
