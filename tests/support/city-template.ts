import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCluster, openEmbedded } from '#city/store/embedded.ts'
import { migrate } from '#city/store/migrate.ts'

/** A folder with a PGlite on which all steps have run and nothing else: making one takes seconds, copying it does not. */
export async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-template-'))
  await makeCluster(join(folder, 'pg'))
  const database = await openEmbedded(folder)
  await database.withBareSql(async (bare) => {
    await migrate(bare, join(import.meta.dirname, '..', '..', 'migrations', 'city'))
    await bare.exec('CHECKPOINT')
  })
  await database.close()
  return folder
}

/** As the first start would leave it, unless there is one already. */
export function copyTemplate(template: string, dataDir: string): void {
  if (existsSync(join(dataDir, 'pg'))) return
  mkdirSync(dataDir, { recursive: true })
  cpSync(join(template, 'pg'), join(dataDir, 'pg.copy'), { recursive: true })
  renameSync(join(dataDir, 'pg.copy'), join(dataDir, 'pg'))
}

/** What the lane made, if it is one in which cities are made. */
export function laneTemplate(): string | undefined {
  return process.env['PINGCHUANG_CITY_TEMPLATE']
}

/** Made once for the lane. */
export async function setup(): Promise<() => void> {
  const folder = await makeTemplate()
  process.env['PINGCHUANG_CITY_TEMPLATE'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
