import { eq } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { centre } from '../tables/centre.ts'

export async function findCentre(
  reader: Reader,
  centreId: CentreId,
): Promise<{ readonly centreId: CentreId; readonly name: string } | undefined> {
  const [row] = await reader
    .select({ centreId: centre.centreId, name: centre.name })
    .from(centre)
    .where(eq(centre.centreId, centreId))
  return row
}
