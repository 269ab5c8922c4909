import { eq } from 'drizzle-orm'
import type { Writer } from '../store.ts'
import { enrolmentCode } from '../tables/enrolment-code.ts'

export type EnrolmentCode = typeof enrolmentCode.$inferSelect

/** The code a try is aimed at, locked, so that two tries at once cannot both be the last one. */
export async function findCodeForUse(writer: Writer, selector: string): Promise<EnrolmentCode | undefined> {
  const [row] = await writer
    .select()
    .from(enrolmentCode)
    .where(eq(enrolmentCode.selector, selector))
    .for('update')
  return row
}
