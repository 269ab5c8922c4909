import { and, eq, sql } from 'drizzle-orm'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import type { Arrival } from './apply/arrival.ts'
import type { DeskFacts } from './apply/stage.ts'
import { returned } from './apply/verdict.ts'
import { applyBatch, type Read, readArrival } from './apply-batch.ts'
import { listErased } from './queries/erasure.ts'
import { findLogHead, type LogName, type LogPosition, listKnownEntries } from './queries/log.ts'
import { recordCorrections } from './record-corrections.ts'
import { eraseBrought } from './record-erasure.ts'
import { homesOf, lockTold, recordTold } from './record-told.ts'
import { column, reach, rowsOf, type Writer } from './store.ts'
import { logHead } from './tables/log-head.ts'

export type { Arrival } from './apply/arrival.ts'
export type { DeskFacts } from './apply/stage.ts'

/** When and how safely a batch is taken, and ids for what is told of it. */
export type Taking = {
  readonly nowMs: number
  readonly durable: boolean
  readonly newId: () => string
}

/** Takes the log's row for this transaction: batches of one desk are serial, those of others are not. */
export async function lockLog(writer: Writer, log: LogName, startHash: string): Promise<LogPosition> {
  const known = await findLogHead(writer, log, 'to-write')
  if (known) return known
  await writer
    .insert(logHead)
    .values({ ...log, receivedSeq: 0, receivedHash: startHash, appliedSeq: 0, receivedMs: 0 })
    .onConflictDoNothing()
  const head = await findLogHead(writer, log, 'to-write')
  assert(head, 'a log that was just opened has a head')
  return head
}

/**
 * The only way a desk's acts reach the city: journal first, tables after, one transaction.
 *
 * The batch is well chained and begins right after the log's head. Nothing in it is refused for its
 * content: what cannot be applied is kept with a disposition (sync.md rule 2).
 */
export async function record(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  arrivals: readonly Arrival[],
  { durable, newId, nowMs }: Taking,
): Promise<void> {
  const last = arrivals.at(-1)
  assert(last, 'a batch has an entry')
  const batch = await readBatch(writer, log, arrivals)
  await reach(writer, homesOf(batch, log.centreId))
  await lockTold(writer, batch)
  await insertJournal(writer, log, batch, nowMs)
  await applyBatch(writer, log, desk, batch, nowMs)
  await recordTold(writer, log, batch, { newId, nowMs })
  await recordCorrections(writer, log, desk, batch, { newId, nowMs })
  await eraseBrought(writer, log.centreId, batch)
  await writer
    .update(logHead)
    .set({
      receivedSeq: last.seq,
      receivedHash: last.hash,
      appliedSeq: last.seq,
      receivedMs: nowMs,
      // The commit these lines belong to is what `durable` means; without one nothing is said to be safe.
      ...(durable ? { durableSeq: last.seq } : {}),
    })
    .where(
      and(eq(logHead.centreId, log.centreId), eq(logHead.deskId, log.deskId), eq(logHead.epoch, log.epoch)),
    )
}

/** Reads the bodies and finds acts the centre already knows: those are kept without a second effect. */
async function readBatch(
  writer: Writer,
  log: LogName,
  arrivals: readonly Arrival[],
): Promise<readonly Read[]> {
  const ids = arrivals.map(({ entryId }) => entryId)
  const known = new Map(await listKnownEntries(writer, log.centreId, ids))
  const undecided = await casesNotErased(writer, log.centreId, arrivals)
  return arrivals.map((arrival) => {
    const first = known.get(arrival.entryId)
    if (first) {
      const erased = first.salt === '' || arrival.salt === ''
      const same = first.kind === arrival.kind && (erased || first.body === arrival.body)
      return {
        arrival,
        event: undefined,
        unread: same ? undefined : returned('entry-id-reused'),
        repeated: true,
      }
    }
    known.set(arrival.entryId, arrival)
    if (arrival.caseId && undecided.has(arrival.caseId) && arrival.salt === '')
      return { arrival, event: undefined, unread: returned('body-missing'), repeated: false }
    return readArrival(arrival)
  })
}

/** Cases of which entries come without what was in them, and which nobody here decided to erase. */
async function casesNotErased(
  writer: Writer,
  centreId: CentreId,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<CaseId>> {
  const bare = new Set(arrivals.flatMap(({ caseId, salt }) => (salt === '' && caseId ? [caseId] : [])))
  if (bare.size === 0) return bare
  const erased = new Set((await listErased(writer, centreId, bare)).map(({ caseId }) => caseId))
  return new Set([...bare].filter((caseId) => !erased.has(caseId)))
}

async function insertJournal(
  writer: Writer,
  log: LogName,
  batch: readonly Read[],
  nowMs: number,
): Promise<void> {
  const of = (name: keyof Arrival) => column(batch, ({ arrival }) => arrival[name])
  const [inserted] = await rowsOf<{ n: number }>(
    writer,
    sql`with added as (
          insert into journal (centre_id, desk_id, epoch, seq, entry_id, kind, kind_v, case_id, acted_on,
                               repeated, envelope, salt, body, hash, received_ms)
          select ${log.centreId}::text, ${log.deskId}::text, ${log.epoch}::int, r.*, ${nowMs}::bigint
          from unnest(${of('seq')}::int[], ${of('entryId')}::text[], ${of('kind')}::text[], ${of('kindV')}::int[],
                      ${of('caseId')}::text[], ${of('actedOn')}::text[],
                      ${column(batch, ({ repeated }) => repeated)}::boolean[], ${of('envelope')}::text[],
                      ${of('salt')}::text[], ${of('body')}::text[], ${of('hash')}::text[]) as r
          on conflict do nothing returning 1)
        select count(*)::int as n from added`,
  )
  // Another log brought one of these acts a moment ago: begin again, and it will be found as known.
  if (inserted?.n !== batch.length) throw new Collision()
}

/** Carries the SQLSTATE of a serialisation failure, so that the store runs the transaction again. */
class Collision extends Error {
  readonly code = '40001'
}
