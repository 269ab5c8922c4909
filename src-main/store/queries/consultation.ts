import { and, desc, eq, gte, isNotNull, max, sql } from 'drizzle-orm'
import type { ConsultationId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { consultation } from '../tables/consultation.ts'

export type ConsultationRow = typeof consultation.$inferSelect

export function findConsultation(reader: Reader, id: ConsultationId): ConsultationRow | undefined {
  return reader.select().from(consultation).where(eq(consultation.consultationId, id)).get()
}

export function findConsultationByCode(reader: Reader, code: string): ConsultationRow | undefined {
  return reader.select().from(consultation).where(eq(consultation.code, code)).get()
}

/** Newest first. */
export function listConsultationsOn(reader: Reader, day: string, limit: number): readonly ConsultationRow[] {
  return reader
    .select()
    .from(consultation)
    .where(eq(consultation.loggedOn, day))
    .orderBy(desc(consultation.number))
    .limit(limit)
    .all()
}

export function countConsultationsOn(reader: Reader, day: string): number {
  const row = reader
    .select({ n: sql<number>`count(*)` })
    .from(consultation)
    .where(eq(consultation.loggedOn, day))
    .get()
  return row?.n ?? 0
}

/** Matters by how often they were asked about since a day, the most asked first. */
export function listAskedMatterIds(reader: Reader, from: string, limit: number): readonly string[] {
  return reader
    .select({ matterId: consultation.matterId })
    .from(consultation)
    .where(and(gte(consultation.loggedOn, from), isNotNull(consultation.matterId)))
    .groupBy(consultation.matterId)
    .orderBy(sql`count(*) desc`, sql`max(${consultation.number}) desc`)
    .limit(limit)
    .all()
    .flatMap(({ matterId }) => matterId ?? [])
}

/** The last numbers given: over all years, and within one. */
export function lastConsultationNumbers(
  reader: Reader,
  year: number,
): { readonly number: number; readonly serial: number } {
  const all = reader
    .select({ last: max(consultation.number) })
    .from(consultation)
    .get()
  const inYear = reader
    .select({ last: max(consultation.serial) })
    .from(consultation)
    .where(eq(consultation.year, year))
    .get()
  return { number: all?.last ?? 0, serial: inYear?.last ?? 0 }
}
