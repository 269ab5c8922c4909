import { type Carry, overHttp } from '#main/sync/carry.ts'
import { lineOf, push } from '#main/sync/city-client.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import type { Pressed } from '#main/sync/press.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { PushAck, Signed } from '#shared/protocol/messages.ts'

/** A batch as it went on the line, and the last entry in it. */
type Batch = { readonly pressed: Pressed; readonly last: number }
/** The log of a desk, batch after batch. */
export type RecordedLog = { readonly enrolled: Enrolled; readonly batches: readonly Batch[] }

/** Keeps every batch the city took, in their order. */
export function recordPushes(carry: Carry): { readonly carry: Carry; readonly batches: readonly Batch[] } {
  const batches: Batch[] = []
  return {
    batches,
    carry: async (address, request) => {
      const brought = await carry(address, request)
      const packing = request.headers['content-encoding']
      if (address.endsWith('/v1/push') && brought.status === 200 && request.body)
        batches.push({
          pressed: { bytes: request.body, packing: packing as Pressed['packing'] },
          last: PushAck.parse(JSON.parse(Signed.parse(JSON.parse(brought.text)).body)).received.seq,
        })
      return brought
    },
  }
}

/** As much of each as the shortest has, so that nobody is left alone at the end; the first half, and the rest. */
export function halved(logs: readonly RecordedLog[]): readonly [readonly Part[], readonly Part[]] {
  const most = Math.min(...logs.map(({ batches }) => batches.at(-1)?.last ?? 0))
  const between = (after: number, through: number) =>
    logs.map(({ batches, enrolled }) => ({
      enrolled,
      after: batches.findLast(({ last }) => last <= after)?.last ?? 0,
      batches: batches.filter(({ last }) => last > after && last <= through),
    }))
  return [between(0, most / 2), between(most / 2, most)]
}

type Part = RecordedLog & { readonly after: number }

/** All desks at the same time, each its own batches one after the other, signed as they go. */
export async function sendRecorded(
  url: string,
  parts: readonly Part[],
): Promise<{ readonly entries: number; readonly batches: number; readonly ms: number }> {
  const startedMs = performance.now()
  await Promise.all(parts.map((part) => sendLog(url, part)))
  return {
    entries: parts.reduce((sum, { after, batches }) => sum + (batches.at(-1)?.last ?? after) - after, 0),
    batches: parts.reduce((sum, { batches }) => sum + batches.length, 0),
    ms: performance.now() - startedMs,
  }
}

async function sendLog(url: string, { batches, enrolled }: RecordedLog): Promise<void> {
  const { certificate, cityKey, deskKey } = enrolled
  const seams = { wallMs: () => Date.now(), newId: () => uuidV7(Date.now()) }
  const ours = { cityUrl: url, cityKey, deskId: certificate.deskId, deskKey }
  const line = lineOf(ours, { carry: overHttp, idleMs: 60_000, seams })
  for (const { pressed } of batches) {
    const reply = await push(line, pressed)
    if (reply.type !== 'answer') throw new Error(`a batch was not taken: ${JSON.stringify(reply)}`)
  }
}
