import type { CentreId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type CopiedHead, recordCopied } from '../store/record-copied.ts'
import type { Answer, City } from './city.ts'

/** What a checked copy holds may leave the desks; a city that is not durable itself lets nothing go. */
export async function confirmCopy(
  city: City,
  { heads }: { readonly heads: readonly CopiedHead[] },
): Answer<{ held: number }> {
  if (!city.store.durable) return refuse('not-ready', { field: 'database', reason: 'not-durable' })
  const byCentre = Map.groupBy(heads, ({ centreId }): CentreId => centreId)
  let held = 0
  for (const [centreId, of] of byCentre) {
    const told = of.map(({ deskId, epoch, hash, seq }) => ({ deskId, epoch, hash, seq }))
    const noted = await city.store.write([centreId], async (writer) =>
      ok(await recordCopied(writer, centreId, told)),
    )
    if (!noted.ok) return noted
    held += noted.value
  }
  return ok({ held })
}
