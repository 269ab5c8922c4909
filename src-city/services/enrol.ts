import { assert } from '#shared/kernel/fault.ts'
import { DeskId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Certificate, Enrol } from '#shared/protocol/messages.ts'
import { enrolmentProves } from '#shared/protocol/signing.ts'
import { readCode } from '../security/enrolment-code.ts'
import { findDesk } from '../store/queries/desk.ts'
import { type EnrolmentCode, findCodeForUse } from '../store/queries/enrolment-code.ts'
import { recordDesk, recordWrongTry } from '../store/record-roster.ts'
import type { Writer } from '../store/store.ts'
import type { Answer, City } from './city.ts'

/** An Ed25519 key in DER always begins like this; any other key would verify by another algorithm. */
const ed25519Key = /^MCowBQYDK2VwAyEA[\w-]{43}$/

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

  const tried = await city.store.write(async (writer) => {
    const code = await findCodeForUse(writer, parts.selector)
    if (!code || code.expiresMs <= city.nowMs() || code.triesLeft === 0) return ok(undefined)
    if (code.codeHash !== parts.codeHash) {
      await recordWrongTry(writer, parts.selector)
      return ok(undefined)
    }
    return ok(await certify(city, writer, code, input.deskKey))
  })
  if (!tried.ok) return tried
  return tried.value ? ok(tried.value) : refuse('E_ENROL_CODE', { field: 'code' })
}

async function certify(
  city: City,
  writer: Writer,
  code: EnrolmentCode,
  deskKey: string,
): Promise<Certificate | undefined> {
  const deskId = code.deskId ?? DeskId.parse(city.newId())
  if (!code.deskId) {
    const opened = { centreId: code.centreId, deskId, publicKey: deskKey }
    await recordDesk(writer, opened, code.codeHash, city.nowMs())
  }
  const desk = await findDesk(writer, deskId)
  assert(desk, 'a desk that was just recorded is found')
  if (desk.publicKey !== deskKey) return undefined
  const { centreId, centreName, deskPart, epoch, enrolledMs } = desk
  const { cityId, cityEpoch } = city.identity
  return { cityId, cityEpoch, deskId, centreId, centreName, deskPart, epoch, deskKey, issuedMs: enrolledMs }
}
