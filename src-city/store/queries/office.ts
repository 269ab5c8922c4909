import { and, asc, desc, eq } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { office, officeAudit, officeRequest } from '../tables/office.ts'

export type OfficeRow = typeof office.$inferSelect

export async function findOfficeBySelector(reader: Reader, selector: string): Promise<OfficeRow | undefined> {
  const [row] = await reader.select().from(office).where(eq(office.selector, selector))
  return row
}

export async function findOffice(reader: Reader, officeId: string): Promise<OfficeRow | undefined> {
  const [row] = await reader.select().from(office).where(eq(office.officeId, officeId))
  return row
}

/** All offices; a table of a few hundred rows for a whole city. */
export function listOffices(reader: Reader) {
  const { area, createdMs, name, officeId, status } = office
  return reader
    .select({ officeId, name, area, status, createdMs })
    .from(office)
    .orderBy(asc(area), asc(name), asc(officeId))
}

/** What became of a request of this office, if it was taken before. */
export async function findOfficeRequest(
  reader: Reader,
  key: { readonly centreId: CentreId; readonly officeId: string; readonly requestId: string },
): Promise<{ readonly digest: string; readonly feedSeq: number } | undefined> {
  const [row] = await reader
    .select({ digest: officeRequest.digest, feedSeq: officeRequest.feedSeq })
    .from(officeRequest)
    .where(
      and(
        eq(officeRequest.centreId, key.centreId),
        eq(officeRequest.officeId, key.officeId),
        eq(officeRequest.requestId, key.requestId),
      ),
    )
  return row
}

export function listAudit(reader: Reader, officeId: string, max: number) {
  const { act, atMs, auditId, caseNo, centreId, code, itemNo, what } = officeAudit
  return reader
    .select({ atMs, what, centreId, caseNo, itemNo, act, code })
    .from(officeAudit)
    .where(eq(officeAudit.officeId, officeId))
    .orderBy(desc(atMs), desc(auditId))
    .limit(max)
}
