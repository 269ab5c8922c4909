import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { DeskId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { deskEpoch, deskSession } from '../tables/epoch.ts'
import { logHead } from '../tables/log-head.ts'
import type { LogName } from './log.ts'

export type EpochRow = typeof deskEpoch.$inferSelect
export type SessionRow = typeof deskSession.$inferSelect

/** All lives of a desk, also those it had at another centre. */
export function listEpochs(reader: Reader, deskId: DeskId): Promise<EpochRow[]> {
  return reader.select().from(deskEpoch).where(eq(deskEpoch.deskId, deskId)).orderBy(asc(deskEpoch.epoch))
}

/** Sealed logs of a desk that the city has not in full: what it lost is sent again first. */
export function listLacking(reader: Reader, deskId: DeskId) {
  const seq = sql<number>`coalesce(${logHead.receivedSeq}, 0)`
  return reader
    .select({ epoch: deskEpoch.epoch, seq, hash: logHead.receivedHash })
    .from(deskEpoch)
    .leftJoin(
      logHead,
      and(
        eq(logHead.centreId, deskEpoch.centreId),
        eq(logHead.deskId, deskEpoch.deskId),
        eq(logHead.epoch, deskEpoch.epoch),
      ),
    )
    .where(
      and(eq(deskEpoch.deskId, deskId), isNotNull(deskEpoch.sealedSeq), sql`${seq} < ${deskEpoch.sealedSeq}`),
    )
    .orderBy(asc(deskEpoch.epoch))
}

/** `locked`: whoever else greets as this desk waits. */
export async function findSession(
  reader: Reader,
  { centreId, deskId }: Pick<LogName, 'centreId' | 'deskId'>,
  locked = false,
): Promise<SessionRow | undefined> {
  const found = reader
    .select()
    .from(deskSession)
    .where(and(eq(deskSession.centreId, centreId), eq(deskSession.deskId, deskId)))
  const [row] = await (locked ? found.for('update') : found)
  return row
}
