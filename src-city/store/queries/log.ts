import { and, asc, between, eq, gt, lt } from 'drizzle-orm'
import type { CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { disposition } from '../tables/disposition.ts'
import { journal } from '../tables/journal.ts'
import { logHead } from '../tables/log-head.ts'
import { toldOf } from './disposition.ts'

/** The name of a log: one life of one desk (sync.md C.2). */
export type LogName = { readonly centreId: CentreId; readonly deskId: DeskId; readonly epoch: number }
export type LogPosition = {
  readonly seq: number
  readonly hash: string
  readonly appliedSeq: number
  readonly durableSeq: number
  readonly pruneOkSeq: number
}

/** How far a log has come; `to-write` also takes its row, so that others wait until this transaction ends. */
export async function findLogHead(
  reader: Reader,
  log: LogName,
  why?: 'to-write',
): Promise<LogPosition | undefined> {
  const found = reader
    .select({
      seq: logHead.receivedSeq,
      hash: logHead.receivedHash,
      appliedSeq: logHead.appliedSeq,
      durableSeq: logHead.durableSeq,
      pruneOkSeq: logHead.pruneOkSeq,
    })
    .from(logHead)
    .where(
      and(eq(logHead.centreId, log.centreId), eq(logHead.deskId, log.deskId), eq(logHead.epoch, log.epoch)),
    )
  const [row] = await (why ? found.for('update') : found)
  return row
}

/** Logs of which something durable here is not yet known to lie in a copy off this machine. */
export function listUncopied(reader: Reader) {
  return reader
    .select({
      centreId: logHead.centreId,
      deskId: logHead.deskId,
      epoch: logHead.epoch,
      seq: logHead.receivedSeq,
      hash: logHead.receivedHash,
    })
    .from(logHead)
    .where(lt(logHead.pruneOkSeq, logHead.durableSeq))
    .orderBy(asc(logHead.centreId), asc(logHead.deskId), asc(logHead.epoch))
}

/** Hashes of entries the city already has, to tell a repeated batch from a fork. */
export function listHashes(reader: Reader, log: LogName, fromSeq: number, throughSeq: number) {
  return reader
    .select({ seq: journal.seq, hash: journal.hash })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, log.centreId),
        eq(journal.deskId, log.deskId),
        eq(journal.epoch, log.epoch),
        between(journal.seq, fromSeq, throughSeq),
      ),
    )
    .orderBy(asc(journal.seq))
}

/** Entries of a log as they were sent, for a desk that lost its own. */
export function listLogEntries(reader: Reader, log: LogName, afterSeq: number, max: number) {
  return reader
    .select({ envelope: journal.envelope, salt: journal.salt, body: journal.body })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, log.centreId),
        eq(journal.deskId, log.deskId),
        eq(journal.epoch, log.epoch),
        gt(journal.seq, afterSeq),
      ),
    )
    .orderBy(asc(journal.seq))
    .limit(max)
}

export function listDispositions(reader: Reader, log: LogName, fromSeq: number, throughSeq: number) {
  return reader
    .select(toldOf)
    .from(disposition)
    .where(
      and(
        eq(disposition.centreId, log.centreId),
        eq(disposition.deskId, log.deskId),
        eq(disposition.epoch, log.epoch),
        between(disposition.seq, fromSeq, throughSeq),
      ),
    )
    .orderBy(asc(disposition.seq))
}

/** Acts of this batch that the centre already knows from another log. */
export async function listKnownEntries(
  reader: Reader,
  centreId: CentreId,
  entryIds: readonly EntryId[],
): Promise<ReadonlyMap<EntryId, { readonly kind: string; readonly salt: string; readonly body: string }>> {
  const inOrder = [...entryIds].sort()
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  if (!first || !last) return new Map()
  const rows = await reader
    .select({ entryId: journal.entryId, kind: journal.kind, salt: journal.salt, body: journal.body })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, centreId),
        // Says which months to look into.
        between(journal.entryId, first, last),
        among(journal.entryId, entryIds),
        eq(journal.repeated, false),
      ),
    )
  return new Map(rows.map((row) => [row.entryId, row]))
}
