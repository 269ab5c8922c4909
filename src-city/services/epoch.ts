import { certificateLifeMs } from '#shared/domain/certificate.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { DeskId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { type EpochReason, type LogPage, logPageLimits, type OpenEpoch } from '#shared/protocol/epoch.ts'
import {
  type Certificate,
  Certificate as CertificateShape,
  type SealedLog,
  type Signed,
} from '#shared/protocol/messages.ts'
import { keyProves } from '#shared/protocol/signing.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import { listEpochs } from '../store/queries/epoch.ts'
import { findLogHead, listLogEntries } from '../store/queries/log.ts'
import { lockLog } from '../store/record.ts'
import { recordCurrent, recordEpoch, recordSeal, recordSealedBefore } from '../store/record-epoch.ts'
import { recordAdopted, recordDeskStatus, takePart } from '../store/record-roster.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Answer, City, CityCode } from './city.ts'

/** An Ed25519 key in DER always begins like this; any other key would verify by another algorithm. */
export const ed25519Key = /^MCowBQYDK2VwAyEA[\w-]{43}$/

/**
 * Seals a desk's log at the head both sides know and opens the next one under a new key.
 *
 * The desk may have asked before and never seen the answer: with the same new key it gets the same
 * certificate, although its old key is behind the fence by now.
 */
export async function openEpoch(
  city: City,
  desk: DeskRow & { readonly fenced?: boolean },
  input: OpenEpoch,
): Answer<Certificate> {
  if (!ed25519Key.test(input.deskKey)) return refuse('input-malformed', { field: 'deskKey' })
  if (!keyProves(input.deskKey, input.proof)) return refuse('E_SIG', { field: 'proof' })
  return city.store.write([desk.centreId], async (writer) => {
    const now = await findDesk(writer, desk.deskId)
    assert(now, 'a desk that asks is on the roster')
    if (now.publicKey === input.deskKey) return ok(await certificateOf(city, writer, now))
    if (desk.fenced || input.epoch !== now.epoch) return refuse('E_EPOCH_FENCED', { field: 'epoch' })
    const head = await lockLog(writer, now, noHash)
    if (head.seq !== input.head.seq || head.hash !== input.head.hash)
      return refuse(head.seq > input.head.seq ? 'E_ROLLED_BACK' : 'E_FORKED', {
        seq: String(head.seq),
        hash: head.hash,
      })
    const { deskKey, reason } = input
    return ok(await beginAnew(city, writer, now, { deskKey, reason }))
  })
}

/** The next life of a log, sealed where the city has it: a code of the city's own stands behind it. */
export async function beginAnew(
  city: City,
  writer: Writer,
  desk: DeskRow,
  { deskKey, reason }: { readonly deskKey: string; readonly reason: EpochReason },
): Promise<Certificate> {
  const { centreId, deskId } = desk
  const head = await lockLog(writer, desk, noHash)
  await recordSeal(writer, desk, head)
  const epoch = Math.max(desk.epoch, city.roster.epochOf(deskId)) + 1
  city.roster.noteEpoch(deskId, epoch)
  const deskPart = await takePart(writer, centreId, city.roster)
  const nowMs = city.nowMs()
  const life = { centreId, deskId, epoch }
  await recordEpoch(writer, { ...life, deskPart, publicKey: deskKey, reason, openedMs: nowMs })
  await recordCurrent(writer, life, {
    deskPart,
    publicKey: deskKey,
    certificateEndsMs: nowMs + certificateLifeMs,
  })
  const now = await findDesk(writer, deskId)
  assert(now, 'a desk that was just written is found')
  return certificateOf(city, writer, now)
}

