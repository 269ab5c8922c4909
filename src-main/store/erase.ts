import { and, eq, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm'
import type { CaseErased, Erasure } from '#shared/domain/erasure.ts'
import { aboutCase, besideKinds } from '#shared/domain/of-case.ts'
import { residueText } from '#shared/domain/residue.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { residueHash } from '#shared/protocol/entry.ts'
import type { Store, Writer } from '#shared/sqlite/store.ts'
import { isInBranch } from './queries/epoch.ts'
import { rebuild } from './rebase.ts'
import { record } from './record.ts'
import { journalBranch, logFetched } from './tables/epoch.ts'
import { feedEntry } from './tables/feed.ts'
import { journal } from './tables/journal.ts'
import { picture, pictureFile } from './tables/picture.ts'
import { typingMark } from './tables/typing.ts'

/**
 * Puts what is left of them in the place of all bodies of a case, wherever this desk keeps any, and writes down that
 * it was done. False when there was nothing to do. The tables must be made anew afterwards (`makeAnew`), in the same
 * commit: only then is it sure that no row knows more than the journal.
 *
 * The city's word must stand in `feed_entry` before: without it the journal refuses to change.
 */
export function eraseCase(writer: Writer, seams: Seams, told: Erasure, feed: CaseErased['feed']): boolean {
  const { caseId } = told
  let changed = false
  const rows = rowsOfCase(writer, journal, caseId)
  for (const row of rows) {
    if (row.salt === '') continue
    row.body = residueText(row.body, caseId)
    writer
      .update(journal)
      .set({ body: row.body, salt: '' })
      .where(and(eq(journal.epoch, row.epoch), eq(journal.seq, row.seq)))
      .run()
    changed = true
  }
  eraseBeside(writer, caseId)
  const vouched = vouchedFor(writer, caseId)
  const left = rows.flatMap(({ body, entryId }) =>
    vouched.get(entryId) === residueHash(body) ? [] : [{ entryId, sha256: residueHash(body) }],
  )
  // A log that was fetched may bring the word of its erasure before the rows it stood beside are looked at.
  for (let at = 0; at < left.length; at += namedAtOnce)
    record(
      writer,
      { actor: 'desk', seams },
      { type: 'case-erased', ...told, feed, left: left.slice(at, at + namedAtOnce) },
    )
  return changed || left.length > 0
}

/** A hundred bytes each: an entry holds 200,000. */
const namedAtOnce = 1_000

/** All tables anew from the journal, within the commit that erased something. */
export function makeAnew(store: Store, writer: Writer): void {
  // Rows and what they name leave and come back.
  store.client.pragma('defer_foreign_keys = ON')
  rebuild(store, writer)
}

/** What is of the case, and what is of none and yet about it, but for the word of an erasure itself. */
function rowsOfCase(writer: Writer, table: typeof journal | typeof journalBranch, caseId: CaseId) {
  const { body, entryId, epoch, hash, kind, salt, seq } = table
  const columns = { body, entryId, epoch, hash, kind, salt, seq }
  const own = writer
    .select(columns)
    .from(table)
    .where(and(eq(table.caseId, caseId), ne(kind, 'case-erased')))
    .orderBy(epoch, seq)
    .all()
  const beside = writer
    .select(columns)
    .from(table)
    .where(and(isNull(table.caseId), inArray(kind, besideKinds)))
    .orderBy(epoch, seq)
    .all()
  return [...own, ...aboutCase(caseId, own, beside)]
}

function vouchedFor(writer: Writer, caseId: CaseId): ReadonlyMap<string, string> {
  const earlier = writer
    .select({ body: journal.body })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), eq(journal.kind, 'case-erased')))
    .orderBy(journal.position)
    .all()
  return new Map(
    earlier.flatMap(({ body }) =>
      (JSON.parse(body) as CaseErased).left.map(({ entryId, sha256 }) => [entryId, sha256]),
    ),
  )
}

/** What is no journal: other continuations of the log, pages on their way back, what the feed told, pictures, marks. */
function eraseBeside(writer: Writer, caseId: CaseId): void {
  for (const row of rowsOfCase(writer, journalBranch, caseId))
    writer
      .update(journalBranch)
      .set({ body: residueText(row.body, caseId), salt: '', fate: sql`iif(fate = 'LEFT', 'KNOWN', fate)` })
      .where(isInBranch(row))
      .run()
  // Of pages on their way back those of the case; the rest of it goes when the erasure is heard again behind them.
  const kindOf = sql`json_extract(${logFetched.envelope}, '$.kind')`
  const fetched = sql`json_extract(${logFetched.envelope}, '$.case_id') = ${caseId} AND ${kindOf} <> 'case-erased'`
  for (const row of writer.select().from(logFetched).where(fetched).all())
    writer
      .update(logFetched)
      .set({ body: residueText(row.body, caseId), salt: '' })
      .where(and(eq(logFetched.epoch, row.epoch), eq(logFetched.seq, row.seq)))
      .run()
  writer
    .update(feedEntry)
    .set({ body: '{}', state: sql`iif(${feedEntry.state} = 'UNKNOWN', 'ELSEWHERE', ${feedEntry.state})` })
    .where(
      and(eq(feedEntry.caseId, caseId), notInArray(feedEntry.kind, ['body-erased', 'disposition-changed'])),
    )
    .run()
  // The sealed files go when the folder is next tidied: without their key they are noise.
  const pictures = writer.select({ id: picture.pictureId }).from(picture).where(eq(picture.ofCase, caseId))
  writer.delete(pictureFile).where(inArray(pictureFile.pictureId, pictures)).run()
  writer.delete(typingMark).where(eq(typingMark.caseId, caseId)).run()
}
