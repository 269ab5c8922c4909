import { and, eq, isNull, like, sql } from 'drizzle-orm'
import type { SyncState } from '#shared/contract/case.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { journal } from '../tables/journal.ts'
import { disposition, syncLink, syncPosition } from '../tables/sync.ts'

export type Position = Omit<typeof syncPosition.$inferSelect, 'epoch'>
export type Disposed = typeof disposition.$inferSelect

const start: Position = {
  ackedSeq: 0,
  ackedHash: noHash,
  durableSeq: 0,
  appliedSeq: 0,
  pruneOkSeq: 0,
  durable: false,
  cityEpoch: null,
  lastAck: null,
  lastAckMs: null,
}

/** A disposition and the entry it is about have the same place; of one that made way nothing is said any more. */
const ofItsEntry = and(eq(journal.epoch, disposition.epoch), eq(journal.seq, disposition.seq))

export function positionOf(reader: Reader, epoch: number): Position {
  return position(reader).get({ epoch }) ?? start
}

export function findLink(reader: Reader): typeof syncLink.$inferSelect | undefined {
  return link(reader).get()
}

/** Held and returned entries, oldest first; also those a person has answered since. */
export function listDisposed(reader: Reader, epoch: number): readonly Disposed[] {
  return disposed(reader).all({ epoch })
}

/** What waits for a person or for the city, of this log and of all before it, oldest first, each with its entry. */
export function listUnanswered(reader: Reader) {
  return reader
    .select({ each: disposition, row: journal })
    .from(disposition)
    .innerJoin(journal, ofItsEntry)
    .where(isNull(disposition.answeredSeq))
    .orderBy(disposition.epoch, disposition.seq)
    .all()
}

export function countDisposed(reader: Reader, state: 'HELD' | 'RETURNED'): number {
  return (
    reader
      .select({ n: sql<number>`count(*)` })
      .from(disposition)
      .innerJoin(journal, ofItsEntry)
      .where(and(like(disposition.state, `${state}%`), isNull(disposition.answeredSeq)))
      .get()?.n ?? 0
  )
}

/** The worst disposition of any entry of a case, if any. */
export function findCaseDisposition(reader: Reader, caseId: CaseId): string | undefined {
  return ofCase(reader).get({ caseId })?.state
}

/** Places in the journal of a case's entries the city sent back. */
export function listReturnedPlaces(reader: Reader, caseId: CaseId): readonly number[] {
  return returnedOf(reader)
    .all({ caseId })
    .map(({ position }) => position)
}

/** The state a record shows: derived from two positions and the dispositions, never stored. */
export function stateAt(
  seq: number,
  at: { readonly ackedSeq: number; readonly sentSeq: number },
  disposed: string | undefined,
): SyncState {
  if (disposed?.startsWith('RETURNED')) return 'RETURNED'
  if (disposed?.startsWith('HELD')) return 'HELD'
  if (seq <= at.ackedSeq) return 'CONFIRMED'
  return seq <= at.sentSeq ? 'SENT' : 'LOCAL'
}

const position = prepared((reader: Reader) =>
  reader
    .select()
    .from(syncPosition)
    .where(eq(syncPosition.epoch, sql.placeholder('epoch')))
    .prepare(),
)

const link = prepared((reader: Reader) => reader.select().from(syncLink).prepare())

const disposed = prepared((reader: Reader) =>
  reader
    .select()
    .from(disposition)
    .where(eq(disposition.epoch, sql.placeholder('epoch')))
    .orderBy(disposition.seq)
    .prepare(),
)

const ofCase = prepared((reader: Reader) =>
  reader
    .select({ state: sql<string | undefined>`max(${disposition.state})` })
    .from(disposition)
    .innerJoin(journal, ofItsEntry)
    .where(and(eq(journal.caseId, sql.placeholder('caseId')), isNull(disposition.answeredSeq)))
    .prepare(),
)

const returnedOf = prepared((reader: Reader) =>
  reader
    .select({ position: journal.position })
    .from(disposition)
    .innerJoin(journal, ofItsEntry)
    .where(and(eq(journal.caseId, sql.placeholder('caseId')), like(disposition.state, 'RETURNED%')))
    .prepare(),
)
