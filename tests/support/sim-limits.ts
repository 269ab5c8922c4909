import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { requestWindowMs } from '#shared/protocol/signing.ts'
import { allSteps, emptyAfter } from './older-desk.ts'
import type { SimCity } from './sim-city.ts'
import type { SimDesk } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'
import type { SimStick } from './sim-stick.ts'
import type { SimTime } from './sim-time.ts'

type Things = {
  readonly city: SimCity
  readonly desks: readonly SimDesk[]
  readonly stick: SimStick
  readonly time: SimTime
}

/** When it is quiet: what lies about in the open, and how much of everything there is. */
export async function limits(laws: SimLaws, things: Things): Promise<void> {
  nobodyInTheOpen(laws, things)
  await withinBounds(laws, things)
}

/** 26: no name and no number of a person stands in a file beside the databases, on a stick or in the city's log. */
function nobodyInTheOpen(laws: SimLaws, { city, desks, stick }: Things): void {
  const secrets = new Set(
    desks.flatMap(({ store }) =>
      (
        store.client.prepare('SELECT name, id_number, phone FROM party').raw().all() as readonly string[][]
      ).flat(),
    ),
  )
  // Two characters may stand in pressed or sealed bytes by chance.
  const found = [...secrets].filter((text) => text && Buffer.byteLength(text) > 6)
  const look = (where: string, bytes: Uint8Array) => {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (found.some((text) => file.includes(text))) laws.broken(26, `somebody can be read in ${where}`)
  }
  for (const [name, bytes] of stick.files) look(`${name} on the stick`, bytes)
  for (const desk of desks) for (const [name, bytes] of desk.files) look(`${desk.name} ${name}`, bytes)
  for (const entry of readdirSync(city.dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) look(`${entry.name} of the city`, readFileSync(join(entry.parentPath, entry.name)))
  look('the log of the city', Buffer.from(city.logged.join('\n')))
}

const timersMax = 12
const bytesAnEntry = 32_768

/** 27: timers, rows and bytes are as many as what happened, and not as many as the time that went by. */
async function withinBounds(laws: SimLaws, { city, desks, time }: Things): Promise<void> {
  for (const desk of desks) {
    const { client } = desk.store
    const timers = time.timersOf(desk.name)
    if (timers > timersMax) laws.broken(27, `${desk.name} has ${timers} timers`)
    const entries = client
      .prepare('SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM feed_entry)')
      .pluck()
      .get() as number
    const bytes = client.serialize().length - emptyAfter(allSteps).length
    if (bytes > 1_048_576 + entries * bytesAnEntry)
      laws.broken(27, `${desk.name}: ${bytes} bytes for ${entries} entries`)
  }
  const [row] = await city.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM request_seen r WHERE seen_ms < $1 +
       (SELECT max(seen_ms) FROM request_seen s WHERE s.centre_id = r.centre_id AND s.desk_id = r.desk_id)`,
    [-2 * requestWindowMs],
  )
  if ((row?.n ?? 0) > 0) laws.broken(27, `the city keeps ${row?.n} requests nobody can make again`)
}
