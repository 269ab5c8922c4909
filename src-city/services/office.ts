import { ok, refuse } from '#shared/kernel/result.ts'
import { officeKeyBytes, readOfficeKey, writeOfficeKey } from '../security/office-key.ts'
import { listAudit, listOffices } from '../store/queries/office.ts'
import { recordAudit, recordOffice, recordOfficeStatus } from '../store/record-office.ts'
import type { Answer, City } from './city.ts'

/** A department gets a key for its office. It is shown once; only its hash stays. */
export async function openOffice(
  city: City,
  { area, name }: { readonly name: string; readonly area: string },
): Answer<{ officeId: string; name: string; area: string; key: string }> {
  const key = writeOfficeKey(city.chance(officeKeyBytes))
  const parts = readOfficeKey(key)
  if (!parts) return refuse('city-fault')
  const officeId = city.newId()
  const createdMs = city.nowMs()
  return city.store.write('city', async (writer) => {
    await recordOffice(writer, { officeId, name, area, ...parts, status: 'ACTIVE', createdMs })
    await recordAudit(writer, {
      auditId: city.newId(),
      officeId,
      atMs: createdMs,
      what: 'office-opened',
      code: 'ok',
    })
    return ok({ officeId, name, area, key })
  })
}

export async function officesOfCity(
  city: City,
): Answer<{ offices: Awaited<ReturnType<typeof listOffices>> }> {
  return ok({ offices: await city.store.read('city', (reader) => listOffices(reader)) })
}

/** What this office asked and what it was answered, newest first. */
export async function auditOfOffice(
  city: City,
  { limit, officeId }: { readonly officeId: string; readonly limit: number },
): Answer<{ acts: Awaited<ReturnType<typeof listAudit>> }> {
  return ok({ acts: await city.store.read('city', (reader) => listAudit(reader, officeId, limit)) })
}

/** From its next request on a revoked key opens nothing; what it did stays. */
export async function setOfficeStatus(
  city: City,
  { officeId, status }: { readonly officeId: string; readonly status: 'ACTIVE' | 'REVOKED' },
): Answer<{ officeId: string; status: 'ACTIVE' | 'REVOKED' }> {
  return city.store.write('city', async (writer) => {
    if (!(await recordOfficeStatus(writer, officeId, status)))
      return refuse('not-found', { field: 'officeId' })
    await recordAudit(writer, {
      auditId: city.newId(),
      officeId,
      atMs: city.nowMs(),
      what: status === 'ACTIVE' ? 'office-admitted' : 'office-revoked',
      code: 'ok',
    })
    return ok({ officeId, status })
  })
}
