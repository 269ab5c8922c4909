import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { requestHeaders } from '#shared/protocol/signing.ts'
import { claimedDesk, type DeskRequest, distrusted } from '../security/desk-request.ts'
import { isOfficeKey, readOfficeKey } from '../security/office-key.ts'
import type { City, CityCode } from '../services/city.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import { findOfficeBySelector, type OfficeRow } from '../store/queries/office.ts'

/** The desk behind a request, when the city knows it and it signed these very bytes. */
export async function deskBehind(city: City, request: DeskRequest): Promise<Result<DeskRow, CityCode>> {
  const deskId = claimedDesk(request)
  if (deskId === undefined || deskId.length > 40)
    return refuse('E_AUTH', { field: requestHeaders.desk, reason: 'signature-missing' })
  const desk = await city.store.read((reader) => findDesk(reader, deskId))
  if (!desk) return refuse('E_AUTH', { field: requestHeaders.desk, reason: 'desk-unknown' })
  const field = distrusted(request, desk.publicKey)
  if (field) return refuse('E_AUTH', { field, reason: 'signature-wrong' })
  if (desk.status !== 'ACTIVE')
    return refuse('E_AUTH', { field: requestHeaders.desk, reason: 'desk-revoked' })
  return ok(desk)
}

/** The office whose key this is. What is wrong with a key is not told apart, but for one that was revoked. */
export async function officeBehind(city: City, key: string): Promise<Result<OfficeRow, CityCode>> {
  const tried = readOfficeKey(key)
  const office = tried && (await city.store.read((reader) => findOfficeBySelector(reader, tried.selector)))
  if (!office || !isOfficeKey(office.keyHash, tried))
    return refuse('E_AUTH', { field: 'authorization', reason: 'office-unknown' })
  if (office.status !== 'ACTIVE')
    return refuse('E_AUTH', { field: 'authorization', reason: 'office-revoked' })
  return ok(office)
}

/** The token of `Authorization: Bearer …`. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer (\S{1,200})$/i.exec(header ?? '')?.[1] ?? ''
}
