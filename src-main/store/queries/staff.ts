import { eq, sql } from 'drizzle-orm'
import type { Staff } from '#shared/domain/staff.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { staff, staffPin } from '../tables/staff.ts'

export type StaffTile = Staff & { readonly waitUntilMs: number }

export function listStaff(reader: Reader): readonly StaffTile[] {
  return all(reader)
    .all()
    .map(({ changedAt: _, waitUntilMs, ...person }) => ({ ...person, waitUntilMs: waitUntilMs ?? 0 }))
}

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
