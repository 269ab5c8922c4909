import { eq } from 'drizzle-orm'
import type { Reader } from '#shared/sqlite/store.ts'
import { deskFact } from '../tables/case.ts'

export function findFact(reader: Reader, name: 'opened' | 'catalogue'): string | undefined {
  return reader.select().from(deskFact).where(eq(deskFact.name, name)).get()?.value
}
