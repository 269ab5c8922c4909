import { and, between, eq, like } from 'drizzle-orm'
import type { DispositionChanged } from '#shared/domain/department-act.ts'
import { EntryId } from '#shared/kernel/ids.ts'
import type { Arrival } from './apply/arrival.ts'
import type { DeskFacts } from './apply/stage.ts'
import { applyBatch, readArrival } from './apply-batch.ts'
import { type LogName, listDispositions } from './queries/log.ts'
import { eraseBrought } from './record-erasure.ts'
import { recordFeed } from './record-feed.ts'
import { homesOf, lockTold, recordTold } from './record-told.ts'
import { among, reach, type Writer } from './store.ts'
import { disposition } from './tables/disposition.ts'

export type HeldPage = {
  readonly arrivals: readonly Arrival[]
  readonly fromSeq: number
  readonly throughSeq: number
}

/**
 * Applies entries that waited, as if they came now; answers how many wait still.
 *
 * Their dispositions go first, so that an entry is not blocked by its own note; whatever cannot be
 * applied yet gets a new one. What became of the others goes down the feed: the desk was told they wait.
 */
export async function recordHeldAgain(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  { arrivals, fromSeq, throughSeq }: HeldPage,
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: number },
): Promise<number> {
  const waiting = and(
    eq(disposition.centreId, log.centreId),
    eq(disposition.deskId, log.deskId),
    eq(disposition.epoch, log.epoch),
    between(disposition.seq, fromSeq, throughSeq),
    like(disposition.state, 'HELD%'),
  )
  await writer.delete(disposition).where(waiting)
  const behind = await layAside(writer, log, arrivals)
  const batch = arrivals.map(readArrival)
  await reach(writer, homesOf(batch, log.centreId))
  await lockTold(writer, batch)
  await applyBatch(writer, log, desk, batch, nowMs)
  await recordTold(writer, log, batch, { newId, nowMs })
  if (behind.length > 0) await writer.insert(disposition).values(behind)
  const noted = await listDispositions(writer, log, fromSeq, throughSeq)
  const told = new Map(noted.map((row) => [row.seq, row]))
  const settled = arrivals.filter(({ seq }) => !told.get(seq)?.state.startsWith('HELD'))
  if (settled.length > 0)
    await recordFeed(
      writer,
      log.centreId,
      settled.map((arrival) => ({
        entryId: EntryId.parse(newId()),
        kind: 'disposition-changed' as const,
        caseId: arrival.caseId ?? null,
        body: changed(log, arrival, told.get(arrival.seq)),
      })),
      nowMs,
    )
  await eraseBrought(writer, log.centreId, batch)
  return arrivals.length - settled.length
}

/**
 * Of other logs, what waits for nothing but an earlier entry of its case: else each of two logs would wait for the
 * other.
 */
async function layAside(writer: Writer, { centreId }: LogName, arrivals: readonly Arrival[]) {
  const cases = new Set(arrivals.flatMap(({ caseId }) => caseId ?? []))
  return writer
    .delete(disposition)
    .where(
      and(
        eq(disposition.centreId, centreId),
        among(disposition.caseId, cases),
        like(disposition.state, 'HELD%'),
        eq(disposition.code, 'case-held'),
      ),
    )
    .returning()
}

function changed(
  { deskId, epoch }: LogName,
  { entryId, seq }: Arrival,
  noted: Awaited<ReturnType<typeof listDispositions>>[number] | undefined,
): DispositionChanged {
  const entry = { deskId, epoch, seq, entryId }
  if (!noted) return { ...entry, state: 'APPLIED' }
  const { code, detail, state } = noted
  return { ...entry, state, code, detail }
}
