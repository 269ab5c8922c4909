import type { CentreId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type FeedPage, feedLimits } from '#shared/protocol/feed.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import { findFeedHash, findFeedHead, findHeard, listFeed } from '../store/queries/feed.ts'
import { listUntold } from '../store/queries/publication.ts'
import { recordHeard } from '../store/record-contact.ts'
import { recordUntold } from '../store/record-publication.ts'
import type { Reader } from '../store/store.ts'
import type { Answer, City } from './city.ts'

/**
 * The feed of the desk's own centre after its cursor, a page at a time.
 *
 * A cursor is a number and a hash. One this feed does not have was given by another life of the city:
 * the desk begins again from the start and knows what it has by the ids (sync.md C.16).
 */
export async function feedOfDesk(
  city: City,
  { centreId, deskId }: DeskRow,
  cursor: { readonly after: number; readonly hash: string },
): Answer<FeedPage> {
  const look = () =>
    city.store.read([centreId], async (reader) => ({
      untold: (await listUntold(reader, centreId)).length > 0,
      heard: await findHeard(reader, { centreId, deskId }),
      page:
        (await findFeedHash(reader, centreId, cursor.after)) === cursor.hash
          ? await pageAfter(city, reader, centreId, cursor.after)
          : undefined,
    }))
  let seen = await look()
  if (seen.untold) {
    await tellPublished(city, centreId)
    seen = await look()
  }
  const { heard, page } = seen
  if (!page) return refuse('E_FEED_COMPACTED', { field: 'after' })
  if (heard && heard.heardSeq !== cursor.after)
    await city.store.write([centreId], async (writer) => {
      await recordHeard(writer, { centreId, deskId, seq: cursor.after })
      return ok(undefined)
    })
  return ok(page)
}

/** What a centre was told, for whoever looks after the city. */
export async function feedOfCentre(city: City, centreId: CentreId, after: number): Answer<FeedPage> {
  return ok(await city.store.read([centreId], (reader) => pageAfter(city, reader, centreId, after)))
}

/**
 * What was published and this centre's feed does not have is put there before the page is read: so a centre
 * that comes later, or one whose feed was lost, hears of it like every other, and nobody keeps a list.
 */
async function tellPublished(city: City, centreId: CentreId): Promise<void> {
  await city.store.write([centreId], async (writer) => {
    await recordUntold(writer, centreId, city.nowMs())
    return ok(undefined)
  })
}

async function pageAfter(city: City, reader: Reader, centreId: CentreId, after: number): Promise<FeedPage> {
  const rows = await listFeed(reader, centreId, after, feedLimits.maxEntries)
  const entries = rows
    .filter(({ bytes }, at) => at === 0 || bytes < feedLimits.maxBytes)
    .map(({ bytes: _, ...entry }) => entry)
  return { cityEpoch: city.identity.cityEpoch, entries, head: await findFeedHead(reader, centreId) }
}
