import { type Carry, overHttp } from '#main/sync/carry.ts'
import { lineOf, push } from '#main/sync/city-client.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import type { Pressed } from '#main/sync/press.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'

/** The log of a desk as it went on the line, batch after batch. */
export type RecordedLog = {
  readonly enrolled: Enrolled
  readonly batches: readonly Pressed[]
  readonly entries: number
}

/** Keeps every batch the city took, in their order. */
export function recordPushes(carry: Carry): { readonly carry: Carry; readonly batches: readonly Pressed[] } {
  const batches: Pressed[] = []
  return {
    batches,
    carry: async (address, request) => {
      const brought = await carry(address, request)
      const packing = request.headers['content-encoding']
      if (address.endsWith('/v1/push') && brought.status === 200 && request.body)
        batches.push({ bytes: request.body, packing: packing as Pressed['packing'] })
      return brought
    },
  }
}

/** All desks at the same time, each its own batches one after the other, signed as they go; answers the milliseconds. */
export async function sendRecorded(url: string, logs: readonly RecordedLog[]): Promise<number> {
  const startedMs = performance.now()
  await Promise.all(logs.map((log) => sendLog(url, log)))
  return performance.now() - startedMs
}

async function sendLog(url: string, { batches, enrolled }: RecordedLog): Promise<void> {
  const { certificate, cityKey, deskKey } = enrolled
  const seams = { wallMs: () => Date.now(), newId: () => uuidV7(Date.now()) }
  const ours = { cityUrl: url, cityKey, deskId: certificate.deskId, deskKey }
  const line = lineOf(ours, { carry: overHttp, idleMs: 60_000, seams })
  for (const batch of batches) {
    const reply = await push(line, batch)
    if (reply.type !== 'answer') throw new Error(`a batch was not taken: ${JSON.stringify(reply)}`)
  }
}
