import { certificateLifeMs, renewBeforeMs } from '#shared/domain/certificate.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import { recordCertificateEnd } from '../store/record-roster.ts'
import type { Answer, City } from './city.ts'
import { certificateOf } from './epoch.ts'

/**
 * Vouches for a desk anew, under the key it has: the log goes on as it is. Asked again, or too early, it gets the
 * certificate it has.
 */
export async function renewCertificate(city: City, { centreId, deskId }: DeskRow): Answer<Certificate> {
  return city.store.write([centreId], async (writer) => {
    const nowMs = city.nowMs()
    const known = await findDesk(writer, deskId)
    if (isDue(known?.certificateEndsMs ?? null, nowMs))
      await recordCertificateEnd(writer, { centreId, deskId }, nowMs + certificateLifeMs)
    const desk = await findDesk(writer, deskId)
    assert(desk, 'a desk that asks is on the roster')
    return ok(await certificateOf(city, writer, desk))
  })
}

function isDue(endsMs: number | null, nowMs: number): boolean {
  return endsMs === null || endsMs - nowMs < renewBeforeMs
}
