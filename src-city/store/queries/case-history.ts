import { and, asc, eq, gte, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { rating } from '../tables/assist.ts'
import { disposition } from '../tables/disposition.ts'
import { feed } from '../tables/feed.ts'
import { journal } from '../tables/journal.ts'
import { staff } from '../tables/staff.ts'

const courseKinds = [
  'matter-received',
  'matter-decided',
  'item-moved',
  'department-acted',
  'material-judged',
  'clocks-recalculated',
  'entry-corrected',
]

export type TakenIn = { readonly fromMs: number; readonly beforeMs: number }

/** Cases the city took something in about: an entry of a desk, a department's act, a grade, or one that had waited. */
export async function listCasesTakenIn(
  reader: Reader,
  centreId: CentreId,
  { beforeMs, fromMs }: TakenIn,
): Promise<readonly CaseId[]> {
  const entries = await reader
    .selectDistinct({ caseId: journal.caseId })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, centreId),
        gte(journal.receivedMs, fromMs),
        lt(journal.receivedMs, beforeMs),
        inArray(journal.kind, courseKinds),
        isNotNull(journal.caseId),
      ),
    )
  const told = await reader
    .selectDistinct({ caseId: feed.caseId })
    .from(feed)
    .where(
      and(
        eq(feed.centreId, centreId),
        gte(feed.madeMs, fromMs),
        lt(feed.madeMs, beforeMs),
        isNotNull(feed.caseId),
      ),
    )
  const graded = await reader
    .selectDistinct({ caseId: sql<CaseId>`${rating.subjectId}` })
    .from(journal)
    .innerJoin(
      rating,
      and(
        eq(rating.centreId, journal.centreId),
        sql`${rating.ratingId} = (${journal.body}::jsonb ->> 'ratingId')`,
      ),
    )
    .where(
      and(
        eq(journal.centreId, centreId),
        eq(journal.kind, 'rating-moved'),
        gte(journal.receivedMs, fromMs),
        lt(journal.receivedMs, beforeMs),
      ),
    )
  const ids = [...entries, ...told, ...graded].flatMap(({ caseId }) => caseId ?? [])
  return [...new Set(ids)].sort()
}

/** The entries of these cases that took effect, in the order of their logs. */
export function listCourse(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { body, caseId, deskId, entryId, envelope, epoch, receivedMs, seq } = journal
  return reader
    .select({ body, caseId, deskId, entryId, envelope, epoch, receivedMs, seq })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, centreId),
        among(caseId, ids),
        inArray(journal.kind, courseKinds),
        eq(journal.repeated, false),
        inEffect(),
      ),
    )
    .orderBy(asc(epoch), asc(seq))
}

/** The grades given for these cases; a grade names its rating, and the rating its case. */
export function listGrades(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { body, entryId, envelope, receivedMs } = journal
  return reader
    .select({ body, caseId: sql<CaseId>`${rating.subjectId}`, entryId, envelope, receivedMs })
    .from(rating)
    .innerJoin(
      journal,
      and(
        eq(journal.centreId, rating.centreId),
        eq(journal.kind, 'rating-moved'),
        sql`(${body}::jsonb ->> 'ratingId') = ${rating.ratingId}`,
      ),
    )
    .where(
      and(
        eq(rating.centreId, centreId),
        among(rating.subjectId, ids),
        eq(journal.repeated, false),
        inEffect(),
      ),
    )
    .orderBy(asc(receivedMs))
}

/** What the feed said of these cases: acts of departments, and entries that had waited. */
export function listToldOfCases(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { body, caseId, entryId, feedSeq, kind, madeMs } = feed
  return reader
    .select({ body, caseId, entryId, feedSeq, kind, madeMs })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), among(caseId, ids)))
    .orderBy(asc(feedSeq))
}

export async function listStaffNames(
  reader: Reader,
  centreId: CentreId,
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader
    .select({ staffId: staff.staffId, name: staff.name })
    .from(staff)
    .where(eq(staff.centreId, centreId))
  return new Map(rows.map(({ name, staffId }) => [staffId, name]))
}

/** Neither waiting nor sent back: what a rule refused is in no table of the city either. */
function inEffect() {
  return sql`not exists (select 1 from ${disposition} where ${disposition.centreId} = ${journal.centreId}
    and ${disposition.deskId} = ${journal.deskId} and ${disposition.epoch} = ${journal.epoch}
    and ${disposition.seq} = ${journal.seq})`
}
