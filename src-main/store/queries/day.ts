import { and, asc, between, desc, eq, gt, inArray, isNull, lte, ne, notBetween, or, sql } from 'drizzle-orm'
import { CustodyOverridden } from '#shared/domain/custody-events.ts'
import { countedKinds } from '#shared/domain/day-lines.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { itemCase, paper } from '../tables/case.ts'
import { dayAnswer, dayClose } from '../tables/day.ts'
import { draft } from '../tables/draft.ts'
import { caseErased } from '../tables/erasure.ts'
import { journal } from '../tables/journal.ts'
import { disposition } from '../tables/sync.ts'

export type CloseRow = typeof dayClose.$inferSelect
export type AnswerRow = typeof dayAnswer.$inferSelect

/** The newest close of all: later work belongs to the next. */
export function lastClose(reader: Reader): CloseRow | undefined {
  return newest(reader).get()
}

export function findClose(reader: Reader, date: string, nth: number): CloseRow | undefined {
  return one(reader).get({ date, nth })
}

/** The closes between two days with what the city said of each, oldest first. */
export function listCloses(reader: Reader, from: string, to: string) {
  return within(reader).all({ from, to })
}

export function findDayAnswer(reader: Reader, date: string, nth: number): AnswerRow | undefined {
  return answerOf(reader).get({ date, nth })
}

/**
 * Closes the city has received but not called final, oldest first; what it said within the last minute
 * is not asked for again (a clock that was set back does not silence the question).
 */
export function listOpenCloses(
  reader: Reader,
  epoch: number,
  ackedSeq: number,
  nowMs: number,
): readonly CloseRow[] {
  return open(reader)
    .all({ epoch, acked: ackedSeq, fromMs: nowMs - 60_000, nowMs })
    .map((row) => row.close)
}

export type CountedEntry = {
  readonly seq: number
  readonly actor: StaffId | 'desk'
  readonly event: DeskEvent
}

/** The entries of a range that count for a day, in their order. */
export function listCounted(reader: Reader, epoch: number, after: number, through: number): CountedEntry[] {
  return counted(reader)
    .all({ epoch, from: after + 1, through })
    .map(({ actor, body, seq }) => ({
      seq,
      actor: actor as StaffId | 'desk',
      event: DeskEvent.parse(JSON.parse(body)),
    }))
}

/** Where a manager ruled things to be, in a range of this log. */
export function listOverridden(reader: Reader, epoch: number, after: number, through: number) {
  return overridden(reader)
    .all({ epoch, from: after + 1, through })
    .map(({ actor, body }) => ({
      actor: actor as StaffId | 'desk',
      event: CustodyOverridden.parse(JSON.parse(body)),
    }))
}

/** When the entries of a range were written, and the one before them, as the desk's clocks had it. */
export function listActTimes(reader: Reader, epoch: number, after: number, through: number) {
  return actTimes(reader).all({ epoch, from: after, through })
}

/** Entries of a range the city has sent back. */
export function listReturnedSeqs(
  reader: Reader,
  epoch: number,
  after: number,
  through: number,
): readonly number[] {
  return returned(reader)
    .all({ epoch, from: after + 1, through })
    .map(({ seq }) => seq)
}

/** The first entry after a place whose moment lies after an instant: it belongs to a later day. */
export function firstEntryFrom(
  reader: Reader,
  epoch: number,
  after: number,
  fromMs: number,
): number | undefined {
  return later(reader).get({ epoch, after, fromMs })?.seq ?? undefined
}

/** Drafts of everybody at this desk; items taken in and not decided; papers that never left the printer and still could. */
export function countOpen(reader: Reader): {
  readonly drafts: number
  readonly undecided: number
  readonly unprinted: number
} {
  return {
    drafts: drafts(reader).get()?.n ?? 0,
    undecided: undecided(reader).get()?.n ?? 0,
    unprinted: unprinted(reader).get()?.n ?? 0,
  }
}

const newest = prepared((reader: Reader) =>
  reader.select().from(dayClose).orderBy(desc(dayClose.date), desc(dayClose.nth)).limit(1).prepare(),
)

const one = prepared((reader: Reader) =>
  reader
    .select()
    .from(dayClose)
    .where(and(eq(dayClose.date, sql.placeholder('date')), eq(dayClose.nth, sql.placeholder('nth'))))
    .prepare(),
)

