import { count, eq } from 'drizzle-orm'
import type { Reader } from '#shared/sqlite/store.ts'
import { matterCase } from '../tables/case.ts'
import { draft } from '../tables/draft.ts'

/** Open cases of each matter: they keep their catalogue, but people will ask. */
export function countOpenByMatter(reader: Reader): ReadonlyMap<string, number> {
  const rows = reader
    .select({ matterId: matterCase.matterId, n: count() })
    .from(matterCase)
    .where(eq(matterCase.open, true))
    .groupBy(matterCase.matterId)
    .all()
  return new Map(rows.map(({ matterId, n }) => [matterId, n]))
}

/** Drafts of each matter, whoever began them: they are decided under the catalogue of that day. */
export function countDraftsByMatter(reader: Reader): ReadonlyMap<string, number> {
  const rows = reader
    .select({ matterId: draft.matterId, n: count() })
    .from(draft)
    .groupBy(draft.matterId)
    .all()
  return new Map(rows.flatMap(({ matterId, n }) => (matterId === null ? [] : [[matterId, n] as const])))
}
