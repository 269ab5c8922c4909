import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databasePath } from '#main/hosts/open-desk.ts'
import { openByDeskSecret } from '#main/security/key-slots.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { root, type TestDesk } from './a-desk.ts'

export const deskSteps = join(root, 'migrations', 'desk')
export const allSteps = readdirSync(deskSteps).length
/** So many steps had the first program with pictures and closed days; an older one cannot have had all desks do here. */
export const firstWithAll = 18

/** What this desk would have been under the first so many steps, in memory. */
export function olderDatabase(desk: TestDesk, count: number): Database.Database & Disposable {
  const old = new Database(emptyAfter(count))
  fill(old, desk)
  return Object.assign(old, { [Symbol.dispose]: () => void old.close() })
}

/** The same as a folder that opens with this desk's secret, as the program of that time would have left it. */
export function olderFolder(desk: TestDesk, count: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-older-'))
  cpSync(desk.dir, dir, {
    recursive: true,
    filter: (file) => !/in-use\.lock|head-mark\.json|desk\.db(-wal|-shm)?$/.test(file),
  })
  const key = deriveKey(openByDeskSecret(dir, desk.secret), 'db')
  const old = openEncrypted(databasePath(dir), key, false)
  runSteps(old, count)
  fill(old, desk)
  old.close()
  return dir
}

const empty = new Map<number, Buffer>()

/** A database with so many steps run and nothing in it, made once a process: the simulator makes many. */
export function emptyAfter(count: number): Buffer {
  const known = empty.get(count)
  if (known) return known
  const client = new Database(':memory:')
  runSteps(client, count)
  const made = client.serialize()
  client.close()
  empty.set(count, made)
  return made
}

function runSteps(old: Database.Database, count: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-steps-'))
  const files = readdirSync(deskSteps).toSorted().slice(0, count)
  for (const file of files) copyFileSync(join(deskSteps, file), join(folder, file))
  migrate(old, folder)
  rmSync(folder, { recursive: true })
}

function fill(old: Database.Database, desk: TestDesk): void {
  old.pragma('foreign_keys = OFF')
  const names = old
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration') AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all() as readonly string[]
  for (const name of names) {
    const columns = (old.pragma(`table_info(${name})`) as readonly { name: string }[]).map(
      (each) => each.name,
    )
    const rows = desk.opened.store.client
      .prepare(`SELECT ${columns.join(', ')} FROM ${name}`)
      .raw()
      .all()
    // A step may have put the one row of a note there.
    const insert = old.prepare(`INSERT OR REPLACE INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`)
    for (const row of rows) insert.run(...(row as unknown[]))
  }
  old.pragma('foreign_keys = ON')
}
