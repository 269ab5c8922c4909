import type { RosterTold } from '#shared/domain/roster.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { rosterVersion } from '../queries/roster.ts'
import { rosterPerson } from '../tables/roster.ts'

/** In the transaction of the feed page that told it; an older one than is held changes nothing. */
export function keepRoster(writer: Writer, { people, version }: RosterTold): void {
  if (version <= rosterVersion(writer)) return
  writer.delete(rosterPerson).run()
  for (const person of people)
    writer
      .insert(rosterPerson)
      .values({ ...person, version })
      .run()
}
