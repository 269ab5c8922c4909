import { gunzipSync } from 'node:zlib'
import type { Rules } from '#main/services/desk.ts'
import type { Shelf } from '#main/services/shelf.ts'
import {
  findCatalogueBody,
  type HeldVersion,
  listCalendars,
  listCatalogueVersions,
} from '#main/store/queries/catalogue-version.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listToldCalendars } from '#main/store/queries/publication.ts'
import { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { withCentreRoles } from '#shared/catalogue/centre-roles.ts'
import { withYears } from '#shared/catalogue/check-calendar.ts'
import { centresOf, knownIdAreas, Regions } from '#shared/catalogue/regions.ts'
import { compareVersions, versionOn } from '#shared/catalogue/version.ts'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { hash } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import type { Store } from '#shared/sqlite/store.ts'
import type { ShippedRules } from '../rules.ts'
import { examineCatalogue } from './examine.ts'
import { makeTemplate } from './template.ts'

/** The catalogues of an open desk, unpacked when they are first asked for and then kept ready. */
export function openShelf(store: Store, shipped: ShippedRules): Shelf {
  const { centreId, cityKey } = store.read(getInstallation)
  const bundles = new Map<string, CatalogueBundle>()
  let held: readonly HeldVersion[] = []
  let rules = new Map<string, Rules>()
  let world = worldOf({ versions: [], told: [] }, shipped)

  const refresh = (): void => {
    const calendars = store.read((reader) => {
      held = listCatalogueVersions(reader).toSorted((a, b) => compareVersions(a.version, b.version))
      return { versions: listCalendars(reader), told: listToldCalendars(reader) }
    })
    world = worldOf(calendars, shipped)
    rules = new Map()
  }

  const bundleOf = (version: HeldVersion): CatalogueBundle => {
    const known = bundles.get(version.version)
    if (known) return known
    const bundle = version.sha256 === shipped.sha256 ? shipped.bundle : unpacked(store, version)
    bundles.set(version.version, bundle)
    return bundle
  }

  const rulesFor = (wanted: string): Rules => {
    const ready = rules.get(wanted)
    if (ready) return ready
    // A case from before versions were kept reads the oldest there is.
    const version = held.find((each) => each.version === wanted) ?? held[0]
    if (!version) return shipped
    const { catalogue, centreRoles, policies, typing } = bundleOf(version)
    const made: Rules = {
      catalogue: withCentreRoles(catalogue, centreRoles, centreId),
      ...world,
      // A catalogue that came out of a workbook has no screens in it: then those of the program stand.
      typing: typing ?? shipped.typing,
      policies: policies ?? shipped.policies,
      sha256: version.sha256,
      wasKnown: (id) => held.some((each) => names(bundleOf(each), id)),
    }
    rules.set(wanted, made)
    return made
  }

  refresh()
  return {
    held: () => held,
    inForce: (day) => rulesFor(versionOn(held, day)?.version ?? shipped.catalogue.version),
    rulesFor,
    examine: (file) => examineCatalogue(file, cityKey),
    template: makeTemplate,
    refresh,
  }
}

/**
 * Calendar and regions are those of the world, not of a version: a year counts as the city told it by itself,
 * else as the newest version tells it, and what came with the program stands where nothing says anything.
 */
function worldOf(
  {
    told,
    versions,
  }: {
    readonly versions: ReturnType<typeof listCalendars>
    readonly told: ReturnType<typeof listToldCalendars>
  },
  shipped: ShippedRules,
): Pick<Rules, 'calendar' | 'centres' | 'knownAreas'> {
  const oldestFirst = versions.toSorted((a, b) => compareVersions(a.version, b.version))
  const calendars = [...oldestFirst, ...told].flatMap(
    ({ workingDays }) => WorkingDayFile.safeParse(workingDays).data ?? [],
  )
  const regions = oldestFirst.flatMap((each) => Regions.safeParse(each.regions).data ?? []).at(-1)
  return {
    calendar: calendars.reduce(withYears, shipped.bundle.workingDays ?? { source: '', years: {} }),
    centres: regions ? centresOf(regions) : shipped.centres,
    knownAreas: regions ? knownIdAreas(regions) : shipped.knownAreas,
  }
}

/** The bytes must still be those the journal recorded the hash of. */
function unpacked(store: Store, { sha256, version }: HeldVersion): CatalogueBundle {
  const body = store.read((reader) => findCatalogueBody(reader, version))
  const text = body && gunzipSync(body).toString('utf8')
  const read =
    text !== undefined && hash(text).toString('base64url') === sha256
      ? CatalogueBundle.safeParse(JSON.parse(text)).data
      : undefined
  if (!read)
    throw new Fault(
      'catalogue-damaged',
      version,
      `保存的事项目录 ${version} 读不出来，请重新导入或联系运维。`,
    )
  return read
}

function names({ catalogue }: CatalogueBundle, id: string): boolean {
  return (
    catalogue.fields.some(({ fieldId }) => fieldId === id) ||
    catalogue.materials.some(({ materialId }) => materialId === id)
  )
}
