import { and, asc, between, eq, sql } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { journal } from '../tables/journal.ts'
import { logHead } from '../tables/log-head.ts'

/** Received entries by kind between two days, both included; of one desk or of the whole centre. */
export async function countKinds(
  reader: Reader,
  centreId: CentreId,
  days: { readonly from: string; readonly to: string },
  deskId?: DeskId,
): Promise<Record<string, number>> {
  const rows = await reader
    .select({ kind: journal.kind, n: sql<number>`count(*)::int` })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, centreId),
        between(journal.actedOn, days.from, days.to),
        deskId ? eq(journal.deskId, deskId) : undefined,
      ),
    )
    .groupBy(journal.kind)
    .orderBy(asc(journal.kind))
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
}

export function listHeads(reader: Reader, centreId: CentreId, deskId?: DeskId) {
  const { epoch, receivedSeq, receivedHash } = logHead
  return reader
    .select({ deskId: logHead.deskId, epoch, seq: receivedSeq, hash: receivedHash })
    .from(logHead)
    .where(and(eq(logHead.centreId, centreId), deskId ? eq(logHead.deskId, deskId) : undefined))
    .orderBy(asc(logHead.deskId), asc(logHead.epoch))
}
