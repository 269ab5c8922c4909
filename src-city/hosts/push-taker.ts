import { uuidV7 } from '#shared/crypto/uuid.ts'
import { refuse } from '#shared/kernel/result.ts'
import type { Push } from '#shared/protocol/messages.ts'
import { inputOf } from '../routes/input.ts'
import { type BatchTaker, pushBatch } from '../services/push.ts'
import { isOutage, outageSaid, sqlStateOf } from '../store/outage.ts'
import { openServer } from '../store/server-pool.ts'
import { Store } from '../store/store.ts'
import type { Came, Given, ThreadSettings } from './push-threads.ts'

/** What a push thread does with what it is given; a fault comes back as words, because an error loses its code on the way. */
export function batchTaker(
  { cityEpoch, databaseUrl, poolSize }: ThreadSettings,
  onLost: (code: string) => void,
): { readonly take: (given: Given) => Promise<Came>; readonly close: () => Promise<void> } {
  const nowMs = () => Date.now()
  const newId = () => uuidV7(nowMs())
  let opening: Promise<Store> | undefined
  // With the first batch: a thread that begins while the database is away takes the one after it.
  const opened = () =>
    (opening ??= openServer(databaseUrl, poolSize, onLost).then(
      (database) => new Store(database),
      (error: unknown) => {
        opening = undefined
        throw error
      },
    ))
  return {
    take: async ({ body, desk, packing }) => {
      try {
        const input = await inputOf('push', { body, packing, params: {}, query: {} })
        if (!input.ok) return { answer: input }
        const city: BatchTaker = { store: await opened(), nowMs, newId, identity: { cityEpoch } }
        return { answer: await pushBatch(city, desk, input.value as Push) }
      } catch (error) {
        if (isOutage(error)) return { answer: refuse(outageSaid.code, outageSaid.detail) }
        const { name, stack = '' } = error as Error
        return { fault: { code: sqlStateOf(error), name, stack } }
      }
    },
    // One that could not be opened has nothing to close.
    close: async () => (await opening?.catch(() => undefined))?.close(),
  }
}
