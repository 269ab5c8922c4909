import { and, asc, desc, eq, inArray, lt } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import { earlierMax } from '#shared/protocol/limits.ts'
import type { Reader } from '../store.ts'
import { disposition } from '../tables/disposition.ts'
import { journal } from '../tables/journal.ts'
import { matterCase } from '../tables/matter-case.ts'
import type { DeskRow } from './desk.ts'

/** A disposition and the entry it is about have the same place in the same log. */
export const ofItsEntry = and(
  eq(disposition.centreId, journal.centreId),
  eq(disposition.deskId, journal.deskId),
  eq(disposition.epoch, journal.epoch),
  eq(disposition.seq, journal.seq),
)

/** What a desk is told of one. */
export const toldOf = {
  seq: disposition.seq,
  entryId: disposition.entryId,
  state: disposition.state,
  code: disposition.code,
  detail: disposition.detail,
}

/** What waits for a person or was sent back, newest first (sync.md invariant 31). */
export function listDispositionsOfCentre(reader: Reader, centreId: CentreId, max: number) {
  const { deskId, epoch, seq, entryId, state, code, detail, disposedMs } = disposition
  return reader
    .select({
      deskId,
      epoch,
      seq,
      entryId,
      kind: journal.kind,
      caseNo: matterCase.caseNo,
      state,
      code,
      detail,
      disposedMs,
    })
    .from(disposition)
    .innerJoin(
      journal,
      and(
        eq(journal.centreId, disposition.centreId),
        eq(journal.deskId, deskId),
        eq(journal.epoch, epoch),
        eq(journal.seq, seq),
      ),
    )
    .leftJoin(
      matterCase,
      and(eq(matterCase.centreId, disposition.centreId), eq(matterCase.caseId, disposition.caseId)),
    )
    .where(eq(disposition.centreId, centreId))
    .orderBy(desc(disposedMs), desc(deskId), desc(seq))
    .limit(max)
}

/** What waits or came back of the logs a desk had before, and of those of the desks it stands for. */
export function listEarlierDispositions(
  reader: Reader,
  { centreId, deskId, epoch, inPlaceOf }: Pick<DeskRow, 'centreId' | 'deskId' | 'epoch' | 'inPlaceOf'>,
) {
  return reader
    .select({ epoch: disposition.epoch, ...toldOf })
    .from(disposition)
    .where(
      and(
        eq(disposition.centreId, centreId),
        inArray(disposition.deskId, [deskId, ...inPlaceOf]),
        lt(disposition.epoch, epoch),
      ),
    )
    .orderBy(asc(disposition.epoch), asc(disposition.seq))
    .limit(earlierMax)
}
