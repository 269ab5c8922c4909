import { type DeskCommand, DeskCommanded } from '#shared/domain/desk-command.ts'
import { type CentreId, type DeskId, EntryId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { findCentre } from '../store/queries/centre.ts'
import { findDesk } from '../store/queries/desk.ts'
import { listCommands, listHeard } from '../store/queries/feed.ts'
import { recordFeed } from '../store/record-feed.ts'
import type { Answer, City } from './city.ts'

type Wish = {
  readonly centreId: CentreId
  readonly deskId?: DeskId | undefined
  readonly what: DeskCommand
}

/** Puts a command into the feed of a centre: the feed is the record of it. */
export async function commandDesks(
  city: City,
  { centreId, deskId, what }: Wish,
): Answer<{ entryId: EntryId; feedSeq: number }> {
  const entryId = EntryId.parse(city.newId())
  return city.store.write([centreId], async (writer) => {
    if (!(await findCentre(writer, centreId))) return refuse('not-found', { field: 'centreId' })
    if (deskId && (await findDesk(writer, deskId))?.centreId !== centreId)
      return refuse('not-found', { field: 'deskId' })
    const body: DeskCommanded = { ...(deskId ? { deskId } : {}), what }
    const told = { entryId, kind: 'desk-commanded', caseId: null, body } as const
    return ok({ entryId, feedSeq: await recordFeed(writer, centreId, [told], city.nowMs()) })
  })
}

type Given = {
  entryId: EntryId
  feedSeq: number
  givenMs: number
  what: DeskCommand
  desks: { deskId: DeskId; taken: boolean }[]
}

/** What was asked of a centre's desks, newest first, and who has taken it: whoever asks for what comes after it. */
export async function commandsOfCentre(
  city: City,
  { centreId }: Pick<Wish, 'centreId'>,
): Answer<{ commands: Given[] }> {
  const { given, heard } = await city.store.read([centreId], async (reader) => ({
    given: await listCommands(reader, centreId),
    heard: await listHeard(reader, centreId),
  }))
  return ok({
    commands: given.map(({ body, entryId, givenMs, seq }) => {
      const told = DeskCommanded.parse(JSON.parse(body))
      const desks = heard
        .filter(({ deskId }) => told.deskId === undefined || told.deskId === deskId)
        .map(({ deskId, heardSeq }) => ({ deskId, taken: (heardSeq ?? 0) >= seq }))
      return { entryId, feedSeq: seq, givenMs, what: told.what, desks }
    }),
  })
}
