import type { CityDatabase } from '#city/store/database.ts'
import { openEmbedded } from '#city/store/embedded.ts'
import { openServer } from '#city/store/server-pool.ts'
import { type CityOn, newDatabase, newDataDir, type TestCity, township } from '#tests/support/a-city.ts'
import { type TestDesk } from '#tests/support/a-desk.ts'
import { copyTemplate } from '#tests/support/city-template.ts'

/** Nobody else of these tests is called so. */
export const person = '欧阳明理'
export const ground = { category: 'CONDITIONS' as const, reason: '不符合申请条件' }

/** Every row of every table as text. */
export async function everythingAt(database: CityDatabase): Promise<string> {
  return database.withBareSql(async (bare) => {
    const tables = await bare.rows(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    )
    const rows = []
    for (const { name } of tables) rows.push(await bare.rows(`SELECT * FROM ${String(name)}`))
    return JSON.stringify(rows)
  })
}

export async function dayAtTheCity(city: TestCity): Promise<readonly object[]> {
  const { body } = await city.operator(
    'GET',
    `/v1/operator/centres/${township}/days?from=2020-01-01&to=2099-12-31`,
  )
  return (body as { days: { atMs: number }[] }).days.map(({ atMs: _, ...day }) => day)
}

export async function newCityDatabase(on: CityOn) {
  if (on === 'postgres') {
    const databaseUrl = await newDatabase()
    return { databaseUrl, database: await openServer(databaseUrl, 10, () => undefined) }
  }
  const dataDir = newDataDir()
  copyTemplate(dataDir)
  return { database: await openEmbedded(dataDir) }
}

export function everythingOf({ opened }: TestDesk): string {
  const { client } = opened.store
  const names = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as readonly string[]
  return JSON.stringify(names.map((name) => client.prepare(`SELECT * FROM ${name}`).all()))
}
