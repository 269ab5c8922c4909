import { z } from 'zod'
import { isDay } from '#shared/domain/day.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { type CatalogueFault, shapeFaults } from './catalogue-fault.ts'
import { CentreRoles, checkCentreRoles } from './centre-roles.ts'
import { checkCatalogue } from './check.ts'
import { checkWorkingDays } from './check-calendar.ts'
import { checkRegions } from './check-regions.ts'
import { checkTyping } from './check-typing.ts'
import { checkPolicies, PolicySheets } from './policy.ts'
import { Regions } from './regions.ts'
import { Catalogue } from './schema.ts'
import { TypingProfiles } from './typing-profile.ts'
import { WorkingDayFile } from './working-days.ts'

/** What is shipped, signed and kept as one: a catalogue and what goes with it. */
export const CatalogueBundle = z
  .strictObject({
    catalogue: Catalogue,
    workingDays: WorkingDayFile.exactOptional(),
    regions: Regions.exactOptional(),
    centreRoles: CentreRoles.exactOptional(),
    typing: TypingProfiles.exactOptional(),
    policies: PolicySheets.exactOptional(),
  })
  .readonly()
export type CatalogueBundle = z.infer<typeof CatalogueBundle>

export type CheckedBundle =
  | { readonly ok: true; readonly bundle: CatalogueBundle }
  | { readonly ok: false; readonly faults: readonly CatalogueFault[] }

/** The one text of a bundle, over which it is hashed and signed. */
export function bundleText(bundle: CatalogueBundle): string {
  return canonical(bundle as unknown as Json)
}

/** Reads what somebody sent: the whole bundle without a fault, or every fault. */
export function readBundle(value: unknown): CheckedBundle {
  const read = CatalogueBundle.safeParse(value)
  if (!read.success) return { ok: false, faults: shapeFaults(read.error) }
  const faults = checkBundle(read.data)
  return faults.length === 0 ? { ok: true, bundle: read.data } : { ok: false, faults }
}

export function checkBundle(bundle: CatalogueBundle): readonly CatalogueFault[] {
  return [...checkCatalogue(bundle.catalogue), ...checkBeside(bundle)]
}

/** What stands beside the catalogue itself; the checks of the catalogue may have been made elsewhere. */
export function checkBeside({
  catalogue,
  centreRoles,
  policies,
  regions,
  typing,
  workingDays,
}: CatalogueBundle): readonly CatalogueFault[] {
  return [
    ...(isDay(catalogue.effectiveFrom)
      ? []
      : [
          {
            path: 'effectiveFrom',
            rule: 'shape' as const,
            sentence: `生效日期“${catalogue.effectiveFrom}”不是一个日子，请写成2026-11-01这样。`,
          },
        ]),
    ...(centreRoles ? checkCentreRoles(catalogue, centreRoles) : []),
    ...(workingDays ? checkWorkingDays(workingDays) : []),
    ...(regions ? checkRegions(regions) : []),
    ...(typing ? checkTyping(catalogue, typing) : []),
    ...(policies ? checkPolicies(catalogue, policies) : []),
  ]
}
