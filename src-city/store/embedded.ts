import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { type CityDatabase, sessionSettings, type Transaction } from './database.ts'
import { SyncingFiles } from './syncing-files.ts'

/**
 * Opens PostgreSQL inside this process (PGlite) on a folder of its own.
 *
 * The caller holds the lock of the data folder: a second process on the same files destroys them
 * (security.md section 0, fact 5).
 */
export async function openEmbedded(dataDir: string): Promise<CityDatabase> {
  const folder = join(dataDir, 'pg')
  if (!existsSync(folder)) await makeCluster(folder)
  const client = await open(folder)
  for (const [name, value] of Object.entries(sessionSettings))
    await client.query('SELECT set_config($1, $2, false)', [name, value])
  const db = drizzle({ client })
  return {
    transaction: counting(client, (work, config) => db.transaction(work, config)),
    withBareSql: (work) =>
      work({
        exec: async (statements) => void (await client.exec(statements)),
        rows: async (statement, params = []) =>
          (await client.query<Record<string, unknown>>(statement, [...params])).rows,
      }),
    durable: false,
    close: () => client.close(),
  }
}

const firstCount = 128
const mostBetween = 4_096

/**
 * A server counts its tables by itself (autovacuum), PGlite never does. In tables nobody counted the planner takes a
 * centre for a few rows and reads all its cases for each batch; so they are counted as they grow, a sample of each.
 */
function counting(client: PGlite, transaction: Transaction): Transaction {
  let done = 0
  let due = firstCount
  return async (work, config) => {
    const value = await transaction(work, config)
    done += 1
    if (done === due) {
      due = Math.min(done * 2, done + mostBetween)
      // What was asked is done already; a count that fails costs speed and is made again.
      await client.exec('SET default_statistics_target = 10; ANALYZE').catch(() => undefined)
    }
    return value
  }
}

/** Made beside its place and moved there whole: a first start that was cut short leaves nothing half made. */
export async function makeCluster(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const client = await open(unfinished)
  await client.exec('CHECKPOINT')
  await client.close()
  renameSync(unfinished, folder)
  const parent = openSync(dirname(folder), 'r')
  fsyncSync(parent)
  closeSync(parent)
}

function open(folder: string): Promise<PGlite> {
  const ours = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']
  const startParams = PGlite.defaultStartParams.filter((param) => param !== '-F').concat(ours)
  return PGlite.create({ fs: new SyncingFiles(folder), startParams })
}
