import { fingerprint } from '#shared/crypto/suite.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { readCode, writeCode } from '../security/enrolment-code.ts'
import { findCentre } from '../store/queries/centre.ts'
import { type DeskRow, listDesks } from '../store/queries/desk.ts'
import { recordCentre, recordCode, recordDeskStatus } from '../store/record-roster.ts'
import type { Answer, City } from './city.ts'

const dayMs = 86_400_000
const codeTries = 5
const desksMax = 5_000
const makeTries = 8

export async function putCentre(
  city: City,
  centre: { readonly centreId: CentreId; readonly name: string },
): Answer<{ centreId: CentreId; name: string }> {
  return city.store.write(async (writer) => {
    await recordCentre(writer, centre, city.nowMs())
    return ok({ centreId: centre.centreId, name: centre.name })
  })
}

type NewCode = { code: string; expiresMs: number; cityKey: string; cityFingerprint: string }

/** Shown once and stored hashed; whoever hands it over hands over the fingerprint of the city with it. */
export async function makeEnrolmentCode(
  city: City,
  { centreId, ttlMs = dayMs }: { readonly centreId: CentreId; readonly ttlMs?: number | undefined },
): Answer<NewCode> {
  const expiresMs = city.nowMs() + ttlMs
  return city.store.write(async (writer) => {
    if (!(await findCentre(writer, centreId))) return refuse('not-found', { field: 'centreId' })
    for (let tries = 0; tries < makeTries; tries++) {
      const code = writeCode(city.chance(16))
      const parts = readCode(code)
      assert(parts, 'a code that was just written can be read')
      if (!(await recordCode(writer, { centreId, ...parts, expiresMs, triesLeft: codeTries }))) continue
      const { publicKey } = city.identity
      return ok({ code, expiresMs, cityKey: publicKey, cityFingerprint: fingerprint(publicKey) })
    }
    return refuse('E_BUSY')
  })
}

export async function desksOfCity(city: City): Answer<{ desks: Awaited<ReturnType<typeof listDesks>> }> {
  return ok({ desks: await city.store.read((reader) => listDesks(reader, desksMax)) })
}

/** A desk that was stolen or handed back: from its next request on the city no longer knows its key. */
export async function setDeskStatus(
  city: City,
  { deskId, status }: Pick<DeskRow, 'status'> & { readonly deskId: string },
): Answer<{ deskId: string; status: DeskRow['status'] }> {
  return city.store.write(async (writer) =>
    (await recordDeskStatus(writer, deskId, status))
      ? ok({ deskId, status })
      : refuse('not-found', { field: 'deskId' }),
  )
}
