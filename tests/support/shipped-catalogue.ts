import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembleCatalogue, type CatalogueParts, coverFile } from '#shared/catalogue/assemble.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'

const folder = join(import.meta.dirname, '../../catalogue')

/** The catalogue folder as it is shipped, parsed and not yet checked. */
export function shippedParts(): CatalogueParts {
  const cover = readShipped(coverFile) as { readonly files: readonly string[] }
  return Object.fromEntries([coverFile, ...cover.files].map((file) => [file, readShipped(file)]))
}

export function shippedCatalogue(): Catalogue {
  const assembled = assembleCatalogue(shippedParts())
  if (!assembled.ok) throw new Error(JSON.stringify(assembled.faults, null, 2))
  return assembled.catalogue
}

export function readShipped(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}
