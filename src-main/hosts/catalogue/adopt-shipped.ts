import { gzipSync } from 'node:zlib'
import { keepCatalogueVersion } from '#main/store/notes/catalogue-version.ts'
import { startPosition } from '#main/store/notes/sync.ts'
import { listCatalogueVersions } from '#main/store/queries/catalogue-version.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { record } from '#main/store/record.ts'
import { compareVersions } from '#shared/catalogue/version.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Store, Writer } from '#shared/sqlite/store.ts'
import type { ShippedRules } from '../rules.ts'

type Parts = {
  readonly store: Store
  readonly seams: Seams
  readonly rules: ShippedRules
  readonly faulted: (error: unknown) => void
}

/**
 * Adopts the catalogue that came with the program on the first start and when it is newer than all here.
 *
 * One that the city brought is never replaced by an older one of a build. A build that changed its
 * catalogue without a new version changes nothing and says so in the log.
 */
export function adoptShipped({ faulted, rules: shipped, seams, store }: Parts): void {
  const { version } = shipped.catalogue
  const held = store.read(listCatalogueVersions)
  const same = held.find((each) => each.version === version)
  if (same && same.sha256 !== shipped.sha256)
    faulted(
      new Fault('version-reused', `the shipped catalogue ${version} is not the one held under this name`),
    )
  if (held.some((each) => compareVersions(each.version, version) >= 0)) return
  store.write((writer) => {
    startPosition(writer, getInstallation(writer).epoch)
    recordShipped(writer, seams, shipped)
    return ok(undefined)
  })
}

/** The body and its entry, inside the transaction of the caller. */
export function recordShipped(writer: Writer, seams: Seams, shipped: ShippedRules): void {
  const { effectiveFrom, source, version } = shipped.catalogue
  keepCatalogueVersion(writer, {
    version,
    sha256: shipped.sha256,
    effectiveFrom,
    source,
    body: gzipSync(shipped.text),
    adoptedMs: seams.wallMs(),
    workingDays: shipped.bundle.workingDays ?? null,
    regions: shipped.bundle.regions ?? null,
  })
  const event = { type: 'catalogue-adopted', version, sha256: shipped.sha256 } as const
  record(writer, { actor: 'desk', seams }, event)
}
