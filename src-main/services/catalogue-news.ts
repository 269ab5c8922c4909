import { keepCatalogueSeen } from '#main/store/notes/catalogue-version.ts'
import { findCatalogueSeen, type HeldVersion } from '#main/store/queries/catalogue-version.ts'
import { diffCatalogues } from '#shared/catalogue/diff.ts'
import { compareVersions, versionOn } from '#shared/catalogue/version.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { mutable } from './catalogue-import.ts'
import { type Desk, person, today } from './desk.ts'

type Standing = {
  readonly now: HeldVersion
  /** What this person knew last: read up to, or else the version before. Absent when there is none. */
  readonly since: HeldVersion | undefined
  readonly seen: boolean
}

/** Whether the catalogue changed since this person last read what changed; says it without working it out. */
export function news(desk: Desk): Answer<'catalogue.news'> {
  const { now, seen, since } = standing(desk)
  return ok(
    since && !seen
      ? { unread: { version: now.version, effectiveFrom: now.effectiveFrom, since: since.version } }
      : {},
  )
}

/** What is other in the catalogue of today than in the one this person knew (ui.md UX-471). */
export function changes(desk: Desk): Answer<'catalogue.changes'> {
  const { now, seen, since } = standing(desk)
  const { effectiveFrom, source, version } = now
  const before = since ? desk.shelf.rulesFor(since.version).catalogue : desk.rules.catalogue
  const { items, matters } = diffCatalogues(before, desk.rules.catalogue)
  return ok({
    version,
    effectiveFrom,
    source,
    ...(since ? { since: since.version } : {}),
    seen,
    matters: mutable(matters),
    items: mutable(items),
  })
}

/** A person has read it. Another version may have come into force since the list was opened. */
export function acknowledge(
  desk: Desk,
  { version }: Input<'catalogue.acknowledge'>,
): Answer<'catalogue.acknowledge'> {
  const { now } = standing(desk)
  if (now.version !== version) return refuse('not-in-force', { now: now.version })
  return desk.store.write((writer) => {
    keepCatalogueSeen(writer, {
      staffId: person(desk).staffId,
      version,
      seenMs: desk.seams.wallMs(),
    })
    return ok({})
  })
}

function standing(desk: Desk): Standing {
  const held = desk.shelf.held()
  const now = versionOn(held, today(desk))
  assert(now, 'a desk goes by a catalogue it holds')
  const read = desk.store.read((reader) => findCatalogueSeen(reader, person(desk).staffId))
  const older = held
    .filter(({ version }) => compareVersions(version, now.version) < 0)
    .toSorted((a, b) => compareVersions(b.version, a.version))
  const seen = read === now.version || older.length === 0
  return { now, seen, since: (seen ? undefined : older.find(({ version }) => version === read)) ?? older[0] }
}
