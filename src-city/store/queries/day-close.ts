import { and, asc, between, eq, inArray, sql } from 'drizzle-orm'
import { countedKinds } from '#shared/domain/day-lines.ts'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { consultation } from '../tables/consultation.ts'
import { dayClose } from '../tables/day-close.ts'
import { disposition } from '../tables/disposition.ts'
import { journal } from '../tables/journal.ts'
import { matterCase } from '../tables/matter-case.ts'
import { ofItsEntry } from './disposition.ts'

export type CloseRow = typeof dayClose.$inferSelect

export async function findClose(
  reader: Reader,
  centreId: CentreId,
  deskId: DeskId,
  date: string,
  nth: number,
): Promise<CloseRow | undefined> {
  const [row] = await reader
    .select()
    .from(dayClose)
    .where(
      and(
        eq(dayClose.centreId, centreId),
        eq(dayClose.deskId, deskId),
        eq(dayClose.date, date),
        eq(dayClose.nth, nth),
      ),
    )
  return row
}

export function listCloses(reader: Reader, centreId: CentreId, from: string, to: string) {
  return reader
    .select()
    .from(dayClose)
    .where(and(eq(dayClose.centreId, centreId), between(dayClose.date, from, to)))
    .orderBy(asc(dayClose.date), asc(dayClose.deskId), asc(dayClose.nth))
}

/**
 * The entries a close is made of that count for a day, each with what became of it and whether the row it
 * should have made is there: so a table that lost something shows, although the journal is whole.
 */
export function listClosedEntries(reader: Reader, { after, centreId, deskId, epoch, through }: CloseRow) {
  return reader
    .select({
      seq: journal.seq,
      body: journal.body,
      state: disposition.state,
      hasRows: sql<boolean>`CASE ${journal.kind}
        WHEN 'matter-received' THEN ${matterCase.caseId} IS NOT NULL
        WHEN 'consultation-logged' THEN EXISTS (
          SELECT 1 FROM ${consultation} WHERE ${consultation.centreId} = ${journal.centreId}
            AND ${consultation.consultationId} = ${journal.body}::jsonb ->> 'consultationId')
        ELSE true END`,
    })
    .from(journal)
    .leftJoin(disposition, ofItsEntry)
    .leftJoin(
      matterCase,
      and(eq(matterCase.centreId, journal.centreId), eq(matterCase.caseId, journal.caseId)),
    )
    .where(
      and(
        eq(journal.centreId, centreId),
        eq(journal.deskId, deskId),
        eq(journal.epoch, epoch),
        between(journal.seq, after + 1, through),
        inArray(journal.kind, countedKinds),
      ),
    )
    .orderBy(asc(journal.seq))
}

/** All entries of the range, counted or not. */
export async function countEntries(reader: Reader, { after, centreId, deskId, epoch, through }: CloseRow) {
  const [row] = await reader
    .select({
      received: sql<number>`count(*)::int`,
      held: sql<number>`(count(*) FILTER (WHERE ${disposition.state} LIKE 'HELD%'))::int`,
      returned: sql<number>`(count(*) FILTER (WHERE ${disposition.state} LIKE 'RETURNED%'))::int`,
    })
    .from(journal)
    .leftJoin(disposition, ofItsEntry)
    .where(
      and(
        eq(journal.centreId, centreId),
        eq(journal.deskId, deskId),
        eq(journal.epoch, epoch),
        between(journal.seq, after + 1, through),
      ),
    )
  return row ?? { received: 0, held: 0, returned: 0 }
}
