import { gzipSync } from 'node:zlib'
import { readBundle } from '#shared/catalogue/bundle.ts'
import { faultLine } from '#shared/catalogue/catalogue-fault.ts'
import { checkWorkingDays } from '#shared/catalogue/check-calendar.ts'
import { compareVersions } from '#shared/catalogue/version.ts'
import { hash } from '#shared/crypto/suite.ts'
import { type CalendarPublished, type CataloguePublished, pieceBytes } from '#shared/domain/publication.ts'
import { EntryId } from '#shared/kernel/ids.ts'
import { canonical, type Json, parsed } from '#shared/kernel/json.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Signed } from '#shared/protocol/messages.ts'
import type { CataloguePiece } from '#shared/protocol/publication.ts'
import { catalogueVerifies } from '#shared/protocol/signing.ts'
import { findPacked, findPublication, listPublications } from '../store/queries/publication.ts'
import { recordPublication } from '../store/record-publication.ts'
import type { Answer, City, CityCode } from './city.ts'

type Published = { name: string; sha256: string; repeated: boolean }
type Outcome = Result<Published, CityCode>

/**
 * Takes the file the office signed and has every desk told of it (adr/0034). It is checked here as it will be
 * checked there: a file with any fault is told to nobody. A version is one text for ever, and only a newer one
 * comes beside those that were published.
 */
export async function publishCatalogue(city: City, file: Signed): Answer<Published> {
  const read = readSigned(city, file)
  if (!read.ok) return read
  const told = read.value
  return city.store.write('city', async (writer): Promise<Outcome> => {
    const same = await findPublication(writer, 'CATALOGUE', told.version)
    if (same && same.sha256 !== told.sha256) return faulty('version-reused')
    if (same) return ok({ name: told.version, sha256: told.sha256, repeated: true })
    const rows = await listPublications(writer)
    if (rows.some(({ kind, name }) => kind === 'CATALOGUE' && compareVersions(name, told.version) > 0))
      return faulty('catalogue-older')
    const { packed, ...body } = told
    await recordPublication(writer, {
      entryId: EntryId.parse(city.newId()),
      kind: 'CATALOGUE',
      name: told.version,
      sha256: told.sha256,
      body: JSON.stringify(body satisfies CataloguePublished),
      packed: packed.toString('base64'),
      publishedMs: city.nowMs(),
    })
    return ok({ name: told.version, sha256: told.sha256, repeated: false })
  })
}

/** A year's days off. Told once more with other days it counts as told last; the same again tells nobody. */
export async function publishCalendar(city: City, calendar: CalendarPublished): Answer<Published> {
  const { source, year, ...days } = calendar
  const [fault] = checkWorkingDays({ source, years: { [year]: days } })
  if (fault) return faulty('calendar-faulty', fault.sentence)
  const sha256 = hash(canonical(calendar as unknown as Json)).toString('base64url')
  return city.store.write('city', async (writer) => {
    const repeated = (await findPublication(writer, 'CALENDAR', year))?.sha256 === sha256
    if (!repeated)
      await recordPublication(writer, {
        entryId: EntryId.parse(city.newId()),
        kind: 'CALENDAR',
        name: year,
        sha256,
        body: JSON.stringify(calendar),
        packed: null,
        publishedMs: city.nowMs(),
      })
    return ok({ name: year, sha256, repeated })
  })
}

export async function publicationsOfCity(city: City) {
  const rows = await city.store.read('city', listPublications)
  return ok({ publications: rows.map(({ body: _, entryId: __, ...row }) => row) })
}

/** A piece of a packed catalogue, for a desk to go on from where it stopped. */
export async function pieceOfCatalogue(
  city: City,
  { offset, sha256 }: { readonly sha256: string; readonly offset: number },
): Answer<CataloguePiece> {
  const packed = await city.store.read([], (reader) => findPacked(reader, sha256))
  if (!packed) return refuse('not-found', { field: 'sha256' })
  const part = packed.subarray(offset, offset + pieceBytes).toString('base64')
  return ok({ bytes: packed.length, offset, part })
}

function readSigned(
  city: City,
  file: Signed,
): Result<CataloguePublished & { readonly packed: Buffer }, CityCode> {
  if (!catalogueVerifies(city.identity.publicKey, file)) return faulty('signature-wrong')
  const read = readBundle(parsed(file.body))
  if (!read.ok) {
    const [first] = read.faults
    return faulty('catalogue-faulty', first ? faultLine(first) : undefined)
  }
  const { effectiveFrom, source, version } = read.bundle.catalogue
  const packed = gzipSync(JSON.stringify(file))
  const sha256 = hash(file.body).toString('base64url')
  return ok({ version, effectiveFrom, source, sha256, bytes: packed.length, packed })
}

function faulty(reason: string, sentence?: string) {
  return refuse('publication-refused', { reason, ...(sentence ? { sentence } : {}) })
}
