import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { CaseId, DateText, EntryId } from '#shared/kernel/ids.ts'
import { type ChainPoint, noHash } from '#shared/protocol/entry.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { journal } from '../tables/journal.ts'

export type JournalRow = typeof journal.$inferSelect
export type RowToSend = Pick<JournalRow, 'seq' | 'hash' | 'envelope' | 'salt' | 'body'>

export function headOf(reader: Reader, epoch: number): ChainPoint {
  return head(reader).get({ epoch }) ?? { seq: 0, hash: noHash }
}

/** The entries above a position in their order: this *is* the outbox (sync.md C.1). */
export function listAbove(reader: Reader, epoch: number, seq: number, limit: number): readonly JournalRow[] {
  return above(reader).all({ epoch, seq, limit })
}

/** The same, only what goes on the line: a backlog is read through here whole. */
export function listToSend(reader: Reader, epoch: number, seq: number, limit: number): readonly RowToSend[] {
  return toSend(reader).all({ epoch, seq, limit })
}

export function findHashAt(reader: Reader, epoch: number, seq: number): string | undefined {
  return seq === 0 ? noHash : hashAt(reader).get({ epoch, seq })?.hash
}

/** The newest writing down of an act; an act brought over from an earlier log stands in two. */
export function findByEntryId(reader: Reader, entryId: EntryId): JournalRow | undefined {
  return reader
    .select()
    .from(journal)
    .where(eq(journal.entryId, entryId))
    .orderBy(desc(journal.position))
    .limit(1)
    .get()
}

/** What happened to a case, oldest first. */
export function listOfCase(reader: Reader, caseId: CaseId): readonly JournalRow[] {
  return ofCase(reader).all({ caseId })
}

/** When the first entry above was written, by the clock of this desk; empty when there is none. */
export function findTimeAbove(reader: Reader, epoch: number, seq: number): number | undefined {
  return timeAbove(reader).get({ epoch, seq })?.wallMs
}

/** The whole journal in pages, for verification. */
export function listFrom(reader: Reader, position: number, limit: number): readonly JournalRow[] {
  return from(reader).all({ position, limit })
}

const head = prepared((reader: Reader) =>
  reader
    .select({ seq: journal.seq, hash: journal.hash })
    .from(journal)
    .where(eq(journal.epoch, sql.placeholder('epoch')))
    // By `seq` and not by `position`: only this order is in the index, the other sorts the whole journal.
    .orderBy(desc(journal.seq))
    .limit(1)
    .prepare(),
)

const timeAbove = prepared((reader: Reader) =>
  reader
    .select({ wallMs: journal.wallMs })
    .from(journal)
    .where(and(eq(journal.epoch, sql.placeholder('epoch')), gt(journal.seq, sql.placeholder('seq'))))
    .orderBy(asc(journal.seq))
    .limit(1)
    .prepare(),
)

const above = prepared((reader: Reader) =>
  reader
    .select()
    .from(journal)
    .where(and(eq(journal.epoch, sql.placeholder('epoch')), gt(journal.seq, sql.placeholder('seq'))))
    .orderBy(asc(journal.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const toSend = prepared((reader: Reader) =>
  reader
    .select({
      seq: journal.seq,
      hash: journal.hash,
      envelope: journal.envelope,
      salt: journal.salt,
      body: journal.body,
    })
    .from(journal)
    .where(and(eq(journal.epoch, sql.placeholder('epoch')), gt(journal.seq, sql.placeholder('seq'))))
    .orderBy(asc(journal.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const hashAt = prepared((reader: Reader) =>
  reader
    .select({ hash: journal.hash })
    .from(journal)
    .where(and(eq(journal.epoch, sql.placeholder('epoch')), eq(journal.seq, sql.placeholder('seq'))))
    .prepare(),
)

const ofCase = prepared((reader: Reader) =>
  reader
    .select()
    .from(journal)
    .where(eq(journal.caseId, sql.placeholder('caseId')))
    .orderBy(asc(journal.position))
    .prepare(),
)

const from = prepared((reader: Reader) =>
  reader
    .select()
    .from(journal)
    .where(gt(journal.position, sql.placeholder('position')))
    .orderBy(asc(journal.position))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The place in its log of a row of the journal; nothing stands at no row. */
export function placeAt(reader: Reader, position: number): { readonly epoch: number; readonly seq: number } {
  return nameOf(reader).get({ position }) ?? { epoch: 1, seq: 0 }
}

const nameOf = prepared((reader: Reader) =>
  reader
    .select({ epoch: journal.epoch, seq: journal.seq })
    .from(journal)
    .where(eq(journal.position, sql.placeholder('position')))
    .prepare(),
)

/** The local position of the newest entry; what "the journal grew" is told from. */
export function lastPosition(reader: Reader): number {
  return newest(reader).get()?.position ?? 0
}

const newest = prepared((reader: Reader) =>
  reader
    .select({ position: sql<number>`coalesce(max(${journal.position}), 0)` })
    .from(journal)
    .prepare(),
)

/** Entries of a log by kind. */
export function countKinds(reader: Reader, epoch: number): Record<string, number> {
  const rows = kinds(reader).all({ epoch })
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
}

const kinds = prepared((reader: Reader) =>
  reader
    .select({ kind: journal.kind, n: sql<number>`count(*)` })
    .from(journal)
    .where(eq(journal.epoch, sql.placeholder('epoch')))
    .groupBy(journal.kind)
    .prepare(),
)

/** The place here of the last entry that was at the city when it had a log up to (epoch, seq). */
export function placeOf(reader: Reader, epoch: number, seq: number): number {
  return place(reader).get({ epoch, seq })?.position ?? 0
}

const place = prepared((reader: Reader) =>
  reader
    .select({ position: sql<number>`coalesce(max(${journal.position}), 0)` })
    .from(journal)
    .where(
      sql`(${journal.epoch}, ${journal.seq}) <= (${sql.placeholder('epoch')}, ${sql.placeholder('seq')})`,
    )
    .prepare(),
)

/** The days on which something was written after a place, oldest first, each with its last entry. */
export function listActiveDays(
  reader: Reader,
  epoch: number,
  after: number,
): readonly { readonly date: DateText; readonly lastSeq: number }[] {
  return activeDays(reader).all({ epoch, after })
}

const activeDays = prepared((reader: Reader) => {
  // China's time, as `dateOf` has it.
  const date = sql<DateText>`date((${journal.wallMs} + 28800000) / 1000, 'unixepoch')`
  return reader
    .select({ date, lastSeq: sql<number>`max(${journal.seq})` })
    .from(journal)
    .where(and(eq(journal.epoch, sql.placeholder('epoch')), gt(journal.seq, sql.placeholder('after'))))
    .groupBy(date)
    .orderBy(date)
    .prepare()
})
