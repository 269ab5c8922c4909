import { eq, sql } from 'drizzle-orm'
import type { Day } from '#shared/domain/day.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { staff, staffPin } from '../tables/staff.ts'

export type StaffTile = Staff & { readonly waitUntilMs: number; readonly leftOn: Day | null }

/** Everybody who ever worked here, so that what they did keeps its name. */
export function listStaff(reader: Reader): readonly StaffTile[] {
  return all(reader)
    .all()
    .map(({ changedAt: _, waitUntilMs, ...person }) => ({ ...person, waitUntilMs: waitUntilMs ?? 0 }))
}

/** Whoever works here now. */
export function listWorking(reader: Reader): readonly StaffTile[] {
  return listStaff(reader).filter(({ leftOn }) => leftOn === null)
}

/** Who left is found as well: their papers are printed again under their name. */
export function findStaff(reader: Reader, staffId: StaffId): Staff | undefined {
  const row = one(reader).get({ staffId })
  return row && { staffId, number: row.number, name: row.name, role: row.role, badge: row.badge }
}

export function findPin(
  reader: Reader,
  staffId: StaffId,
): { readonly pinHash: string; readonly wrong: number; readonly waitUntilMs: number } | undefined {
  return pinOf(reader).get({ staffId })
}

const all = prepared((reader: Reader) =>
  reader
    .select({
      staffId: staff.staffId,
      number: staff.number,
      name: staff.name,
      role: staff.role,
      badge: staff.badge,
      leftOn: staff.leftOn,
      changedAt: staff.changedAt,
      waitUntilMs: staffPin.waitUntilMs,
    })
    .from(staff)
    .leftJoin(staffPin, eq(staffPin.staffId, staff.staffId))
    .orderBy(staff.number)
    .prepare(),
)

const one = prepared((reader: Reader) =>
  reader
    .select()
    .from(staff)
    .where(eq(staff.staffId, sql.placeholder('staffId')))
    .prepare(),
)

const pinOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(staffPin)
    .where(eq(staffPin.staffId, sql.placeholder('staffId')))
    .prepare(),
)
