import { keepCertificateNote } from '#main/store/notes/certificate.ts'
import { findCertificate, getCertificateNote } from '#main/store/queries/certificate.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { certificateWarnMs } from '#shared/domain/certificate.ts'
import { ok } from '#shared/kernel/result.ts'
import { type Desk, person } from './desk.ts'
import { checkPin } from './staff.ts'

/** How long the city vouches for this desk; said early enough that somebody can do something about it. */
export function state(desk: Desk): Answer<'certificate.state'> {
  return desk.store.read((reader) => {
    const { code, overMs, refused } = getCertificateNote(reader)
    const endsMs = findCertificate(reader)?.endsMs
    const nowMs = desk.seams.wallMs()
    const isOver = overMs !== null || (endsMs !== undefined && endsMs <= nowMs)
    const ends = endsMs !== undefined && endsMs - nowMs < certificateWarnMs
    return ok({
      standing: isOver ? 'OVER' : ends ? 'ENDS_SOON' : 'GOOD',
      ...(endsMs === undefined ? {} : { endsMs }),
      asked: code !== null,
      ...(refused === null ? {} : { refused }),
    })
  })
}

/** The manager has a code of the city office for this very desk; the log and its key stay. */
export async function renew(
  desk: Desk,
  { code, pin }: Input<'certificate.renew'>,
): Promise<Answer<'certificate.renew'>> {
  const known = await checkPin(desk, person(desk).staffId, pin)
  if (!known.ok) return known
  return desk.store.write((writer) => {
    keepCertificateNote(writer, { code, refused: null })
    desk.hint('sync-now')
    return ok({})
  })
}
