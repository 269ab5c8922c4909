import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { Fault } from '#shared/kernel/fault.ts'
import { type CityDatabase, sessionSettings, type Transaction } from './database.ts'

/** Opens a PostgreSQL server; `onLost` hears of connections that broke while nobody used them. */
export async function openServer(
  url: string,
  poolSize: number,
  onLost: (code: string) => void,
): Promise<CityDatabase> {
  const options = Object.entries(sessionSettings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  const pool = new Pool({
    connectionString: url,
    options,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    application_name: 'pingchuang-city',
  })
  // Without a listener a stop of the server would end this process as well.
  pool.on('error', (error) => onLost((error as { code?: string }).code ?? 'connection-lost'))
  // And one that breaks between two statements of a transaction: the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    const { rows } = await pool.query<{ version: number; durable: boolean }>(
      `SELECT current_setting('server_version_num')::int AS version,
              current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
                AND current_setting('synchronous_commit') <> 'off' AS durable`,
    )
    const found = rows[0]
    if (!found || found.version < 150_000) throw new Fault('postgresql-too-old', `version ${found?.version}`)
    return {
      transaction: onPool(pool),
      withBareSql: onOneClient(pool),
      durable: found.durable,
      close: () => pool.end(),
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/**
 * The connection goes back whatever happens. drizzle's own way with a pool keeps it for ever when `begin` already
 * fails, and after as many restarts of the server as there are connections nothing could be asked any more.
 */
function onPool(pool: Pool): Transaction {
  return async (work, config) => {
    const client = await pool.connect()
    try {
      return await drizzle({ client }).transaction(work, config)
    } finally {
      client.release()
    }
  }
}

function onOneClient(pool: Pool): CityDatabase['withBareSql'] {
  return async (work) => {
    const client = await pool.connect()
    try {
      return await work({
        exec: async (statements) => void (await client.query(statements)),
        rows: async (statement, params = []) =>
          (await client.query<Record<string, unknown>>(statement, [...params])).rows,
      })
    } finally {
      client.release()
    }
  }
}
