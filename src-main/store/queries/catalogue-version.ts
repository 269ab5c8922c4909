import { eq } from 'drizzle-orm'
import type { StaffId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { catalogueSeen, catalogueVersion } from '../tables/catalogue-version.ts'

export type HeldVersion = Omit<typeof catalogueVersion.$inferSelect, 'body' | 'workingDays' | 'regions'>

/** All of them, without their bodies. A desk holds a few a year. */
export function listCatalogueVersions(reader: Reader): readonly HeldVersion[] {
  const { adoptedBy, adoptedMs, effectiveFrom, keyId, sha256, source, version } = catalogueVersion
  return reader
    .select({ version, sha256, effectiveFrom, source, adoptedMs, keyId, adoptedBy })
    .from(catalogueVersion)
    .orderBy(adoptedMs, version)
    .all()
}

/** The version up to which a person has read what changed. */
export function findCatalogueSeen(reader: Reader, staffId: StaffId): string | undefined {
  return reader.select().from(catalogueSeen).where(eq(catalogueSeen.staffId, staffId)).get()?.version
}

export function findCatalogueBody(reader: Reader, version: string): Uint8Array | undefined {
  return reader
    .select({ body: catalogueVersion.body })
    .from(catalogueVersion)
    .where(eq(catalogueVersion.version, version))
    .get()?.body
}

/** What the versions say of the world around them, as it was checked when they were adopted. */
export function listCalendars(
  reader: Reader,
): readonly { readonly version: string; readonly workingDays: unknown; readonly regions: unknown }[] {
  const { regions, version, workingDays } = catalogueVersion
  return reader.select({ version, workingDays, regions }).from(catalogueVersion).all()
}
