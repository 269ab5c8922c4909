import { RosterTold } from '#shared/domain/roster.ts'
import { Role } from '#shared/domain/staff.ts'
import { type CentreId, EntryId, type StaffId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { findCentre } from '../store/queries/centre.ts'
import { findToldRoster } from '../store/queries/feed.ts'
import { listWorking } from '../store/queries/staff.ts'
import { recordFeed } from '../store/record-feed.ts'
import type { Reader } from '../store/store.ts'
import type { Answer, City } from './city.ts'

type Person = RosterTold['people'][number]

/** Who works at a centre now, and who of them was told to be off. */
export async function rosterOfCentre(
  city: City,
  centreId: CentreId,
): Answer<{ toldMs: number | null; people: Person[] }> {
  return city.store.read([centreId], async (reader) => {
    const told = await lastTold(reader, centreId)
    const off = new Set(told?.people.filter((person) => person.off).map(({ staffId }) => staffId))
    return ok({ toldMs: told?.version ?? null, people: await peopleOf(reader, centreId, off) })
  })
}

/**
 * Has every desk of a centre told who works there and who may act no more (adr/0036). The feed is the record of
 * it; who is off stays in the journals of what they did.
 */
export async function tellRoster(
  city: City,
  { centreId, off }: { readonly centreId: CentreId; readonly off: readonly StaffId[] },
): Answer<{ entryId: EntryId; feedSeq: number; people: Person[] }> {
  const entryId = EntryId.parse(city.newId())
  return city.store.write([centreId], async (writer) => {
    if (!(await findCentre(writer, centreId))) return refuse('not-found', { field: 'centreId' })
    const people = await peopleOf(writer, centreId, new Set(off))
    if (off.some((staffId) => !people.some((person) => person.staffId === staffId)))
      return refuse('not-found', { field: 'off' })
    const before = (await lastTold(writer, centreId))?.version ?? 0
    // A clock that was set back must not make desks take the newer roster for an older one.
    const body: RosterTold = { version: Math.max(before + 1, city.nowMs()), people }
    const told = { entryId, kind: 'roster-told', caseId: null, body } as const
    return ok({ entryId, feedSeq: await recordFeed(writer, centreId, [told], city.nowMs()), people })
  })
}

async function lastTold(reader: Reader, centreId: CentreId): Promise<RosterTold | undefined> {
  const body = await findToldRoster(reader, centreId)
  return body === undefined ? undefined : RosterTold.parse(JSON.parse(body))
}

async function peopleOf(
  reader: Reader,
  centreId: CentreId,
  off: ReadonlySet<StaffId | undefined>,
): Promise<Person[]> {
  const rows = await listWorking(reader, centreId)
  return rows.map(({ role, ...person }) => ({
    ...person,
    role: Role.parse(role),
    off: off.has(person.staffId),
  }))
}
