import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { requestHeaders } from '#shared/protocol/signing.ts'
import { claimedDesk, type DeskRequest, distrusted } from '../security/desk-request.ts'
import type { City, CityCode } from '../services/city.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'

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

/** The token of `Authorization: Bearer …`. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer (\S{1,200})$/i.exec(header ?? '')?.[1] ?? ''
}
