import { certificateLifeMs } from '#shared/domain/certificate.ts'
import { assert } from '#shared/kernel/fault.ts'
import { type CentreId, DeskId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
import type { Certificate, Enrol } from '#shared/protocol/messages.ts'
import { enrolmentProves } from '#shared/protocol/signing.ts'
import { readCode } from '../security/enrolment-code.ts'
import { findDesk, isFollowed } from '../store/queries/desk.ts'
import { type EnrolmentCode, findCodeForUse } from '../store/queries/enrolment-code.ts'
import { recordEpoch } from '../store/record-epoch.ts'
import {
  recordCertificateEnd,
  recordCodeUsed,
  recordDesk,
  recordDeskStatus,
  recordWrongTry,
  takePart,
} from '../store/record-roster.ts'
import { reach, type Writer } from '../store/store.ts'
import type { Answer, City } from './city.ts'
import { beginAnew, certificateOf, ed25519Key, readCertificate } from './epoch.ts'

/**
 * Lets a desk in against a one-time code.
 *
 * A wrong code is counted even though it is refused, so the count is committed and the refusal made
 * after. The same desk asking again with its used code gets its certificate once more: on a bad line
 * the first answer may never have arrived.
 */
export async function enrolDesk(city: City, input: Enrol): Answer<Certificate> {
  if (!ed25519Key.test(input.deskKey)) return refuse('input-malformed', { field: 'deskKey' })
  if (!enrolmentProves(input)) return refuse('E_SIG', { field: 'proof' })
  const parts = readCode(input.code)
  if (!parts) return refuse('E_ENROL_CODE', { field: 'code' })

  const tried = await city.store.write('city', async (writer) => {
    const code = await findCodeForUse(writer, parts.selector)
    // Only an unused code runs out: who used it in time may not have seen the answer.
    if (!code || code.triesLeft === 0) return ok(undefined)
    if (!code.deskId && code.expiresMs <= city.nowMs()) return ok(undefined)
    if (code.codeHash !== parts.codeHash) {
      await recordWrongTry(writer, parts.selector)
      return ok(undefined)
    }
    return ok(await certify(city, writer, code, input))
  })
  if (!tried.ok) return tried
  return tried.value ? ok(tried.value) : refuse('E_ENROL_CODE', { field: 'code' })
}

async function certify(
  city: City,
  writer: Writer,
  code: EnrolmentCode,
  { before, deskKey }: Enrol,
): Promise<Certificate | undefined> {
  const { centreId, forDesk } = code
  const earlier = before && readCertificate(city, before)
  const nowMs = city.nowMs()
  if (code.deskId) {
    const desk = await findDesk(writer, code.deskId)
    return desk?.publicKey === deskKey ? certificateOf(city, writer, desk) : undefined
  }
  // Who shows the key it has wants more time for it: only with a code for that very desk.
  if (earlier?.deskKey === deskKey && earlier.deskId !== forDesk) return undefined
  if (forDesk) {
    const desk = await findDesk(writer, forDesk)
    if (!desk) return undefined
    await reach(writer, [desk.centreId])
    await recordCodeUsed(writer, code, forDesk)
    if (desk.publicKey === deskKey) {
      const certificateEndsMs = nowMs + certificateLifeMs
      await recordCertificateEnd(writer, desk, certificateEndsMs)
      return certificateOf(city, writer, { ...desk, certificateEndsMs })
    }
    // Stopped because its machine was gone, and now given to another machine under another key: in use again. Whoever
    // has the old key is behind the fence.
    if (desk.status === 'REVOKED') {
      city.roster.noteRevoked(forDesk, null)
      await recordDeskStatus(writer, forDesk, 'ACTIVE', null)
    }
    return beginAnew(city, writer, desk, { deskKey, reason: 'REENROLLED' })
  }
  const deskId = DeskId.parse(city.newId())
  const deskPart = await takePart(writer, centreId, city.roster)
  const epoch = (earlier?.epoch ?? 0) + 1
  const life = { centreId, deskId, epoch, deskPart, publicKey: deskKey }
  const inPlaceOf = earlier ? await followed(writer, centreId, earlier) : []
  await recordDesk(writer, { ...life, inPlaceOf, certificateEndsMs: nowMs + certificateLifeMs }, nowMs)
  await recordEpoch(writer, { ...life, reason: 'ENROLLED', openedMs: nowMs })
  // A machine that was another desk before brings acts with that desk's numbers: known, and nothing more.
  if (earlier)
    await recordEpoch(writer, {
      centreId,
      deskId,
      epoch: earlier.epoch,
      deskPart: earlier.deskPart,
      publicKey: earlier.deskKey,
      reason: 'PREDECESSOR',
      openedMs: earlier.issuedMs,
      sealedSeq: 0,
      sealedHash: noHash,
    })
  await recordCodeUsed(writer, code, deskId)
  const desk = await findDesk(writer, deskId)
  assert(desk, 'a desk that was just recorded is found')
  return certificateOf(city, writer, desk)
}

/**
 * The revoked desks whose cases go with the machine: its own last life, and those it stood for itself. A copy that
 * was left behind, and the second machine of one name, bring none along.
 */
async function followed(
  writer: Writer,
  centreId: CentreId,
  earlier: Pick<Certificate, 'deskId' | 'epoch'>,
): Promise<readonly DeskId[]> {
  const desk = await findDesk(writer, earlier.deskId)
  const isLast = desk?.status === 'REVOKED' && desk.centreId === centreId && desk.epoch === earlier.epoch
  if (!isLast || (await isFollowed(writer, desk))) return []
  return [...desk.inPlaceOf, desk.deskId]
}
