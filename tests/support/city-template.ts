import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '#city/store/embedded.ts'
import { migrate } from '#city/store/migrate.ts'

/**
 * Makes, once for the lane, a PGlite on which all steps have run and nothing else: making one takes seconds, copying
 * it does not.
 */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-template-'))
  const database = await openEmbedded(folder)
  await database.withBareSql(async (bare) => {
    await migrate(bare, join(import.meta.dirname, '..', '..', 'migrations', 'city'))
    await bare.exec('CHECKPOINT')
  })
  await database.close()
  process.env['PINGCHUANG_CITY_TEMPLATE'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/**
 * What the first start of a city would make here, from the one the lane made, unless there is one already. Where no
 * lane made one the city makes its own.
 */
export function copyTemplate(dataDir: string): void {
  const template = process.env['PINGCHUANG_CITY_TEMPLATE']
  if (!template || existsSync(join(dataDir, 'pg'))) return
  mkdirSync(dataDir, { recursive: true })
  cpSync(join(template, 'pg'), join(dataDir, 'pg.copy'), { recursive: true })
  renameSync(join(dataDir, 'pg.copy'), join(dataDir, 'pg'))
}
