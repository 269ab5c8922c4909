import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { noHash } from '#shared/protocol/entry.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import type { TestDesk } from '../support/a-desk.ts'
import { aCityProcess, askOperator, type CityProcess } from '../support/city-process.ts'

/**
 * The same city on PostgreSQL: identity file carried over, roster written by hand, journal empty. So
 * one desk can push one journal to both kinds of database.
 */
export async function sameCityOn(
  databaseUrl: string,
  dir: string,
  first: CityProcess,
  desks: readonly Certificate[],
): Promise<CityProcess> {
  mkdirSync(dir, { recursive: true })
  copyFileSync(join(first.dataDir, 'city-identity.json'), join(dir, 'city-identity.json'))
  const city = await aCityProcess({ dataDir: dir, env: { CITY_DATABASE_URL: databaseUrl } })
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const desk of desks) {
      await askOperator(city, 'PUT', `/v1/operator/centres/${desk.centreId}`, { name: desk.centreName })
      const area = desk.centreId.slice(0, 9)
      await client.query('INSERT INTO area (area, desks_given) VALUES ($1, 1)', [area])
      await client.query(
        `INSERT INTO desk (centre_id, desk_id, area, desk_part, public_key, epoch, status, enrolled_ms)
         VALUES ($1, $2, $3, $4, $5, $6, 'ACTIVE', $7)`,
        [desk.centreId, desk.deskId, area, desk.deskPart, desk.deskKey, desk.epoch, desk.issuedMs],
      )
    }
  } finally {
    await client.end()
  }
  return city
}

/** The desk forgets what was confirmed and turns to another address; its journal stays as it is. */
export function turnTo(desk: TestDesk, cityUrl: string): void {
  const { client } = desk.opened.store
  client.prepare('UPDATE installation SET city_url = ?').run(cityUrl)
  client
    .prepare('UPDATE sync_position SET acked_seq = 0, acked_hash = ?, durable_seq = 0, applied_seq = 0')
    .run(noHash)
}
