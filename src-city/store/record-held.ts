import { and, between, eq, like, sql } from 'drizzle-orm'
import type { DeskFacts } from './apply/stage.ts'
import type { LogName } from './queries/log.ts'
import { type Arrival, applyBatch, readArrival } from './record.ts'
import type { Writer } from './store.ts'
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
 * applied yet gets a new one.
 */
export async function recordHeldAgain(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  { arrivals, fromSeq, throughSeq }: HeldPage,
  nowMs: number,
): Promise<number> {
  const waiting = and(
    eq(disposition.centreId, log.centreId),
    eq(disposition.deskId, log.deskId),
    eq(disposition.epoch, log.epoch),
    between(disposition.seq, fromSeq, throughSeq),
    like(disposition.state, 'HELD%'),
  )
  await writer.delete(disposition).where(waiting)
  await applyBatch(writer, log, desk, arrivals.map(readArrival), nowMs)
  const [left] = await writer.select({ n: sql<number>`count(*)::int` }).from(disposition).where(waiting)
  return left?.n ?? 0
}
