import { ok, refuse } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import { listHeldArrivals, listLogsWithHeld } from '../store/queries/held.ts'
import { lockLog } from '../store/record.ts'
import { recordHeldAgain } from '../store/record-held.ts'
import type { City } from './city.ts'

type Log = Awaited<ReturnType<typeof listLogsWithHeld>>[number]

/**
 * Tries once more what waits: a city that was updated may know the kind it did not know before.
 *
 * Runs when a city starts. Answers how many entries took effect. As long as some do: what one log waits for may
 * stand in another.
 */
export async function retryHeld(city: City): Promise<number> {
  for (let applied = 0; ; ) {
    let now = 0
    for (const log of await city.store.read('city', (reader) => listLogsWithHeld(reader)))
      now += await retryLog(city, log)
    applied += now
    if (now === 0) return applied
  }
}

async function retryLog(city: City, log: Log): Promise<number> {
  let applied = 0
  for (let afterSeq = 0; ; ) {
    const arrivals = await city.store.read([log.centreId], (reader) =>
      listHeldArrivals(reader, log, afterSeq, limits.maxEntries),
    )
    const [first, last] = [arrivals[0], arrivals.at(-1)]
    if (!first || !last) return applied
    const page = { arrivals, fromSeq: first.seq, throughSeq: last.seq }
    const tried = await city.store.write([log.centreId], async (writer) => {
      await lockLog(writer, log, noHash)
      const left = await recordHeldAgain(writer, log, log, page, { newId: city.newId, nowMs: city.nowMs() })
      // Undone when nothing moved, so that what waits keeps the time since when it waits.
      return left === arrivals.length ? refuse('still-held') : ok(arrivals.length - left)
    })
    if (tried.ok) applied += tried.value
    afterSeq = last.seq
  }
}
