import { asc, eq, sql } from 'drizzle-orm'
import type { OrderState } from '#shared/domain/assist.ts'
import type { LetterForce } from '#shared/domain/letter.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { assistOrder, letter } from '../tables/assist.ts'

/** Orders of a centre by the state they are in. */
export async function countOrders(
  reader: Reader,
  centreId: CentreId,
): Promise<Partial<Record<OrderState, number>>> {
  const rows = await reader
    .select({ state: assistOrder.state, n: sql<number>`count(*)::int` })
    .from(assistOrder)
    .where(eq(assistOrder.centreId, centreId))
    .groupBy(assistOrder.state)
    .orderBy(asc(assistOrder.state))
  return Object.fromEntries(rows.map(({ n, state }) => [state, n]))
}

/** The letters of a centre as far as their force goes. */
export async function listLetterForces(reader: Reader, centreId: CentreId): Promise<readonly LetterForce[]> {
  const rows = await reader.select().from(letter).where(eq(letter.centreId, centreId))
  return rows.map(({ endedCause, endedOn, ...force }) => ({
    ...force,
    ...(endedOn && endedCause ? { ended: { on: endedOn, cause: endedCause } } : {}),
  }))
}
