import { keepPublication, settlePublication, tryRefusedAgain } from '#main/store/notes/publication.ts'
import { type HeldVersion, listCatalogueVersions } from '#main/store/queries/catalogue-version.ts'
import { listPublications, type Publication } from '#main/store/queries/publication.ts'
import { faultLine } from '#shared/catalogue/catalogue-fault.ts'
import { checkWorkingDays } from '#shared/catalogue/check-calendar.ts'
import { compareVersions } from '#shared/catalogue/version.ts'
import type { PublicationRefusal } from '#shared/contract/catalogue-import.ts'
import { hash } from '#shared/crypto/suite.ts'
import { CalendarPublished, CataloguePublished } from '#shared/domain/publication.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { type Detail, ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { adoptSound } from './catalogue-import.ts'
import type { Unattended } from './clock-run.ts'

type Told = { readonly entryId: EntryId; readonly body: unknown }

/** Notes that a catalogue is there; false when this program does not understand what was told. */
export function takeCatalogueTold(writer: Writer, { seams }: Unattended, { body, entryId }: Told): boolean {
  const told = CataloguePublished.safeParse(body).data
  if (!told) return false
  const { version, ...rest } = told
  keepPublication(writer, { ...rest, entryId, kind: 'CATALOGUE', name: version, toldMs: seams.wallMs() })
  return true
}

/** A year's days off count from here on; one that cannot be is kept with its fault, and the feed goes on. */
export function takeCalendarTold(writer: Writer, { seams }: Unattended, { body, entryId }: Told): boolean {
  const told = CalendarPublished.safeParse(body).data
  if (!told) return false
  const { source, year, ...days } = told
  const workingDays = { source, years: { [year]: days } }
  const [fault] = checkWorkingDays(workingDays)
  const text = JSON.stringify(told)
  const row = { sha256: hash(text).toString('base64url'), bytes: Buffer.byteLength(text) }
  keepPublication(writer, {
    ...row,
    entryId,
    kind: 'CALENDAR',
    name: year,
    effectiveFrom: `${year}-01-01`,
    source,
    toldMs: seams.wallMs(),
    ...(fault
      ? { state: 'REFUSED', code: 'calendar-faulty', detail: { first: fault.sentence } }
      : { state: 'TAKEN', workingDays }),
  })
  return true
}

/**
 * Which catalogue is to be fetched now: first the newest whose day has come, then those to come in their
 * order. What is here already, by a stick or with the program, and what is older than what is here, is settled
 * without a byte.
 */
export function wantedCatalogue(desk: Unattended): Publication | undefined {
  const { seams, store } = desk
  const waiting = store.read((reader) => listPublications(reader, ['WAITING']))
  if (waiting.length === 0) return undefined
  const held = store.read(listCatalogueVersions)
  const left = waiting
    .filter((each) => !settledBy(held, each))
    .toSorted((a, b) => compareVersions(a.name, b.name))
  if (left.length < waiting.length)
    store.write((writer) => {
      for (const each of waiting) {
        const settled = settledBy(held, each)
        if (settled) settlePublication(writer, each.entryId, settled)
      }
      return ok(undefined)
    })
  const day = dateOf(seams.wallMs())
  return left.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? left[0]
}

type Settled = {
  readonly state: 'TAKEN' | 'PASSED' | 'REFUSED'
  readonly code?: string
  readonly detail?: Detail
}

function settledBy(held: readonly HeldVersion[], { name, sha256 }: Publication): Settled | undefined {
  if (held.some((each) => each.sha256 === sha256)) return { state: 'TAKEN' }
  if (held.some(({ version }) => version === name))
    return { state: 'REFUSED', code: 'version-reused', detail: { held: name } }
  return held.some(({ version }) => compareVersions(version, name) > 0) ? { state: 'PASSED' } : undefined
}

/**
 * A catalogue came whole: it goes through the same door as one on a stick. What does not pass is kept as
 * refused with its code, for a person to see, and stops nothing else. True when it was adopted.
 */
export async function takeCatalogue(desk: Unattended, told: Publication, file: Uint8Array): Promise<boolean> {
  const answer = await adopted(desk, told, file)
  if (answer.ok) return true
  const { code, detail } = answer.refusal
  // Adopted by hand meanwhile, or something newer was, it is no longer to be told of.
  const settled = settledBy(desk.store.read(listCatalogueVersions), told) ?? {
    state: 'REFUSED',
    code,
    detail,
  }
  desk.store.write((writer) => {
    settlePublication(writer, told.entryId, settled)
    return ok(undefined)
  })
  return false
}

async function adopted(
  desk: Unattended,
  { entryId, sha256 }: Publication,
  file: Uint8Array,
): Promise<Result<undefined, PublicationRefusal>> {
  const examined = await desk.shelf.examine(file)
  if (!examined.ok) return examined
  const { value } = examined
  if (!value.sound) return refuse('catalogue-faulty', firstOf(value.faults.map(faultLine)))
  if (!value.signed) return refuse('not-signed')
  if (value.sha256 !== sha256) return refuse('not-what-was-told')
  return desk.store.write((writer) => {
    settlePublication(writer, entryId, { state: 'TAKEN' })
    return adoptSound(writer, value, { actor: 'desk', seams: desk.seams })
  })
}

/** At the start: an older program may have refused what this one reads. */
export function tryAgain({ store }: Pick<Unattended, 'store'>): void {
  if (store.read((reader) => listPublications(reader, ['REFUSED'])).length === 0) return
  store.write((writer) => {
    tryRefusedAgain(writer)
    return ok(undefined)
  })
}

function firstOf(lines: readonly string[]): Detail {
  return { n: `${lines.length}`, first: lines[0] ?? '' }
}
