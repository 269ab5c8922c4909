import { and, asc, eq, isNull } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { staff } from '../tables/staff.ts'

const { badge, deskId, leftOn, name, number, role, staffId } = staff

/** Whoever works at a desk of this centre now, desk by desk. */
export function listWorking(reader: Reader, centreId: CentreId) {
  return reader
    .select({ staffId, deskId, name, role, badge })
    .from(staff)
    .where(and(eq(staff.centreId, centreId), isNull(leftOn)))
    .orderBy(asc(deskId), asc(number))
    .limit(500)
}
