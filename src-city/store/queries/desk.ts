import { and, asc, eq, sql } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { centre } from '../tables/centre.ts'
import { type DeskStatus, desk } from '../tables/desk.ts'
import { deskContact } from '../tables/desk-contact.ts'
import { disposition } from '../tables/disposition.ts'
import { logHead } from '../tables/log-head.ts'

export type DeskRow = {
  readonly centreId: CentreId
  readonly centreName: string
  readonly deskId: DeskId
  readonly deskPart: string
  readonly publicKey: string
  readonly epoch: number
  readonly status: DeskStatus
  readonly enrolledMs: number
  readonly profile: 1 | 2
  readonly revokedMs: number | null
  readonly revokedSeq: number | null
  readonly certificateEndsMs: number | null
  /** Revoked desks whose machine goes on as this one. */
  readonly inPlaceOf: readonly DeskId[]
  /** Parts of the numbers this desk was given in earlier lives: papers with them are still about. */
  readonly earlierParts: readonly string[]
  /** Its own, and those where it had earlier lives. */
  readonly centres: readonly CentreId[]
}

const columns = {
  centreId: desk.centreId,
  centreName: centre.name,
  deskId: desk.deskId,
  deskPart: desk.deskPart,
  publicKey: desk.publicKey,
  epoch: desk.epoch,
  status: desk.status,
  enrolledMs: desk.enrolledMs,
  profile: desk.profile,
  revokedMs: desk.revokedMs,
  revokedSeq: desk.revokedSeq,
  certificateEndsMs: desk.certificateEndsMs,
  inPlaceOf: desk.inPlaceOf,
  earlierParts: earlierParts(),
  centres: sql<readonly CentreId[]>`(select jsonb_agg(distinct c.one) from (select ${desk.centreId} as one
    union all select e.centre_id from desk_epoch e where e.desk_id = ${desk.deskId}) c)`,
}

/** Of the desk of the outer query. */
export function earlierParts() {
  return sql<readonly string[]>`coalesce((select jsonb_agg(e.desk_part) from desk_epoch e
    where e.desk_id = ${desk.deskId} and e.epoch < ${desk.epoch}), '[]'::jsonb)`
}

/** The desk of a request. The one read without a centre: it is what tells the centre. */
export async function findDesk(reader: Reader, deskId: string): Promise<DeskRow | undefined> {
  const [row] = await reader
    .select(columns)
    .from(desk)
    .innerJoin(centre, eq(centre.centreId, desk.centreId))
    .where(eq(desk.deskId, deskId as DeskId))
  return row
}

/** Whether the machine of a desk goes on as another one already. */
export async function isFollowed(
  reader: Reader,
  { centreId, deskId }: Pick<DeskRow, 'centreId' | 'deskId'>,
): Promise<boolean> {
  const rows = await reader
    .select({ deskId: desk.deskId })
    .from(desk)
    .where(and(eq(desk.centreId, centreId), sql`${desk.inPlaceOf} @> jsonb_build_array(${deskId}::text)`))
    .limit(1)
  return rows.length > 0
}

/** Every desk with how far its log has come and what waits for a person: the operator's overview. */
export function listDesks(reader: Reader, max: number) {
  const count = (state: string) =>
    sql<number>`(select count(*)::int from ${disposition} where ${disposition.centreId} = ${desk.centreId}
      and ${disposition.deskId} = ${desk.deskId} and ${disposition.state} like ${state})`
  return reader
    .select({
      centreId: desk.centreId,
      deskId: desk.deskId,
      centreName: centre.name,
      deskPart: desk.deskPart,
      epoch: desk.epoch,
      status: desk.status,
      catalogueVersion: desk.catalogueVersion,
      enrolledMs: desk.enrolledMs,
      certificateEndsMs: desk.certificateEndsMs,
      receivedSeq: sql<number>`coalesce(${logHead.receivedSeq}, 0)`,
      durableSeq: sql<number>`coalesce(${logHead.durableSeq}, 0)`,
      pruneOkSeq: sql<number>`coalesce(${logHead.pruneOkSeq}, 0)`,
      appliedSeq: sql<number>`coalesce(${logHead.appliedSeq}, 0)`,
      lastReceivedMs: logHead.receivedMs,
      seenMs: deskContact.seenMs,
      waiting: deskContact.waiting,
      oldestMs: deskContact.oldestMs,
      appVersion: deskContact.appVersion,
      skewMs: deskContact.skewMs,
      refusedCode: deskContact.refusedCode,
      held: count('HELD%'),
      returned: count('RETURNED%'),
    })
    .from(desk)
    .innerJoin(centre, eq(centre.centreId, desk.centreId))
    .leftJoin(deskContact, and(eq(deskContact.centreId, desk.centreId), eq(deskContact.deskId, desk.deskId)))
    .leftJoin(
      logHead,
      sql`${logHead.centreId} = ${desk.centreId} and ${logHead.deskId} = ${desk.deskId} and ${logHead.epoch} = ${desk.epoch}`,
    )
    .orderBy(asc(desk.centreId), asc(desk.deskPart))
    .limit(max)
}
