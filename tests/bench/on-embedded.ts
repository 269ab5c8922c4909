import { mkdirSync } from 'node:fs'
import type { CityDatabase } from '#city/store/database.ts'
import { openEmbedded } from '#city/store/embedded.ts'

/** Works on a PGlite of its own in this folder, made when it is not there. */
export async function onEmbedded<Value>(
  dir: string,
  work: (database: CityDatabase) => Promise<Value>,
): Promise<Value> {
  mkdirSync(dir, { recursive: true })
  const database = await openEmbedded(dir)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
