import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type ChainPoint, noHash } from '#shared/protocol/entry.ts'
import type { Push, PushAck } from '#shared/protocol/messages.ts'
import { type DeskRow, findDesk } from '../store/queries/desk.ts'
import { listEpochs } from '../store/queries/epoch.ts'
import { findEndHeard } from '../store/queries/feed.ts'
import {
  findLogHead,
  type LogName,
  type LogPosition,
  listDispositions,
  listHashes,
} from '../store/queries/log.ts'
import { type Arrival, lockLog, record } from '../store/record.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Answer, City, CityCode, CityIdentity } from './city.ts'
import { verifyBatch } from './verify-batch.ts'

/** What of a city a batch needs: a thread of its own has no more. */
export type BatchTaker = Pick<City, 'store' | 'nowMs' | 'newId'> & {
  readonly identity: Pick<CityIdentity, 'cityEpoch'>
}

/**
 * Takes a batch of a desk's log.
 *
 * What the city already has is skipped after its hashes were compared, what is new is recorded, and
 * the answer is the same either way: a desk that never saw the first answer loses nothing by asking
 * again (sync.md C.2, C.16).
 */
export async function pushBatch(city: BatchTaker, desk: DeskRow, push: Push): Answer<PushAck> {
  const open = await logOf(city, desk, push)
  if (!open.ok) return open
  const { log } = open.value
  const verified = verifyBatch({ ...desk, ...log }, push)
  if (!verified.ok) return verified

  return city.store.write([log.centreId], async (writer) => {
    const head = await lockLog(writer, log, noHash)
    const settled = await newArrivals(writer, log, push, verified.value, head)
    if (!settled.ok) return settled

    // Asked again under the lock: a desk revoked, or followed by another, since the request arrived adds nothing.
    const now = await findDesk(writer, desk.deskId)
    const last = settled.value.at(-1)
    if (now?.epoch !== desk.epoch || (last && isBeyond(now, open.value, last)))
      return refuse('E_EPOCH_FENCED', { field: 'epoch' })
    const taking = { nowMs: city.nowMs(), durable: city.store.durable, newId: city.newId }
    if (last) await record(writer, log, desk, settled.value, taking)
    const feedEnd = open.value.sealed || now.revokedMs !== null ? undefined : await findEndHeard(writer, desk)
    return ok({ ...(await acknowledge(city, writer, log, push)), ...(feedEnd ? { feedEnd } : {}) })
  })
}

type OpenLog = { readonly log: LogName; readonly sealed: ChainPoint | undefined }

/** The log a batch is for: the one being written, or a sealed one of which the city lost entries. */
async function logOf(city: BatchTaker, desk: DeskRow, { epoch }: Push): Promise<Result<OpenLog, CityCode>> {
  const { deskId } = desk
  if (epoch === desk.epoch) return ok({ log: { centreId: desk.centreId, deskId, epoch }, sealed: undefined })
  const lives = await city.store.read('city', (reader) => listEpochs(reader, deskId))
  const life = lives.find((each) => each.epoch === epoch)
  if (!life || life.sealedSeq === null) return refuse('E_EPOCH_FENCED', { field: 'epoch' })
  const sealed = { seq: life.sealedSeq, hash: life.sealedHash ?? noHash }
  return ok({ log: { centreId: life.centreId, deskId, epoch }, sealed })
}

/** Above its seal a log takes nothing, and a revoked desk nothing it wrote after it learnt of that. */
function isBeyond(
  { revokedMs, revokedSeq }: DeskRow,
  { sealed }: OpenLog,
  last: Pick<Arrival, 'seq' | 'hash'>,
): boolean {
  if (sealed) return last.seq > sealed.seq || (last.seq === sealed.seq && last.hash !== sealed.hash)
  return revokedMs !== null && revokedSeq !== null && last.seq > revokedSeq
}

/** The entries above the city's head; or why the two logs do not fit together. */
async function newArrivals(
  reader: Reader,
  desk: LogName,
  push: Push,
  arrivals: readonly Arrival[],
  head: LogPosition,
): Promise<Result<readonly Arrival[], CityCode>> {
  if (push.fromSeq > head.seq + 1) return refuse('E_GAP', pointDetail(head))
  const common = await lastCommon(reader, desk, push, arrivals, head)
  const overlapEnd = Math.min(head.seq, push.fromSeq + arrivals.length - 1)
  if (common.seq < overlapEnd) return refuse('E_FORKED', pointDetail(common))
  return ok(arrivals.filter(({ seq }) => seq > head.seq))
}

/**
 * The last entry that desk and city are proven to share. When the batch does not even continue the
 * city's log at its first link, the batch proves nothing, and the answer is the beginning.
 */
async function lastCommon(
  reader: Reader,
  desk: LogName,
  push: Push,
  arrivals: readonly Arrival[],
  head: LogPosition,
): Promise<ChainPoint> {
  const before = push.fromSeq - 1
  const known = new Map<number, string>([[0, noHash]])
  if (before === head.seq) known.set(head.seq, head.hash)
  else
    for (const { seq, hash } of await listHashes(reader, desk, before, before + arrivals.length))
      known.set(seq, hash)
  if (known.get(before) !== push.prevHash) return { seq: -1, hash: noHash }
  let common: ChainPoint = { seq: before, hash: push.prevHash }
  for (const { seq, hash } of arrivals) {
    if (known.get(seq) !== hash) break
    common = { seq, hash }
  }
  return common
}

async function acknowledge(city: BatchTaker, writer: Writer, desk: LogName, push: Push): Promise<PushAck> {
  const head = await findLogHead(writer, desk)
  const received = { seq: head?.seq ?? 0, hash: head?.hash ?? noHash }
  const throughSeq = push.fromSeq + push.entries.length - 1
  const { durable } = city.store
  return {
    cityEpoch: city.identity.cityEpoch,
    deskId: desk.deskId,
    epoch: desk.epoch,
    received,
    durable,
    durableSeq: head?.durableSeq ?? 0,
    appliedSeq: head?.appliedSeq ?? 0,
    // Moves when a copy off this machine was checked, never before (sync.md C.16).
    pruneOkSeq: head?.pruneOkSeq ?? 0,
    dispositions: await listDispositions(writer, desk, push.fromSeq, throughSeq),
    cityMs: city.nowMs(),
  }
}

function pointDetail({ seq, hash }: ChainPoint): { readonly seq: string; readonly hash: string } {
  return { seq: String(Math.max(seq, 0)), hash }
}
