import { eq } from 'drizzle-orm'
import type { Writer } from '#shared/sqlite/store.ts'
import { bundle } from '../tables/bundle.ts'

/** Only once the whole of it was read back from the stick. */
export function keepBundle(writer: Writer, row: Omit<typeof bundle.$inferInsert, 'answeredMs'>): void {
  writer.insert(bundle).values(row).run()
}

export function keepAnswered(writer: Writer, bundleId: string, nowMs: number): void {
  writer.update(bundle).set({ answeredMs: nowMs }).where(eq(bundle.bundleId, bundleId)).run()
}
