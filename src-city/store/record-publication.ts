import type { FeedKind } from '#shared/domain/department-act.ts'
import type { PublicationKind } from '#shared/domain/publication.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { listUntold } from './queries/publication.ts'
import { lockFeed, recordFeed } from './record-feed.ts'
import type { Writer } from './store.ts'
import { publication } from './tables/publication.ts'

const feedKinds: Record<PublicationKind, FeedKind> = {
  CATALOGUE: 'catalogue-published',
  CALENDAR: 'calendar-published',
}

/** Under a name only the newest stands; centres that were told of the one before are told again. */
export async function recordPublication(writer: Writer, row: typeof publication.$inferInsert): Promise<void> {
  const { kind: _, name: __, ...set } = row
  await writer
    .insert(publication)
    .values(row)
    .onConflictDoUpdate({ target: [publication.kind, publication.name], set })
}

/** Adds to the feed of a centre what was published since somebody there last asked. */
export async function recordUntold(writer: Writer, centreId: CentreId, nowMs: number): Promise<void> {
  await lockFeed(writer, centreId)
  const untold = await listUntold(writer, centreId)
  await recordFeed(
    writer,
    centreId,
    untold.map(({ body, entryId, kind }) => ({
      entryId,
      kind: feedKinds[kind],
      caseId: null,
      body: JSON.parse(body) as object,
    })),
    nowMs,
  )
}
