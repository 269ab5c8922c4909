import type { CentreId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { listDispositionsOfCentre } from '../store/queries/disposition.ts'
import type { Answer, City } from './city.ts'

type Listed = Awaited<ReturnType<typeof listDispositionsOfCentre>>

export async function dispositionsOfCentre(
  city: City,
  { centreId, limit }: { readonly centreId: CentreId; readonly limit: number },
): Answer<{ dispositions: Listed }> {
  return ok({
    dispositions: await city.store.read([centreId], (reader) =>
      listDispositionsOfCentre(reader, centreId, limit),
    ),
  })
}
