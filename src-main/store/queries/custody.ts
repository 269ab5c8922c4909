import { and, desc, eq, gt, inArray, isNotNull, lte, max, min, or, type SQL, sql } from 'drizzle-orm'
import type { Holder } from '#shared/domain/custody.ts'
import type { Offer } from '#shared/domain/custody-events.ts'
import type { CaseId, CentreId, IncidentId, OfferId, SlipId, StaffId, ThingId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { custodyIncident, custodyLeg, custodyOffer, custodySlip, custodyThing } from '../tables/custody.ts'

export type ThingRow = typeof custodyThing.$inferSelect
export type LegRow = typeof custodyLeg.$inferSelect
export type OfferRow = typeof custodyOffer.$inferSelect
export type IncidentRow = typeof custodyIncident.$inferSelect

export function findThing(reader: Reader, thingId: ThingId): ThingRow | undefined {
  return thingById(reader).get({ thingId })
}

/** The things of a case, in the order they came. */
export function listThingsOfCase(reader: Reader, caseId: CaseId): readonly ThingRow[] {
  return thingsOfCase(reader).all({ caseId })
}

/** All an officer has, to be handed on in one list. */
export function listHeldBy(reader: Reader, staffId: StaffId): readonly ThingRow[] {
  return heldBy(reader).all({ staffId })
}

/** The way of a thing as this desk was told it, oldest first. */
export function listLegs(reader: Reader, thingId: ThingId): readonly LegRow[] {
  return legsOf(reader).all({ thingId })
}

export function findOffer(reader: Reader, offerId: OfferId): OfferRow | undefined {
  return offerById(reader).get({ offerId })
}

/** Centres this desk has offered something to, the last first. */
export function listOfferedTo(reader: Reader): readonly Offer['to'][] {
  return offeredTo(reader)
    .all({})
    .map(({ offer }) => offer.to)
}

export function findIncident(reader: Reader, incidentId: IncidentId): IncidentRow | undefined {
  return incidentById(reader).get({ incidentId })
}

export function lastSlipSerial(reader: Reader, year: number): number {
  return lastSerial(reader).get({ year })?.serial ?? 0
}

export type SlipRow = typeof custodySlip.$inferSelect

export function findSlip(reader: Reader, slipId: SlipId): SlipRow | undefined {
  return slipById(reader).get({ slipId })
}

/** Departments things went to, the last first. */
export function listDepartments(reader: Reader): readonly Holder[] {
  return departments(reader)
    .all({})
    .map(({ holder }) => holder)
}

export type BoardFilter = {
  /** In the own cabinet or in the own hands. */
  readonly mine?: Keeper | undefined
  /** In the hands of somebody else who works for a centre. */
  readonly others?: Keeper | undefined
  readonly results?: boolean | undefined
  readonly find?: string | undefined
  readonly at?: Holder['at'] | undefined
  readonly holder?: string | undefined
  readonly amiss?: boolean | undefined
  readonly dueBy?: string | undefined
  readonly since?: string | undefined
  readonly originals?: boolean | undefined
  readonly bagNo?: string | undefined
  readonly after?: { readonly since: string; readonly thingId: ThingId } | undefined
}

export type Keeper = { readonly centreId: CentreId; readonly staffId: StaffId }

/** Things in hand, the longest held first. Built anew each time, so that SQLite sees which index serves. */
export function listInHand(reader: Reader, filter: BoardFilter, limit: number): readonly ThingRow[] {
  const { after, amiss, at, bagNo, dueBy, find, holder, mine, originals, others, results, since } = filter
  const wishes: (SQL | undefined)[] = [
    sql`${custodyThing.gone} = 0`,
    at && eq(custodyThing.holderAt, at),
    holder === undefined ? undefined : eq(custodyThing.holderKey, holder),
    amiss ? isAmiss : undefined,
    dueBy ? and(isNotNull(custodyThing.returnBy), lte(custodyThing.returnBy, dueBy)) : undefined,
    since ? lte(custodyThing.since, since) : undefined,
    originals ? eq(custodyThing.form, 'ORIGINAL') : undefined,
    bagNo ? eq(custodyThing.bagNo, bagNo) : undefined,
    mine && keptBy(mine),
    others && sql`${custodyThing.holderAt} IN ('COUNTER', 'OFFICER') AND NOT ${keptBy(others)}`,
    results ? isResult : undefined,
    find ? foundBy(find) : undefined,
    after &&
      or(
        gt(custodyThing.since, after.since),
        and(eq(custodyThing.since, after.since), gt(custodyThing.thingId, after.thingId)),
      ),
  ]
  return reader
    .select()
    .from(custodyThing)
    .where(and(...wishes))
    .orderBy(custodyThing.since, custodyThing.thingId)
    .limit(limit)
    .all()
}

/** A result in our hands, which waits to be fetched. */
const isResult = sql`(${custodyThing.form} = 'RESULT' AND ${custodyThing.holderAt} IN ('COUNTER', 'OFFICER'))`

/** Somebody has to look: two claims, a loss or a damage, or looked for in vain. */
const isAmiss = sql`(${custodyThing.disputed} = 1 OR ${custodyThing.incidentId} IS NOT NULL OR ${custodyThing.missedOn} IS NOT NULL)`

function keptBy({ centreId, staffId }: Keeper): SQL {
  return sql`((${custodyThing.holderAt} = 'COUNTER' AND ${custodyThing.holderKey} = ${centreId})
    OR (${custodyThing.holderAt} = 'OFFICER' AND ${custodyThing.holderKey} = ${staffId}))`
}

function foundBy(piece: string): SQL {
  const like = `%${piece.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`
  const { bagNo, caseNo, docNumber, holder, name, owners, shelf } = custodyThing
  const any = [name, owners, caseNo, bagNo, shelf, docNumber, holder].map(
    (column) => sql`${column} LIKE ${like} ESCAPE '\\'`,
  )
  return sql`(${sql.join(any, sql` OR `)})`
}

/** How many things lie with whom. */
export function countHolders(
  reader: Reader,
): readonly { readonly at: Holder['at']; readonly holder: string; readonly n: number }[] {
  return holders(reader).all({})
}

/** Taken in, out for good, and in hand: of the cases taken in here, and those of others that are known. */
export function custodyTotals(
  reader: Reader,
  home: CentreId,
): { readonly in: number; readonly out: number; readonly held: number; readonly guests: number } {
  const row = totals(reader).get({ home })
  return { in: row?.all ?? 0, out: row?.out ?? 0, held: row?.held ?? 0, guests: row?.guests ?? 0 }
}

export function countAmiss(reader: Reader): number {
  return amissN(reader).get({})?.n ?? 0
}

export function countResults(reader: Reader): number {
  return resultN(reader).get({})?.n ?? 0
}

export function countDueBack(reader: Reader, day: string): number {
  return dueN(reader).get({ day })?.n ?? 0
}

/** Originals in a bag on the way, on the road or at a department, and since when the first of them. */
export function originalsOutside(reader: Reader): { readonly n: number; readonly first: string | null } {
  return outsideN(reader).get({}) ?? { n: 0, first: null }
}

/** Names of bags of a case given so far; the next one is counted on. */
export function listBagNos(reader: Reader, caseNo: string): readonly string[] {
  return bagsOf(reader)
    .all({ from: `${caseNo}-J`, to: `${caseNo}-K` })
    .flatMap(({ bagNo }) => bagNo ?? [])
}

export function listThings(reader: Reader, thingIds: readonly ThingId[]): readonly ThingRow[] {
  if (thingIds.length === 0) return []
  return reader
    .select()
    .from(custodyThing)
    .where(inArray(custodyThing.thingId, [...thingIds]))
    .all()
}

const thingById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyThing)
    .where(eq(custodyThing.thingId, sql.placeholder('thingId')))
    .prepare(),
)

