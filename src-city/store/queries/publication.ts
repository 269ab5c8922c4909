import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { PublicationKind } from '#shared/domain/publication.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { feed } from '../tables/feed.ts'
import { publication } from '../tables/publication.ts'

const { body, entryId, kind, name, publishedMs, sha256 } = publication
const told = { body, entryId, kind, name, publishedMs, sha256 }

/** Without the texts of the catalogues; a city publishes a few a year. */
export function listPublications(reader: Reader) {
  return reader.select(told).from(publication).orderBy(asc(publishedMs), asc(name))
}

/** Of a publication: the feed of this centre does not have it yet. */
export function untoldTo(centreId: CentreId): SQL {
  return sql`not exists (select from ${feed} where ${feed.centreId} = ${centreId} and ${feed.entryId} = ${entryId})`
}

/** What this centre's feed does not have yet, in the order it was published. */
export function listUntold(reader: Reader, centreId: CentreId) {
  return reader.select(told).from(publication).where(untoldTo(centreId)).orderBy(asc(publishedMs), asc(name))
}

export async function findPublication(reader: Reader, of: PublicationKind, called: string) {
  const [row] = await reader
    .select(told)
    .from(publication)
    .where(and(eq(kind, of), eq(name, called)))
  return row
}

/** The packed file of a catalogue by the hash of its text. */
export async function findPacked(reader: Reader, textHash: string): Promise<Buffer | undefined> {
  const [row] = await reader
    .select({ packed: publication.packed })
    .from(publication)
    .where(eq(sha256, textHash))
  return row?.packed ? Buffer.from(row.packed, 'base64') : undefined
}
