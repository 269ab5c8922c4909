import type { Writer } from '#shared/sqlite/store.ts'
import { catalogueVersion } from '../tables/catalogue-version.ts'

/**
 * Keeps a catalogue for good. The journal records that it was adopted, by version and hash; a text of
 * half a megabyte does not belong into entries that go to the city one by one.
 */
export function keepCatalogueVersion(writer: Writer, row: typeof catalogueVersion.$inferInsert): void {
  writer.insert(catalogueVersion).values(row).run()
}
