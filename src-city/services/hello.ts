import { ok, refuse } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { type Hello, limits, type Welcome } from '#shared/protocol/messages.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import { findLogHead } from '../store/queries/log.ts'
import type { Answer, City } from './city.ts'

/**
 * Tells a desk how much of its log the city has, number and hash.
 *
 * The desk compares and decides: a city that knows less than it once acknowledged has lost its memory
 * and is sent everything again, a desk that knows less than the city was restored (sync.md C.8, C.16).
 */
export async function welcomeDesk(city: City, desk: DeskRow, { epoch }: Hello): Answer<Welcome> {
  if (epoch !== desk.epoch) return refuse('E_EPOCH_FENCED', { field: 'epoch' })
  const head = await city.store.read((reader) => findLogHead(reader, desk))
  return ok({
    cityId: city.identity.cityId,
    cityEpoch: city.identity.cityEpoch,
    logHead: { seq: head?.seq ?? 0, hash: head?.hash ?? noHash },
    durable: city.store.durable,
    cityMs: city.nowMs(),
    limits: { ...limits },
  })
}
