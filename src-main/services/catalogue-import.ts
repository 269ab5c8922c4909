import { keepCatalogueVersion } from '#main/store/notes/catalogue-version.ts'
import { countDraftsByMatter, countOpenByMatter } from '#main/store/queries/affected.ts'
import { type HeldVersion, listCatalogueVersions } from '#main/store/queries/catalogue-version.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listPublications, listToldCalendars } from '#main/store/queries/publication.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { type Act, record } from '#main/store/record.ts'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { faultLine } from '#shared/catalogue/catalogue-fault.ts'
import { withCentreRoles } from '#shared/catalogue/centre-roles.ts'
import { type CatalogueDiff, diffCatalogues } from '#shared/catalogue/diff.ts'
import { compareVersions, versionOn } from '#shared/catalogue/version.ts'
import { type AffectedMatter, PublicationRefusal } from '#shared/contract/catalogue-import.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { actOf, type Desk, today } from './desk.ts'
import type { Examined } from './shelf.ts'

export function versions(desk: Desk): Answer<'catalogue.versions'> {
  const day = today(desk)
  const held = desk.shelf.held()
  const inForce = versionOn(held, day)?.version
  const state = ({ effectiveFrom, version }: HeldVersion) => {
    if (version === inForce) return 'IN_FORCE'
    return effectiveFrom > day ? 'WAITING' : 'PAST'
  }
  const people = new Map(desk.store.read(listStaff).map(({ name, staffId }) => [staffId, name]))
  return ok({
    calendarYears: Object.keys(desk.rules.calendar.years).toSorted(),
    ...desk.store.read(published),
    versions: held.toReversed().map((each) => ({
      version: each.version,
      effectiveFrom: each.effectiveFrom,
      source: each.source,
      adoptedMs: each.adoptedMs,
      ...(each.keyId ? { keyId: each.keyId } : {}),
      ...(each.adoptedBy ? { adoptedBy: people.get(each.adoptedBy) ?? '' } : {}),
      state: state(each),
    })),
  })
}

/** What the city published: years it told of by themselves, and what is on its way or was not sound. */
function published(reader: Reader) {
  return {
    calendars: listToldCalendars(reader).map(({ name, source, toldMs }) => ({ year: name, source, toldMs })),
    told: listPublications(reader, ['WAITING', 'REFUSED']).map((each) => ({
      kind: each.kind,
      name: each.name,
      effectiveFrom: each.effectiveFrom,
      toldMs: each.toldMs,
      bytes: each.bytes,
      have: each.have,
      ...(each.state === 'REFUSED'
        ? { refused: { code: PublicationRefusal.parse(each.code), detail: { ...each.detail } } }
        : {}),
    })),
  }
}

/** What a file would change, and for whom. Looking changes nothing, so a manager may look at anything. */
export async function preview(
  desk: Desk,
  { file }: Input<'catalogue.preview'>,
): Promise<Answer<'catalogue.preview'>> {
  const examined = await desk.shelf.examine(Buffer.from(file, 'base64'))
  if (!examined.ok) return examined
  const none = { added: [], removed: [], changed: [] }
  const { signed } = examined.value
  const before = desk.rules.catalogue
  if (!examined.value.sound)
    return ok({
      signed,
      faults: [...examined.value.faults],
      comparedWith: before.version,
      matters: none,
      items: none,
      affected: [],
      calendarYears: [],
    })
  const { bundle, keyId, sha256 } = examined.value
  return desk.store.read((reader) => {
    const unfit = unfitBeside(listCatalogueVersions(reader), bundle, sha256)
    if (!unfit.ok) return unfit
    const { effectiveFrom, source, version } = bundle.catalogue
    const from = effectiveFrom > today(desk) ? effectiveFrom : today(desk)
    const replaced = desk.shelf.inForce(from).catalogue
    const { centreId } = getInstallation(reader)
    const diff = diffCatalogues(replaced, withCentreRoles(bundle.catalogue, bundle.centreRoles, centreId))
    return ok({
      signed,
      faults: [],
      version,
      effectiveFrom,
      source,
      sha256,
      ...(keyId ? { keyId } : {}),
      from,
      comparedWith: replaced.version,
      matters: mutable(diff.matters),
      items: mutable(diff.items),
      affected: affected(reader, desk, diff, bundle),
      calendarYears: Object.keys(bundle.workingDays?.years ?? {}),
    })
  })
}

