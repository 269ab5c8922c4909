import type Database from 'better-sqlite3'
import { fillLetters } from '#main/store/apply/letters.ts'
import { ok } from '#shared/kernel/result.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { Store } from '#shared/sqlite/store.ts'
import type { TestDesk } from './a-desk.ts'
import { allSteps, deskSteps, olderDatabase } from './older-desk.ts'
import type { Machine, Scene } from './sim-accidents.ts'
import { ofItsOwnSchema } from './sim-drives.ts'

/** Kinds of the feed a program of so many steps did not know yet: it kept them as they came. */
const newSince = { 'desk-commanded': 31, 'roster-told': 34, 'body-erased': 35 } as const
/** No further back than the four programs before this one: an older one lacked tables these desks have filled. */
const firstSteps = allSteps - 4

/**
 * The computer was not brought up to date for long: what lies on it is what the program of some steps ago would have
 * left, and today's program brings it up as it is started (23).
 */
export function update({ laws, lottery, off, struck }: Scene, machine: Machine): void {
  const { desk } = machine
  // A program that could not erase never wrote that down.
  if (desk.diskTrouble || desk.journalHas('case-erased')) return
  const steps = firstSteps + lottery.below(allSteps - firstSteps)
  using old = olderDatabase(desk as unknown as TestDesk, steps)
  for (const [kind, since] of Object.entries(newSince))
    if (steps < since) old.prepare("UPDATE feed_entry SET state = 'UNKNOWN' WHERE kind = ?").run(kind)
  const before = standing(old)
  migrate(old, deskSteps)
  new Store(old).write((writer) => ok(fillLetters(writer)))
  const after = standing(old)
  for (const [what, was] of before)
    if (after.get(what) !== was)
      laws.broken(23, `${desk.name} of ${steps} steps: ${what} ${was} before, ${after.get(what)} after`)
  desk.putIn({ ...desk.disk(), database: ofItsOwnSchema(old.serialize()) }, { keepMark: true })
  laws.forget(desk)
  off(machine, 30_000)
  struck('update', `${desk.name} from ${steps}`)
}

/** The end of each of its logs, and how many rows there are in each table of the program before. */
function standing(client: Database.Database): ReadonlyMap<string, string> {
  const heads = client
    .prepare('SELECT epoch, max(seq) AS seq, hash FROM journal GROUP BY epoch')
    .all() as readonly { readonly epoch: number; readonly seq: number; readonly hash: string }[]
  const tables = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' ORDER BY name")
    .pluck()
    .all() as readonly string[]
  return new Map([
    ...heads.map(({ epoch, hash, seq }) => [`log ${epoch}`, `${seq} ${hash}`] as const),
    ...tables.map((name) => {
      const rows = client.prepare(`SELECT count(*) FROM ${name}`).pluck().get()
      return [`rows of ${name}`, String(rows)] as const
    }),
  ])
}