const thingsOfCase = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyThing)
    .where(eq(custodyThing.caseId, sql.placeholder('caseId')))
    .orderBy(custodyThing.since, custodyThing.thingId)
    .prepare(),
)

const heldBy = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyThing)
    .where(
      sql`${custodyThing.gone} = 0 AND ${custodyThing.holderAt} = 'OFFICER' AND ${custodyThing.holderKey} = ${sql.placeholder('staffId')}`,
    )
    .orderBy(custodyThing.caseId, custodyThing.since, custodyThing.thingId)
    .prepare(),
)

const legsOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyLeg)
    .where(eq(custodyLeg.thingId, sql.placeholder('thingId')))
    .orderBy(custodyLeg.changedAt)
    .prepare(),
)

const offerById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyOffer)
    .where(eq(custodyOffer.offerId, sql.placeholder('offerId')))
    .prepare(),
)

const offeredTo = prepared((reader: Reader) =>
  reader
    .select({ offer: custodyOffer.offer, last: max(custodyOffer.changedAt) })
    .from(custodyOffer)
    .where(eq(custodyOffer.own, true))
    .groupBy(sql`json_extract(${custodyOffer.offer}, '$.to.centreId')`)
    .orderBy(desc(max(custodyOffer.changedAt)))
    .limit(9)
    .prepare(),
)

