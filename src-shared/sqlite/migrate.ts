import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { hash } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'

type Step = { readonly name: string; readonly sha256: string; readonly sql: string }

/**
 * Brings a database up to this build, all steps in one transaction.
 *
 * A step that has run is history: if its file changed since, or if the database knows a step this
 * build does not, we stop before touching a row.
 */
export function migrate(db: Database.Database, folder: string): void {
  db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT')
  const done = db
    .prepare<[], { name: string; sha256: string }>('SELECT name, sha256 FROM migration ORDER BY name')
    .all()
  const steps = readSteps(folder)
  for (const [index, past] of done.entries()) {
    const step = steps[index]
    if (step?.name !== past.name)
      throw new Fault(
        'database-newer',
        past.name,
        '这份数据由更新的版本写成，请安装新版本后再打开。数据没有改动。',
      )
    if (step.sha256 !== past.sha256)
      throw new Fault('migration-edited', past.name, '程序文件与这份数据对不上，请重新安装。数据没有改动。')
  }
  if (done.length === steps.length) return
  const insert = db.prepare('INSERT INTO migration VALUES (?, ?)')
  db.transaction(() => {
    for (const step of steps.slice(done.length)) {
      db.exec(step.sql)
      insert.run(step.name, step.sha256)
    }
  }).immediate()
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
