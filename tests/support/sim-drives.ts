import { existsSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Store } from '#shared/sqlite/store.ts'

/** Where a file of SQLite says, on its first page, how often it and its schema were changed, and when it was counted. */
const header = { changes: 24, schema: 40, counted: 92 } as const
/** More pages than any disk has. */
export const pagesMax = 1_073_741_823

type Drive = { readonly store: Store; readonly file: number }

const free: Drive[] = []
const taken: Drive[] = []
let changes = 0
let schemas = 1_000_000

/**
 * A database with these bytes. Its file is written under a connection that was open before: SQLite sees by the header
 * that somebody changed it, and keeps its statements as long as the schema is the one it knows. To open databases and
 * to prepare the same statements again was a tenth of a seed.
 */
export function drive(image: Buffer): Store {
  const one = free.pop() ?? build()
  taken.push(one)
  const bytes = Buffer.from(image)
  // Further than a desk comes by itself: at a number it knows SQLite would not look.
  changes = (changes + 1_000_003) % 2 ** 32
  bytes.writeUInt32BE(changes, header.changes)
  bytes.writeUInt32BE(changes, header.counted)
  writeSync(one.file, bytes, 0, bytes.length, 0)
  ftruncateSync(one.file, bytes.length)
  const { client } = one.store
  client.pragma('locking_mode = EXCLUSIVE')
  client.pragma(`max_page_count = ${pagesMax}`)
  client.pragma('query_only = 0')
  return one.store
}

/** At the end of a world and not before: a program that was killed still holds the drive it ran on. */
export function allDrivesBack(): void {
  for (const one of taken.splice(0)) {
    const { client } = one.store
    if (client.inTransaction) client.exec('ROLLBACK')
    client.pragma('locking_mode = NORMAL')
    // The lock is let go with the next reading.
    client.prepare('SELECT count(*) FROM sqlite_master').get()
    free.push(one)
  }
}

/** Of an image whose tables were made in another way than those of all others: its schema is taken for no known one. */
export function ofItsOwnSchema(image: Buffer): Buffer {
  const bytes = Buffer.from(image)
  // An image counts on by itself where a trigger is dropped and made again.
  schemas += 1_000
  bytes.writeUInt32BE(schemas, header.schema)
  return bytes
}

function build(): Drive {
  const folder = quickFolder()
  const path = join(folder, 'desk.db')
  const file = openSync(path, 'w+')
  const client = new Database(path)
  // Known by nothing but what is open: it is gone with the process.
  rmSync(folder, { recursive: true })
  client.pragma('journal_mode = MEMORY')
  client.pragma('synchronous = OFF')
  return { file, store: storeOn(client) }
}

/** As a desk opens its database, and every text is prepared once. */
export function storeOn(client: Database.Database): Store {
  client.pragma('foreign_keys = ON')
  client.pragma('recursive_triggers = ON')
  keepStatements(client)
  return new Store(client)
}

function keepStatements(client: Database.Database): void {
  const known = new Map<string, Database.Statement>()
  const prepare = client.prepare.bind(client) as (text: string) => Database.Statement
  client.prepare = ((text: string) => {
    const kept = known.get(text)
    if (kept && !kept.busy) return kept.reader ? kept.raw(false).pluck(false) : kept
    const statement = prepare(text)
    if (!kept) known.set(text, statement)
    return statement
  }) as typeof client.prepare
}

/** In memory where there is such a place: what a disk does is not simulated here, and it is slow. */
export function quickFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'pingchuang-sim-'))
}
