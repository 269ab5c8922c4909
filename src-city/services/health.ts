import { ok, refuse } from '#shared/kernel/result.ts'
import { recordProbe } from '../store/record-roster.ts'
import type { Answer, City } from './city.ts'

/**
 * Whether the city can take a batch now: the database writes and the disk has room.
 *
 * The state of the migrations needs no question here: a city on another state does not start.
 */
export async function readiness(city: City, disk: () => Promise<boolean>): Answer<{ ready: true }> {
  if (!(await disk())) return refuse('not-ready', { field: 'disk' })
  try {
    return await city.store.write('city', async (writer) => {
      await recordProbe(writer, city.nowMs())
      return ok({ ready: true })
    })
  } catch {
    return refuse('not-ready', { field: 'database' })
  }
}