/**
 * Adopts a catalogue the city signed. The file is read and checked anew, and what stands in the way is
 * looked up inside the transaction: nothing depends on what a window was shown.
 */
export async function adopt(desk: Desk, input: Input<'catalogue.adopt'>): Promise<Answer<'catalogue.adopt'>> {
  const examined = await desk.shelf.examine(Buffer.from(input.file, 'base64'))
  if (!examined.ok) return examined
  if (!examined.value.sound) {
    const { faults } = examined.value
    const [first] = faults
    return refuse('catalogue-faulty', { n: `${faults.length}`, first: first ? faultLine(first) : '' })
  }
  if (!examined.value.signed) return refuse('not-signed')
  const sound = examined.value
  const adopted = desk.store.write((writer) => {
    const unfit = unfitBeside(listCatalogueVersions(writer), sound.bundle, sound.sha256)
    if (!unfit.ok) return unfit
    if (sound.sha256 !== input.sha256) return refuse('not-what-was-shown')
    return adoptSound(writer, sound, actOf(desk))
  })
  if (!adopted.ok) return adopted
  desk.hint('catalogue')
  const { effectiveFrom, version } = sound.bundle.catalogue
  return ok({ version, effectiveFrom, inForce: effectiveFrom <= today(desk) })
}

/** Adopts what was examined, by hand or as the city's line brought it: on the shelf and in the journal. */
export function adoptSound(
  writer: Writer,
  { bundle, keyId, packed, sha256 }: Examined & { readonly sound: true },
  act: Act,
): Result<undefined, UnfitBeside> {
  const unfit = unfitBeside(listCatalogueVersions(writer), bundle, sha256)
  if (!unfit.ok) return unfit
  const { effectiveFrom, source, version } = bundle.catalogue
  keepCatalogueVersion(writer, {
    version,
    sha256,
    effectiveFrom,
    source,
    body: Buffer.from(packed),
    adoptedMs: act.seams.wallMs(),
    workingDays: bundle.workingDays ?? null,
    regions: bundle.regions ?? null,
    keyId: keyId ?? null,
    adoptedBy: act.actor === 'desk' ? null : act.actor,
  })
  record(writer, act, { type: 'catalogue-adopted', version, sha256 })
  return ok(undefined)
}

type UnfitBeside = 'catalogue-older' | 'version-reused' | 'catalogue-already-held'

/** Only a newer version comes beside those that are here; a version is one text for ever. */
function unfitBeside(
  held: readonly HeldVersion[],
  { catalogue: { version } }: CatalogueBundle,
  sha256: string,
): Result<undefined, UnfitBeside> {
  const same = held.find((each) => each.version === version)
  if (same)
    return refuse(same.sha256 === sha256 ? 'catalogue-already-held' : 'version-reused', { held: version })
  const newest = held.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  if (newest && compareVersions(version, newest.version) <= 0)
    return refuse('catalogue-older', { held: newest.version })
  return ok(undefined)
}

function affected(
  reader: Reader,
  desk: Desk,
  { matters, touched }: CatalogueDiff,
  { catalogue }: CatalogueBundle,
): AffectedMatter[] {
  const [openCases, drafts] = [countOpenByMatter(reader), countDraftsByMatter(reader)]
  const removed = new Set(matters.removed.map(({ id }) => id))
  const names = new Map(
    [...desk.rules.catalogue.matters, ...catalogue.matters].map(({ matterId, name }) => [matterId, name]),
  )
  return touched
    .map((matterId) => ({
      matterId,
      name: names.get(matterId) ?? matterId,
      removed: removed.has(matterId),
      openCases: openCases.get(matterId) ?? 0,
      drafts: drafts.get(matterId) ?? 0,
    }))
    .filter((each) => each.openCases > 0 || each.drafts > 0)
}

export function mutable({ added, changed, removed }: CatalogueDiff['matters']) {
  return {
    added: [...added],
    removed: [...removed],
    changed: changed.map((each) => ({ ...each, words: [...each.words] })),
  }
}

/** The empty workbook, for a county that fills one in without the command line. */
export async function template(desk: Desk): Promise<Answer<'catalogue.template'>> {
  const file = Buffer.from(await desk.shelf.template()).toString('base64')
  return ok({ name: '事项目录模板.xlsx', file })
}
