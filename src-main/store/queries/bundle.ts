import { desc, eq, sql } from 'drizzle-orm'
import type { Reader } from '#shared/sqlite/store.ts'
import { bundle } from '../tables/bundle.ts'

export type BundleRow = typeof bundle.$inferSelect

export function findBundle(reader: Reader, bundleId: string): BundleRow | undefined {
  return reader.select().from(bundle).where(eq(bundle.bundleId, bundleId)).get()
}

/** The stick written last, answered or not. */
export function lastBundle(reader: Reader, epoch: number): BundleRow | undefined {
  return reader
    .select()
    .from(bundle)
    .where(eq(bundle.epoch, epoch))
    .orderBy(desc(bundle.writtenMs), desc(bundle.through))
    .limit(1)
    .get()
}

/** How far the log was given out on sticks; what lies above is nowhere but here. */
export function bundledThrough(reader: Reader, epoch: number): number {
  const row = reader
    .select({ through: sql<number>`coalesce(max(${bundle.through}), 0)` })
    .from(bundle)
    .where(eq(bundle.epoch, epoch))
    .get()
  return row?.through ?? 0
}