const actTimes = prepared((reader: Reader) =>
  reader
    .select({
      wallMs: journal.wallMs,
      bootId: sql<string>`json_extract(${journal.envelope}, '$.boot_id')`,
      monoMs: sql<number>`json_extract(${journal.envelope}, '$.mono_ms')`,
    })
    .from(journal)
    .where(
      and(
        eq(journal.epoch, sql.placeholder('epoch')),
        between(journal.seq, sql.placeholder('from'), sql.placeholder('through')),
      ),
    )
    .orderBy(asc(journal.seq))
    .prepare(),
)

const answerOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(dayAnswer)
    .where(and(eq(dayAnswer.date, sql.placeholder('date')), eq(dayAnswer.nth, sql.placeholder('nth'))))
    .prepare(),
)

const answers = and(eq(dayAnswer.date, dayClose.date), eq(dayAnswer.nth, dayClose.nth))

const within = prepared((reader: Reader) =>
  reader
    .select({ close: dayClose, answer: dayAnswer })
    .from(dayClose)
    .leftJoin(dayAnswer, answers)
    .where(between(dayClose.date, sql.placeholder('from'), sql.placeholder('to')))
    .orderBy(asc(dayClose.date), asc(dayClose.nth))
    .prepare(),
)

const open = prepared((reader: Reader) =>
  reader
    .select({ close: dayClose })
    .from(dayClose)
    .innerJoin(journal, eq(journal.position, dayClose.changedAt))
    .leftJoin(dayAnswer, answers)
    .where(
      and(
        eq(dayClose.epoch, sql.placeholder('epoch')),
        lte(journal.seq, sql.placeholder('acked')),
        or(
          isNull(dayAnswer.state),
          and(
            ne(dayAnswer.state, 'FINAL'),
            notBetween(dayAnswer.toldMs, sql.placeholder('fromMs'), sql.placeholder('nowMs')),
          ),
        ),
      ),
    )
    .orderBy(asc(dayClose.date), asc(dayClose.nth))
    .prepare(),
)

const counted = prepared((reader: Reader) =>
  reader
    .select({ seq: journal.seq, actor: journal.actor, body: journal.body })
    .from(journal)
    .where(
      and(
        eq(journal.epoch, sql.placeholder('epoch')),
        between(journal.seq, sql.placeholder('from'), sql.placeholder('through')),
        inArray(journal.kind, countedKinds),
      ),
    )
    .orderBy(asc(journal.seq))
    .prepare(),
)

const overridden = prepared((reader: Reader) =>
  reader
    .select({ actor: journal.actor, body: journal.body })
    .from(journal)
    .where(
      and(
        eq(journal.epoch, sql.placeholder('epoch')),
        between(journal.seq, sql.placeholder('from'), sql.placeholder('through')),
        eq(journal.kind, 'custody-overridden'),
      ),
    )
    .orderBy(asc(journal.seq))
    .prepare(),
)

const returned = prepared((reader: Reader) =>
  reader
    .select({ seq: disposition.seq })
    .from(disposition)
    .where(
      and(
        eq(disposition.epoch, sql.placeholder('epoch')),
        between(disposition.seq, sql.placeholder('from'), sql.placeholder('through')),
        sql`${disposition.state} LIKE 'RETURNED%'`,
      ),
    )
    .orderBy(asc(disposition.seq))
    .prepare(),
)

const later = prepared((reader: Reader) =>
  reader
    .select({ seq: sql<number | null>`min(${journal.seq})` })
    .from(journal)
    .where(
      and(
        eq(journal.epoch, sql.placeholder('epoch')),
        gt(journal.seq, sql.placeholder('after')),
        sql`${journal.wallMs} >= ${sql.placeholder('fromMs')}`,
      ),
    )
    .prepare(),
)

const drafts = prepared((reader: Reader) => reader.select({ n: sql<number>`count(*)` }).from(draft).prepare())

const undecided = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(itemCase)
    .where(and(eq(itemCase.running, true), eq(itemCase.state, 'RECEIVED')))
    .prepare(),
)

const unprinted = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(paper)
    .leftJoin(caseErased, eq(caseErased.caseId, paper.caseId))
    .where(and(eq(paper.printed, 0), isNull(caseErased.caseId)))
    .prepare(),
)
