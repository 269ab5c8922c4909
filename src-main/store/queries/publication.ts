import { and, asc, eq, sql } from 'drizzle-orm'
import type { EntryId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { publication } from '../tables/publication.ts'

const { bytes, code, detail, effectiveFrom, entryId, kind, name, sha256, source, state, toldMs } = publication

export type Publication = ReturnType<typeof listPublications>[number]

/** Those that wait or were refused, in the order they were told; `have`: how many bytes are here. */
export function listPublications(
  reader: Reader,
  states: readonly (typeof publication.$inferSelect)['state'][],
) {
  return inStates(reader).all({ states: JSON.stringify(states) })
}

const inStates = prepared((reader: Reader) =>
  reader
    .select({
      bytes,
      code,
      detail,
      effectiveFrom,
      entryId,
      kind,
      name,
      sha256,
      source,
      state,
      toldMs,
      have: sql<number>`length(${publication.fetched})`,
    })
    .from(publication)
    .where(sql`${state} IN (SELECT value FROM json_each(${sql.placeholder('states')}))`)
    .orderBy(asc(toldMs), asc(name))
    .prepare(),
)

export function findFetched(reader: Reader, of: EntryId): Buffer | undefined {
  return reader.select({ fetched: publication.fetched }).from(publication).where(eq(entryId, of)).get()
    ?.fetched
}

/** Years the city told of by themselves, as they count here. */
export function listToldCalendars(reader: Reader): readonly {
  readonly name: string
  readonly source: string
  readonly toldMs: number
  readonly workingDays: unknown
}[] {
  return reader
    .select({ name, source, toldMs, workingDays: publication.workingDays })
    .from(publication)
    .where(and(eq(kind, 'CALENDAR'), eq(state, 'TAKEN')))
    .orderBy(asc(name))
    .all()
}
