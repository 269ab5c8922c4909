import { sql } from 'drizzle-orm'
import { applyEntry } from './apply/apply.ts'
import { type Arrival, readEvent } from './apply/arrival.ts'
import { type DeskFacts, loadStage, type Staged } from './apply/stage.ts'
import { held, type Verdict } from './apply/verdict.ts'
import { writeStage } from './apply/write-stage.ts'
import { isOutage } from './outage.ts'
import type { LogName } from './queries/log.ts'
import { column, rowsOf, underSavepoint, type Writer } from './store.ts'

/** An entry with what is already settled about it before its rules are asked. */
export type Read = Staged & { readonly unread: Verdict | undefined; readonly repeated: boolean }
type Disposed = { readonly arrival: Arrival; readonly verdict: Verdict }

/** An act nobody has brought before, with its body read or the reason why it cannot be. */
export function readArrival(arrival: Arrival): Read {
  const reading = readEvent(arrival)
  return 'event' in reading
    ? { arrival, event: reading.event, unread: undefined, repeated: false }
    : { arrival, event: undefined, unread: reading.verdict, repeated: false }
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
    if (verdict && !isErased(read.arrival, verdict)) disposed.push({ arrival: read.arrival, verdict })
  }
  await writeStage(writer, stage, nowMs)
  await insertDispositions(writer, log, disposed, nowMs)
}

/** Nobody can set right what is left of an erased case, and some rules ask for what is gone. */
function isErased({ salt }: Arrival, { code, state }: Verdict): boolean {
  return salt === '' && state === 'RETURNED_RULE' && code !== 'body-missing'
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
  const rows = disposed.map(({ arrival, verdict }) => ({ ...arrival, ...verdict }))
  const of = (name: 'seq' | 'entryId' | 'caseId' | 'state' | 'code' | 'detail') =>
    column(rows, (row) => row[name])
  await rowsOf(
    writer,
    sql`insert into disposition
          (centre_id, desk_id, epoch, seq, entry_id, case_id, state, code, detail, disposed_ms)
        select ${log.centreId}::text, ${log.deskId}::text, ${log.epoch}::int, r.*, ${nowMs}::bigint
        from unnest(${of('seq')}::int[], ${of('entryId')}::text[], ${of('caseId')}::text[], ${of('state')}::text[],
                    ${of('code')}::text[], ${of('detail')}::text[]) as r`,
  )
}
