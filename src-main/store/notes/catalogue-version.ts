import type { Writer } from '#shared/sqlite/store.ts'
import { catalogueSeen, catalogueVersion } from '../tables/catalogue-version.ts'

/**
 * Keeps a catalogue for good. The journal records that it was adopted, by version and hash; a text of
 * half a megabyte does not belong into entries that go to the city one by one.
 */
export function keepCatalogueVersion(writer: Writer, row: typeof catalogueVersion.$inferInsert): void {
  writer.insert(catalogueVersion).values(row).run()
}

/** Keeps that a person has read what changed. Nobody's act towards an applicant, so not journaled. */
export function keepCatalogueSeen(writer: Writer, row: typeof catalogueSeen.$inferInsert): void {
  writer
    .insert(catalogueSeen)
    .values(row)
    .onConflictDoUpdate({
      target: catalogueSeen.staffId,
      set: { version: row.version, seenMs: row.seenMs },
    })
    .run()
}
