import { and, asc, eq } from 'drizzle-orm'
import type { DeskId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { deskEpoch, deskSession } from '../tables/epoch.ts'
import { findLogHead, type LogName } from './log.ts'

export type EpochRow = typeof deskEpoch.$inferSelect
export type SessionRow = typeof deskSession.$inferSelect

/** All lives of a desk, also those it had at another centre. */
export function listEpochs(reader: Reader, deskId: DeskId): Promise<EpochRow[]> {
  return reader.select().from(deskEpoch).where(eq(deskEpoch.deskId, deskId)).orderBy(asc(deskEpoch.epoch))
}

/** Sealed logs of a desk that the city has not in full: what it lost is sent again first. */
export async function listLacking(
  reader: Reader,
  deskId: DeskId,
): Promise<readonly { readonly epoch: number; readonly seq: number; readonly hash: string | undefined }[]> {
  const lacking = []
  for (const { centreId, epoch, sealedSeq } of await listEpochs(reader, deskId)) {
    if (sealedSeq === null) continue
    const head = await findLogHead(reader, { centreId, deskId, epoch })
    if ((head?.seq ?? 0) < sealedSeq) lacking.push({ epoch, seq: head?.seq ?? 0, hash: head?.hash })
  }
  return lacking
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
