import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm'
import type { CentreId, RoundId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { custodyCount, custodyLeg, custodyRound, custodyThing } from '../tables/custody.ts'
import type { ThingRow } from './custody.ts'

export type RoundRow = typeof custodyRound.$inferSelect
export type CountRow = typeof custodyCount.$inferSelect

export function findRound(reader: Reader, roundId: RoundId): RoundRow | undefined {
  return roundById(reader).get({ roundId })
}

/** Trips nobody has scanned home yet, the earliest first. */
export function listRoundsAway(reader: Reader): readonly RoundRow[] {
  return roundsAway(reader).all({})
}

/** What must be found here when somebody looks: in the cabinet, or in the hands of somebody of this desk. */
export function listHere(
  reader: Reader,
  centreId: CentreId,
  staffIds: readonly StaffId[],
): readonly ThingRow[] {
  return reader
    .select()
    .from(custodyThing)
    .where(isHere(centreId, staffIds))
    .orderBy(custodyThing.shelf, custodyThing.bagNo, custodyThing.thingId)
    .all()
}

export function countHere(reader: Reader, centreId: CentreId, staffIds: readonly StaffId[]): number {
  const n = sql<number>`count(*)`
  return reader.select({ n }).from(custodyThing).where(isHere(centreId, staffIds)).get()?.n ?? 0
}

/** What another desk of the centre took and this one was only told of lies in the cabinet over there. */
function isHere(centreId: CentreId, staffIds: readonly StaffId[]) {
  return sql`${custodyThing.gone} = 0 AND ((${custodyThing.holderAt} = 'COUNTER' AND ${custodyThing.holderKey} = ${centreId})
      OR (${custodyThing.holderAt} = 'OFFICER' AND ${inArray(custodyThing.holderKey, [...staffIds])}))
    AND NOT EXISTS (SELECT 1 FROM custody_leg AS leg JOIN journal AS entry ON entry.position = leg.changed_at
      WHERE leg.thing_id = ${custodyThing.thingId} AND leg.leg_id = ${custodyThing.tip} AND entry.kind = 'case-told')`
}

/** The last time the whole cabinet was gone through, as long as nothing has changed hands since. */
export function lastCount(reader: Reader, day: string): CountRow | undefined {
  const count = counts(reader).get({ day })
  if (!count) return undefined
  const moved = lastLeg(reader).get({})?.position ?? 0
  return moved > count.changedAt ? undefined : count
}

const roundById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyRound)
    .where(eq(custodyRound.roundId, sql.placeholder('roundId')))
    .prepare(),
)

const roundsAway = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyRound)
    .where(sql`${custodyRound.home} = 0`)
    .orderBy(custodyRound.day, custodyRound.changedAt)
    .limit(20)
    .prepare(),
)

const counts = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyCount)
    .where(and(eq(custodyCount.countedOn, sql.placeholder('day')), isNull(custodyCount.roundId)))
    .orderBy(desc(custodyCount.changedAt))
    .limit(1)
    .prepare(),
)

const lastLeg = prepared((reader: Reader) =>
  reader
    .select({ position: max(custodyLeg.changedAt) })
    .from(custodyLeg)
    .prepare(),
)
