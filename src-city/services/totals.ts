import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { CentreTotals } from '#shared/protocol/messages.ts'
import { countKinds, listHeads } from '../store/queries/totals.ts'
import type { Answer, City } from './city.ts'

type Span = { readonly from: string; readonly to: string; readonly desk?: DeskId | undefined }

/** Counted from the journal each time: a stored sum would be one more thing that can be wrong. */
export async function totalsOfCentre(
  city: City,
  centreId: CentreId,
  { from, to, desk }: Span,
): Answer<CentreTotals> {
  return city.store.read([centreId], async (reader) => {
    const kinds = await countKinds(reader, centreId, { from, to }, desk)
    return ok({ kinds, heads: await listHeads(reader, centreId, desk) })
  })
}
