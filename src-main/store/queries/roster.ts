import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { DeskId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { rosterPerson } from '../tables/roster.ts'

export function rosterVersion(reader: Reader): number {
  return reader.select({ version: rosterPerson.version }).from(rosterPerson).limit(1).get()?.version ?? 0
}

/** The city has this person act at no desk any more. */
export function isSwitchedOff(reader: Reader, staffId: StaffId): boolean {
  return off(reader).get({ staffId }) !== undefined
}

/** Whoever works at another desk of this centre. */
export function listElsewhere(reader: Reader, deskId: DeskId): readonly (typeof rosterPerson.$inferSelect)[] {
  return reader
    .select()
    .from(rosterPerson)
    .where(ne(rosterPerson.deskId, deskId))
    .orderBy(asc(rosterPerson.deskId), asc(rosterPerson.badge), asc(rosterPerson.staffId))
    .all()
}

const off = prepared((reader: Reader) =>
  reader
    .select({ staffId: rosterPerson.staffId })
    .from(rosterPerson)
    .where(and(eq(rosterPerson.staffId, sql.placeholder('staffId')), eq(rosterPerson.off, true)))
    .prepare(),
)