/** What the city vouches for about a desk as it stands. */
export async function certificateOf(city: City, reader: Reader, desk: DeskRow): Promise<Certificate> {
  const {
    centreId,
    centreName,
    certificateEndsMs,
    deskId,
    deskPart,
    enrolledMs,
    epoch,
    inPlaceOf,
    publicKey,
  } = desk
  const { cityEpoch, cityId, sealKey } = city.identity
  const lives = await listEpochs(reader, deskId)
  const before: SealedLog[] = lives.flatMap((life) =>
    life.sealedSeq === null || life.sealedHash === null
      ? []
      : [
          {
            centreId: life.centreId,
            epoch: life.epoch,
            deskPart: life.deskPart,
            seq: life.sealedSeq,
            hash: life.sealedHash,
          },
        ],
  )
  return {
    cityId,
    cityEpoch,
    deskId,
    centreId,
    centreName,
    deskPart,
    epoch,
    deskKey: publicKey,
    issuedMs: lives.find((life) => life.epoch === epoch)?.openedMs ?? enrolledMs,
    ...(certificateEndsMs === null ? {} : { endsMs: certificateEndsMs }),
    ...(before.length > 0 ? { before } : {}),
    ...(inPlaceOf.length > 0 ? { inPlaceOf: [...inPlaceOf] } : {}),
    sealKey,
  }
}

/** What this city once signed for, or nothing: another's certificate is no certificate. */
export function readCertificate(city: City, signed: Signed): Certificate | undefined {
  if (!city.identity.vouches(signed)) return undefined
  try {
    const read = CertificateShape.safeParse(JSON.parse(signed.body)).data
    return read?.cityId === city.identity.cityId ? read : undefined
  } catch {
    return undefined
  }
}

/**
 * Takes a desk in by its certificate: the database was lost, or is older than the certificate.
 *
 * The roster file is the floor: a certificate of a life that was followed by another lets nobody in.
 */
export async function adoptDesk(city: City, signed: Signed): Promise<Result<DeskId, CityCode>> {
  const told = readCertificate(city, signed)
  if (!told) return refuse('E_AUTH', { field: 'certificate', reason: 'certificate-unknown' })
  const { before = [], centreId, deskId, deskKey, deskPart, endsMs, epoch } = told
  if (epoch < city.roster.epochOf(deskId)) return refuse('E_EPOCH_FENCED', { field: 'certificate' })
  return city.store.write([centreId], async (writer) => {
    const known = await findDesk(writer, deskId)
    if (known && known.epoch >= epoch) return ok(deskId)
    const nowMs = city.nowMs()
    const revokedMs = city.roster.revokedMs(deskId)
    await recordAdopted(writer, { ...told, revokedMs }, city.roster, nowMs)
    await recordSealedBefore(writer, deskId, before, deskKey, nowMs)
    const life = { centreId, deskId, epoch }
    await recordEpoch(writer, {
      ...life,
      deskPart,
      publicKey: deskKey,
      reason: 'ADOPTED',
      openedMs: told.issuedMs,
    })
    if (known) {
      await recordCurrent(writer, life, { deskPart, publicKey: deskKey, certificateEndsMs: endsMs ?? null })
      // The memory is of before another machine took the place of one that was stopped.
      if (known.revokedMs !== null && revokedMs === null)
        await recordDeskStatus(writer, deskId, 'ACTIVE', null)
    }
    return ok(deskId)
  })
}

/** A page of a desk's own log, oldest first. */
export async function logOfDesk(
  city: City,
  desk: DeskRow,
  { after, epoch, limit }: { readonly after: number; readonly epoch: number; readonly limit: number },
): Answer<LogPage> {
  return city.store.read(desk.centres, async (reader) => {
    const life = (await listEpochs(reader, desk.deskId)).find((each) => each.epoch === epoch)
    if (!life) return refuse('not-found', { field: 'epoch' })
    const log = { centreId: life.centreId, deskId: desk.deskId, epoch }
    const rows = await listLogEntries(reader, log, after, limit)
    let bytes = 0
    const entries = rows.filter(({ body, envelope }, at) => {
      bytes += body.length + envelope.length
      return at === 0 || bytes <= logPageLimits.maxBytes
    })
    const head = await findLogHead(reader, log)
    return ok({ epoch, entries, head: { seq: head?.seq ?? 0, hash: head?.hash ?? noHash } })
  })
}
