import { eq } from 'drizzle-orm'
import type { Writer } from './store.ts'
import { office, officeAudit, officeRequest } from './tables/office.ts'

export async function recordOffice(writer: Writer, row: typeof office.$inferInsert): Promise<void> {
  await writer.insert(office).values(row)
}

/** True when there is such an office. */
export async function recordOfficeStatus(
  writer: Writer,
  officeId: string,
  status: 'ACTIVE' | 'REVOKED',
): Promise<boolean> {
  const rows = await writer
    .update(office)
    .set({ status })
    .where(eq(office.officeId, officeId))
    .returning({ officeId: office.officeId })
  return rows.length === 1
}

export async function recordAudit(writer: Writer, row: typeof officeAudit.$inferInsert): Promise<void> {
  await writer.insert(officeAudit).values(row)
}

export async function recordOfficeRequest(
  writer: Writer,
  row: typeof officeRequest.$inferInsert,
): Promise<void> {
  await writer.insert(officeRequest).values(row)
}
