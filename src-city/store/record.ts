import { and, eq, sql } from 'drizzle-orm'
import { assert } from '#shared/kernel/fault.ts'
import { applyEntry } from './apply/apply.ts'
import { type Arrival, readEvent } from './apply/arrival.ts'
import { type DeskFacts, loadStage, type Staged } from './apply/stage.ts'
import { held, returned, type Verdict } from './apply/verdict.ts'
import { writeStage } from './apply/write-stage.ts'
import { isOutage } from './outage.ts'
import { findLogHead, type LogName, type LogPosition, listKnownEntries } from './queries/log.ts'
import { homesOf, lockTold, recordTold } from './record-told.ts'
import { reach, rowsOf, underSavepoint, type Writer } from './store.ts'
import { logHead } from './tables/log-head.ts'

export type { Arrival } from './apply/arrival.ts'
export type { DeskFacts } from './apply/stage.ts'

/** An entry with what is already settled about it before its rules are asked. */
export type Read = Staged & { readonly unread: Verdict | undefined; readonly repeated: boolean }
type Disposed = { readonly arrival: Arrival; readonly verdict: Verdict }

/** Takes the log's row for this transaction: batches of one desk are serial, those of others are not. */
export async function lockLog(writer: Writer, log: LogName, startHash: string): Promise<LogPosition> {
  await writer
    .insert(logHead)
    .values({ ...log, receivedSeq: 0, receivedHash: startHash, appliedSeq: 0, receivedMs: 0 })
    .onConflictDoNothing()
  await writer
    .select({ seq: logHead.receivedSeq })
    .from(logHead)
    .where(
      and(eq(logHead.centreId, log.centreId), eq(logHead.deskId, log.deskId), eq(logHead.epoch, log.epoch)),
    )
    .for('update')
  const head = await findLogHead(writer, log)
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
  nowMs: number,
  durable: boolean,
): Promise<void> {
  const last = arrivals.at(-1)
  assert(last, 'a batch has an entry')
  const batch = await readBatch(writer, log, arrivals)
  await reach(writer, homesOf(batch, log.centreId))
  await lockTold(writer, batch)
  await insertJournal(writer, log, batch, nowMs)
  await applyBatch(writer, log, desk, batch, nowMs)
  await recordTold(writer, log, batch, nowMs)
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
  return arrivals.map((arrival) => {
    const first = known.get(arrival.entryId)
    if (first) {
      const same = first.kind === arrival.kind && first.body === arrival.body
      return {
        arrival,
        event: undefined,
        unread: same ? undefined : returned('entry-id-reused'),
        repeated: true,
      }
    }
    known.set(arrival.entryId, arrival)
    return readArrival(arrival)
  })
}

/** An act nobody has brought before, with its body read or the reason why it cannot be. */
export function readArrival(arrival: Arrival): Read {
  const reading = readEvent(arrival)
  return 'event' in reading
    ? { arrival, event: reading.event, unread: undefined, repeated: false }
    : { arrival, event: undefined, unread: reading.verdict, repeated: false }
}

async function insertJournal(
  writer: Writer,
  log: LogName,
  batch: readonly Read[],
  nowMs: number,
): Promise<void> {
  const rows = batch.map(({ arrival, repeated }) => ({
    seq: arrival.seq,
    entry_id: arrival.entryId,
    kind: arrival.kind,
    kind_v: arrival.kindV,
    case_id: arrival.caseId ?? null,
    acted_on: arrival.actedOn,
    repeated,
    envelope: arrival.envelope,
    salt: arrival.salt,
    body: arrival.body,
    hash: arrival.hash,
  }))
  const [inserted] = await rowsOf<{ n: number }>(
    writer,
    sql`with added as (
          insert into journal (centre_id, desk_id, epoch, seq, entry_id, kind, kind_v, case_id, acted_on,
                               repeated, envelope, salt, body, hash, received_ms)
          select ${log.centreId}::text, ${log.deskId}::text, ${log.epoch}::int, r.*, ${nowMs}::bigint
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
            r (seq int, entry_id text, kind text, kind_v int, case_id text, acted_on text, repeated boolean,
               envelope text, salt text, body text, hash text)
          on conflict do nothing returning 1)
        select count(*)::int as n from added`,
  )
  // Another log brought one of these acts a moment ago: begin again, and it will be found as known.
  if (inserted?.n !== rows.length) throw new Collision()
}

/**
 * The whole batch at once; when the database objects, case by case; within that case, entry by entry.
 * One entry nobody foresaw then costs itself and the later ones of its case, not the batch.
 */
export async function applyBatch(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  batch: readonly Read[],
  nowMs: number,
): Promise<void> {
  try {
    await underSavepoint(writer, (inner) => applyOnce(inner, log, desk, batch, nowMs))
  } catch (error) {
    if (isOutage(error)) throw error
    const [only, ...others] = batch
    if (only && others.length === 0) {
      const verdict = held('HELD_INTERNAL', 'city-fault')
      await insertDispositions(writer, log, [{ arrival: only.arrival, verdict }], nowMs)
      return
    }
    for (const part of smaller(batch)) await applyBatch(writer, log, desk, part, nowMs)
  }
}

async function applyOnce(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  batch: readonly Read[],
  nowMs: number,
): Promise<void> {
  const stage = await loadStage(writer, desk, batch)
  const disposed: Disposed[] = []
  for (const read of batch) {
    const verdict = read.repeated ? read.unread : applyEntry(stage, read, read.unread)
    if (verdict) disposed.push({ arrival: read.arrival, verdict })
  }
  await writeStage(writer, stage, nowMs)
  await insertDispositions(writer, log, disposed, nowMs)
}

/** Entries of one case stay together and in order; those of no case stand alone. */
function smaller(batch: readonly Read[]): readonly (readonly Read[])[] {
  const parts = Map.groupBy(batch, ({ arrival }) => arrival.caseId ?? arrival.entryId)
  return parts.size > 1 ? [...parts.values()] : batch.map((one) => [one])
}

async function insertDispositions(
  writer: Writer,
  log: LogName,
  disposed: readonly Disposed[],
  nowMs: number,
): Promise<void> {
  if (disposed.length === 0) return
  const rows = disposed.map(({ arrival, verdict }) => ({
    seq: arrival.seq,
    entry_id: arrival.entryId,
    case_id: arrival.caseId ?? null,
    ...verdict,
  }))
  await rowsOf(
    writer,
    sql`insert into disposition
          (centre_id, desk_id, epoch, seq, entry_id, case_id, state, code, detail, disposed_ms)
        select ${log.centreId}::text, ${log.deskId}::text, ${log.epoch}::int, r.*, ${nowMs}::bigint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (seq int, entry_id text, case_id text, state text, code text, detail text)`,
  )
}

/** Carries the SQLSTATE of a serialisation failure, so that the store runs the transaction again. */
class Collision extends Error {
  readonly code = '40001'
}