const incidentById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyIncident)
    .where(eq(custodyIncident.incidentId, sql.placeholder('incidentId')))
    .prepare(),
)

const slipById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodySlip)
    .where(eq(custodySlip.slipId, sql.placeholder('slipId')))
    .prepare(),
)

const departments = prepared((reader: Reader) =>
  reader
    .select({ holder: custodyLeg.toHolder, last: max(custodyLeg.changedAt) })
    .from(custodyLeg)
    .where(sql`json_extract(${custodyLeg.toHolder}, '$.at') = 'DEPARTMENT'`)
    .groupBy(sql`json_extract(${custodyLeg.toHolder}, '$.organ')`)
    .orderBy(desc(max(custodyLeg.changedAt)))
    .limit(9)
    .prepare(),
)

const lastSerial = prepared((reader: Reader) =>
  reader
    .select({ serial: max(custodySlip.serial) })
    .from(custodySlip)
    .where(eq(custodySlip.year, sql.placeholder('year')))
    .prepare(),
)

const holders = prepared((reader: Reader) =>
  reader
    .select({ at: custodyThing.holderAt, holder: custodyThing.holderKey, n: sql<number>`count(*)` })
    .from(custodyThing)
    .where(sql`${custodyThing.gone} = 0`)
    .groupBy(custodyThing.holderAt, custodyThing.holderKey)
    .prepare(),
)

const totals = prepared((reader: Reader) => {
  // Told of a case of another desk of the same centre, this one answers for nothing of it.
  const own = sql`(${custodyThing.home} = ${sql.placeholder('home')}
    AND (${custodyThing.caseId} NOT IN (SELECT case_id FROM told_case) OR ${custodyThing.caseId} IN (SELECT case_id FROM matter_case)))`
  return reader
    .select({
      all: sql<number>`count(*) FILTER (WHERE ${own})`,
      out: sql<number>`count(*) FILTER (WHERE ${own} AND ${custodyThing.gone} = 1)`,
      held: sql<number>`count(*) FILTER (WHERE ${own} AND ${custodyThing.gone} = 0)`,
      guests: sql<number>`count(*) FILTER (WHERE NOT ${own} AND ${custodyThing.gone} = 0)`,
    })
    .from(custodyThing)
    .prepare()
})

const outsideN = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)`, first: min(custodyThing.since) })
    .from(custodyThing)
    .where(
      sql`${custodyThing.gone} = 0 AND ${custodyThing.form} = 'ORIGINAL' AND ${custodyThing.holderAt} IN ('OFFICER', 'COURIER', 'DEPARTMENT')`,
    )
    .prepare(),
)

const amissN = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(custodyThing)
    .where(sql`${custodyThing.gone} = 0 AND ${isAmiss}`)
    .prepare(),
)

const resultN = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(custodyThing)
    .where(sql`${custodyThing.gone} = 0 AND ${isResult}`)
    .prepare(),
)

const dueN = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(custodyThing)
    .where(
      sql`${custodyThing.gone} = 0 AND ${custodyThing.returnBy} IS NOT NULL AND ${custodyThing.returnBy} <= ${sql.placeholder('day')}`,
    )
    .prepare(),
)

const bagsOf = prepared((reader: Reader) =>
  reader
    .selectDistinct({ bagNo: custodyThing.bagNo })
    .from(custodyThing)
    .where(
      sql`${custodyThing.bagNo} IS NOT NULL AND ${custodyThing.bagNo} >= ${sql.placeholder('from')} AND ${custodyThing.bagNo} < ${sql.placeholder('to')}`,
    )
    .prepare(),
)
