import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { requestHeaders, requestWindowMs } from '#shared/protocol/signing.ts'
import type { Route } from '../routes/contract.ts'
import { claimedDesk, type DeskRequest, type Trusted, trusted } from '../security/desk-request.ts'
import { isOfficeKey, readOfficeKey } from '../security/office-key.ts'
import type { City, CityCode } from '../services/city.ts'
import { uploadOnlyMs } from '../services/hello.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import { listEpochs } from '../store/queries/epoch.ts'
import { findOfficeBySelector, type OfficeRow } from '../store/queries/office.ts'
import { recordRequest } from '../store/record-epoch.ts'
import { type Reader, reach, type Writer } from '../store/store.ts'

/** `fenced`: it holds the key of an earlier log of this desk, sealed since. */
export type DeskCaller = DeskRow & { readonly fenced: boolean }

/** Nonces are kept for twice the window, in the database: a restart forgets none (security.md 5.1). */
const nonceKeptMs = 2 * requestWindowMs

/** The desk behind a request, when the city knows it, it signed these very bytes, and not before now. */
export async function deskBehind(
  city: City,
  request: DeskRequest,
  route: Pick<Route, 'whenFenced' | 'whenRevoked'>,
): Promise<Result<DeskCaller, CityCode>> {
  const deskId = claimedDesk(request)
  if (deskId === undefined || deskId.length > 40)
    return refuse('E_AUTH', { field: requestHeaders.desk, reason: 'signature-missing' })
  // Of no centre yet: it is the desk that tells which one.
  const caller = await city.store.write([], (writer) => signer(city, writer, request, deskId))
  if (!caller.ok) return caller
  const { fenced, ...desk } = caller.value
  if (fenced && !route.whenFenced) return refuse('E_EPOCH_FENCED', { field: requestHeaders.desk })
  // What an earlier key may still do, fetch a log and begin anew, is no matter of the certificate it had.
  if (!fenced && desk.certificateEndsMs !== null && city.nowMs() >= desk.certificateEndsMs)
    return refuse('E_CERT_OVER', { field: requestHeaders.desk })
  if (desk.revokedMs !== null) {
    if (city.nowMs() >= desk.revokedMs + uploadOnlyMs)
      return refuse('E_EPOCH_FENCED', { field: requestHeaders.desk, reason: 'sealed' })
    if (!route.whenRevoked) return refuse('E_REVOKED_UPLOAD_ONLY', { field: requestHeaders.desk })
  }
  return ok(caller.value)
}

/** Whose key signed the request, now or in an earlier life of the desk. */
async function signer(
  city: City,
  writer: Writer,
  request: DeskRequest,
  deskId: string,
): Promise<Result<DeskCaller, CityCode>> {
  const desk = await findDesk(writer, deskId)
  // A database older than the desk's newest log cannot judge it; the desk shows its certificate.
  if (!desk || desk.epoch < city.roster.epochOf(deskId))
    return refuse('E_AUTH', { field: requestHeaders.desk, reason: 'desk-unknown' })
  const now = trusted(request, desk.publicKey)
  const fenced = 'field' in now
  const believed = fenced ? await earlierKey(writer, request, desk) : now
  if (!believed) {
    const field = fenced ? now.field : requestHeaders.signature
    return refuse('E_AUTH', { field, reason: 'signature-wrong' })
  }
  const fresh = await firstTime(city, writer, desk, believed)
  return fresh.ok ? ok({ ...desk, fenced }) : fresh
}

async function earlierKey(reader: Reader, request: DeskRequest, { deskId, publicKey }: DeskRow) {
  for (const life of await listEpochs(reader, deskId)) {
    if (life.sealedSeq === null || life.publicKey === publicKey) continue
    const believed = trusted(request, life.publicKey)
    if (!('field' in believed)) return believed
  }
  return undefined
}

/**
 * In the city's time, and never seen before. A desk of version 1 promises neither, because its clock may
 * be years off; one that has once spoken version 2 is not spoken for in version 1 again.
 */
async function firstTime(
  city: City,
  writer: Writer,
  desk: DeskRow,
  { createdMs, nonce, profile }: Trusted,
): Promise<Result<undefined, CityCode>> {
  if (profile === 1)
    return desk.profile === 1
      ? ok(undefined)
      : refuse('E_AUTH', { field: requestHeaders.profile, reason: 'profile-older' })
  const nowMs = city.nowMs()
  if (Math.abs(createdMs - nowMs) > requestWindowMs)
    return refuse('E_AUTH', { field: requestHeaders.created, reason: 'clock' })
  await reach(writer, [desk.centreId])
  return (await recordRequest(writer, desk, nonce, nowMs, nonceKeptMs, desk.profile))
    ? ok(undefined)
    : refuse('E_AUTH', { field: requestHeaders.nonce, reason: 'replayed' })
}

/** The office whose key this is. What is wrong with a key is not told apart, but for one that was revoked. */
export async function officeBehind(city: City, key: string): Promise<Result<OfficeRow, CityCode>> {
  const tried = readOfficeKey(key)
  const office =
    tried && (await city.store.read('city', (reader) => findOfficeBySelector(reader, tried.selector)))
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
