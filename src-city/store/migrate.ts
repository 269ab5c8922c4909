import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hash } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import type { BareSql } from './database.ts'

type Step = { readonly name: string; readonly sha256: string; readonly sql: string }

/** `PCHW`; any number will do as long as nothing else on the server locks by it. */
const migrationLock = '1346586711'

/**
 * Brings the database up to this build, all steps in one transaction.
 *
 * A step that has run is history: if its file changed since, or if the database knows a step this
 * build does not, we stop before touching a row. The advisory lock makes a second server that starts
 * at the same moment wait instead of running the same step.
 */
export async function migrate(bare: BareSql, folder: string): Promise<void> {
  await bare.exec("BEGIN; SET LOCAL lock_timeout = '30s'; SET LOCAL statement_timeout = '10min'")
  try {
    await bare.rows('SELECT pg_advisory_xact_lock($1::bigint)', [migrationLock])
    await bare.exec('CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, sha256 text NOT NULL)')
    for (const step of await missingSteps(bare, folder)) {
      await bare.exec(step.sql)
      await bare.rows('INSERT INTO migration VALUES ($1, $2)', [step.name, step.sha256])
    }
    await bare.exec('COMMIT')
  } catch (error) {
    await bare.exec('ROLLBACK')
    throw error
  }
}

const monthsAhead = 12

/** Makes the coming months of the journal; answers how many were missing. One statement: it may come amid others. */
export async function makeMonths(bare: BareSql, nowMs: number): Promise<number> {
  const [row] = await bare.rows('SELECT journal_months($1::bigint, $2::int) AS made', [
    String(nowMs),
    String(monthsAhead),
  ])
  return Number(row?.['made'])
}

async function missingSteps(bare: BareSql, folder: string): Promise<readonly Step[]> {
  const done = await bare.rows('SELECT name, sha256 FROM migration ORDER BY name COLLATE "C"')
  const steps = readSteps(folder)
  for (const [index, past] of done.entries()) {
    const step = steps[index]
    if (step?.name !== past['name'])
      throw new Fault(
        'database-newer',
        String(past['name']),
        '这个市级数据库由更新的版本写成，请安装新版本。数据没有改动。',
      )
    if (step?.sha256 !== past['sha256'])
      throw new Fault(
        'migration-edited',
        step?.name ?? '',
        '程序文件与市级数据库对不上，请重新安装。数据没有改动。',
      )
  }
  return steps.slice(done.length)
}

function readSteps(folder: string): readonly Step[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sha256: hash(sql).toString('hex'), sql }
    })
}
