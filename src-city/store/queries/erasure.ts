import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { caseShare } from '../tables/case-share.ts'
import { custodyThing } from '../tables/custody.ts'
import { desk } from '../tables/desk.ts'
import { deskContact } from '../tables/desk-contact.ts'
import { erasure } from '../tables/erasure.ts'
import { feed } from '../tables/feed.ts'
import { itemCase, matterCase } from '../tables/matter-case.ts'

export type ErasureRow = typeof erasure.$inferSelect

/** Of these cases, those that are erased, each with the centres that share it. */
export function listErased(reader: Reader, centreId: CentreId, cases: Iterable<CaseId>) {
  return reader
    .select({ caseId: erasure.caseId, centres: erasure.centres })
    .from(erasure)
    .where(and(eq(erasure.centreId, centreId), among(erasure.caseId, cases), isNotNull(erasure.confirmedMs)))
}

export async function findErasureOf(
  reader: Reader,
  centreId: CentreId,
  caseId: CaseId,
): Promise<ErasureRow | undefined> {
  const [row] = await reader
    .select()
    .from(erasure)
    .where(and(eq(erasure.centreId, centreId), eq(erasure.caseId, caseId)))
  return row
}

/** Of these decisions, the cases this database has erased at the centres that took them in. */
export async function listConfirmed(
  reader: Reader,
  decisions: readonly { readonly home: CentreId; readonly caseId: CaseId }[],
): Promise<ReadonlySet<CaseId>> {
  const homes = new Set(decisions.map(({ home }) => home))
  const rows = await reader
    .select({ caseId: erasure.caseId })
    .from(erasure)
    .where(
      and(among(erasure.centreId, homes), eq(erasure.home, erasure.centreId), isNotNull(erasure.confirmedMs)),
    )
  return new Set(rows.map(({ caseId }) => caseId))
}

const shownMax = 500

/** What was asked for and what is erased of the cases this centre took in, the newest first. */
export function listErasures(reader: Reader, centreId: CentreId) {
  return reader
    .select()
    .from(erasure)
    .where(and(eq(erasure.centreId, centreId), eq(erasure.home, centreId)))
    .orderBy(desc(erasure.askedMs))
    .limit(shownMax)
}

/** Of the desks that are told of each erasure, how many have taken their feed up to there. */
export async function countHeard(
  reader: Reader,
  rows: readonly Pick<ErasureRow, 'caseId' | 'centres'>[],
): Promise<ReadonlyMap<CaseId | null, { readonly desks: number; readonly heard: number }>> {
  const centres = new Set(rows.flatMap((row) => row.centres))
  const counted = await reader
    .select({
      caseId: feed.caseId,
      desks: sql<number>`count(*)::int`,
      heard: sql<number>`(count(*) filter (where ${deskContact.heardSeq} >= ${feed.feedSeq}))::int`,
    })
    .from(feed)
    .innerJoin(desk, and(eq(desk.centreId, feed.centreId), eq(desk.status, 'ACTIVE')))
    .leftJoin(deskContact, and(eq(deskContact.centreId, desk.centreId), eq(deskContact.deskId, desk.deskId)))
    .where(
      and(
        among(feed.centreId, centres),
        among(
          feed.caseId,
          rows.map(({ caseId }) => caseId),
        ),
        eq(feed.kind, 'body-erased'),
      ),
    )
    .groupBy(feed.caseId)
  return new Map(counted.map(({ caseId, ...row }) => [caseId, row]))
}

/** A case by its number, with the states of its items. */
export async function findCaseStates(reader: Reader, centreId: CentreId, caseNo: string) {
  const rows = await reader
    .select({ caseId: matterCase.caseId, state: itemCase.state })
    .from(matterCase)
    .innerJoin(
      itemCase,
      and(eq(itemCase.centreId, matterCase.centreId), eq(itemCase.caseId, matterCase.caseId)),
    )
    .where(and(eq(matterCase.centreId, centreId), eq(matterCase.caseNo, caseNo)))
  const [first] = rows
  return first && { caseId: first.caseId, items: rows }
}

/** Everybody who was told of a case, and the centre that took it in. */
export async function listSharing(
  reader: Reader,
  home: CentreId,
  caseId: CaseId,
): Promise<readonly CentreId[]> {
  const rows = await reader
    .select({ toldTo: caseShare.toldTo })
    .from(caseShare)
    .where(and(eq(caseShare.centreId, home), eq(caseShare.caseId, caseId)))
  return [...new Set([home, ...rows.map(({ toldTo }) => toldTo)])].sort()
}

/** Things of the case that somebody still has to answer for. */
export async function holdsThings(reader: Reader, home: CentreId, caseId: CaseId): Promise<boolean> {
  const rows = await reader
    .select({ thingId: custodyThing.thingId })
    .from(custodyThing)
    .where(and(eq(custodyThing.centreId, home), eq(custodyThing.caseId, caseId), ne(custodyThing.gone, true)))
    .limit(1)
  return rows.length > 0
}
