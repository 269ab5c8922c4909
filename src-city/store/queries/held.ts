import { and, asc, eq, gt, like } from 'drizzle-orm'
import type { Reader } from '../store.ts'
import { desk } from '../tables/desk.ts'
import { disposition } from '../tables/disposition.ts'
import { journal } from '../tables/journal.ts'
import { earlierParts } from './desk.ts'
import { ofItsEntry } from './disposition.ts'
import type { LogName } from './log.ts'

/** Logs with something that waits, each with what applying needs to know of its desk. */
export function listLogsWithHeld(reader: Reader) {
  return reader
    .selectDistinct({
      centreId: disposition.centreId,
      deskId: disposition.deskId,
      epoch: disposition.epoch,
      deskPart: desk.deskPart,
      earlierParts: earlierParts(),
    })
    .from(disposition)
    .innerJoin(desk, and(eq(desk.centreId, disposition.centreId), eq(desk.deskId, disposition.deskId)))
    .where(like(disposition.state, 'HELD%'))
    .orderBy(asc(disposition.centreId), asc(disposition.deskId), asc(disposition.epoch))
}

/** Entries of one log that wait, in their order. */
export async function listHeldArrivals(reader: Reader, log: LogName, afterSeq: number, max: number) {
  const { seq, entryId, kind, kindV, caseId, actedOn, envelope, salt, body, hash } = journal
  const rows = await reader
    .select({ seq, entryId, kind, kindV, caseId, actedOn, envelope, salt, body, hash })
    .from(disposition)
    .innerJoin(journal, ofItsEntry)
    .where(
      and(
        eq(disposition.centreId, log.centreId),
        eq(disposition.deskId, log.deskId),
        eq(disposition.epoch, log.epoch),
        gt(disposition.seq, afterSeq),
        like(disposition.state, 'HELD%'),
      ),
    )
    .orderBy(asc(disposition.seq))
    .limit(max)
  return rows.map((row) => ({ ...row, caseId: row.caseId ?? undefined }))
}
