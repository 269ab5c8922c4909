import { fingerprint } from '#shared/crypto/suite.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { alarmsOf, type DeskAlarm } from '../fleet/alarms.ts'
import { readCode, writeCode } from '../security/enrolment-code.ts'
import { findCentre } from '../store/queries/centre.ts'
import { type DeskRow, findDesk, listDesks } from '../store/queries/desk.ts'
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
  return city.store.write('city', async (writer) => {
    await recordCentre(writer, centre, city.nowMs())
    return ok({ centreId: centre.centreId, name: centre.name })
  })
}

type NewCode = { code: string; expiresMs: number; cityKey: string; cityFingerprint: string }

/** Shown once and stored hashed; whoever hands it over hands over the fingerprint of the city with it. */
export async function makeEnrolmentCode(
  city: City,
  {
    centreId,
    deskId,
    ttlMs = dayMs,
  }: {
    readonly centreId: CentreId
    readonly deskId?: DeskId | undefined
    readonly ttlMs?: number | undefined
  },
): Answer<NewCode> {
  const expiresMs = city.nowMs() + ttlMs
  return city.store.write('city', async (writer) => {
    if (!(await findCentre(writer, centreId))) return refuse('not-found', { field: 'centreId' })
    if (deskId && (await findDesk(writer, deskId))?.centreId !== centreId)
      return refuse('not-found', { field: 'deskId' })
    for (let tries = 0; tries < makeTries; tries++) {
      const code = writeCode(city.chance(16))
      const parts = readCode(code)
      assert(parts, 'a code that was just written can be read')
      const made = { centreId, ...parts, expiresMs, triesLeft: codeTries, forDesk: deskId ?? null }
      if (!(await recordCode(writer, made))) continue
      const { publicKey } = city.identity
      return ok({ code, expiresMs, cityKey: publicKey, cityFingerprint: fingerprint(publicKey) })
    }
    return refuse('E_BUSY')
  })
}

type FleetDesk = Awaited<ReturnType<typeof listDesks>>[number]

/** The fleet: every desk, and what somebody has to look at. */
export async function desksOfCity(
  city: City,
): Answer<{ durable: boolean; nowMs: number; desks: (FleetDesk & { alarms: DeskAlarm[] })[] }> {
  const nowMs = city.nowMs()
  const desks = await city.store.read('city', (reader) => listDesks(reader, desksMax))
  return ok({
    durable: city.store.durable,
    nowMs,
    desks: desks.map((desk) => ({ ...desk, alarms: [...alarmsOf(desk, nowMs)] })),
  })
}

/**
 * A desk that was stolen or handed back: from its next request on it may only hand in what it has, and
 * after thirty days nothing at all (sync.md C.19). Noted outside the database too, so that no backup lets
 * it in again.
 */
export async function setDeskStatus(
  city: City,
  { deskId, status }: Pick<DeskRow, 'status'> & { readonly deskId: string },
): Answer<{ deskId: string; status: DeskRow['status'] }> {
  return city.store.write('city', async (writer) => {
    const known = await findDesk(writer, deskId)
    if (!known) return refuse('not-found', { field: 'deskId' })
    const revokedMs = status === 'REVOKED' ? (known.revokedMs ?? city.nowMs()) : null
    city.roster.noteRevoked(deskId, revokedMs)
    if (status !== known.status) await recordDeskStatus(writer, deskId, status, revokedMs)
    return ok({ deskId, status })
  })
}
