import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { custodyThing } from '../tables/custody.ts'

/** The things a centre took in: how many, how many are out for good, how many are in somebody's hands. */
export async function sumCustody(reader: Reader, centreId: CentreId) {
  const [row] = await reader
    .select({
      in: sql<number>`count(*) filter (where tip is not null)::int`,
      out: sql<number>`count(*) filter (where gone)::int`,
      held: sql<number>`count(*) filter (where tip is not null and not gone)::int`,
      disputed: sql<number>`count(*) filter (where disputed)::int`,
      amiss: sql<number>`count(*) filter (where not gone and state in ('LOST', 'DAMAGED'))::int`,
      waiting: sql<number>`count(*) filter (where tip is null)::int`,
    })
    .from(custodyThing)
    .where(eq(custodyThing.centreId, centreId))
  return row ?? { in: 0, out: 0, held: 0, disputed: 0, amiss: 0, waiting: 0 }
}

/** Where each thing of a centre is, in the order of their ids. */
export function listCustody(reader: Reader, centreId: CentreId, after: string, max: number) {
  const { caseId, disputed, gone, holderAt, holderKey, since, state, thingId, tip } = custodyThing
  return reader
    .select({ thingId, caseId, holderAt, holderKey, since, tip, state, disputed, gone })
    .from(custodyThing)
    .where(and(eq(custodyThing.centreId, centreId), gt(thingId, after as never)))
    .orderBy(asc(thingId))
    .limit(max)
}
