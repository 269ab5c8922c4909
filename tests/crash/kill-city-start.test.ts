import { spawn } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '#city/store/embedded.ts'
import { migrate } from '#city/store/migrate.ts'
import { newDataDir, stopDatabases } from '#tests/support/a-city.ts'
import { root } from '#tests/support/a-desk.ts'
import { aCityProcess } from '#tests/support/city-process.ts'
import { aLottery } from '#tests/support/lottery.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 4)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
const lottery = aLottery(seed)
const steps = join(root, 'migrations', 'city')
const names = readdirSync(steps).toSorted()
const ends = { before: 0, after: 0 }

/** A city of an older program: so many steps have run, and its centre is there. */
const older = { dir: '', count: 0 }
beforeAll(async () => {
  older.dir = newDataDir()
  older.count = 1 + lottery.below(names.length - 1)
  const folder = newDataDir()
  for (const name of names.slice(0, older.count)) copyFileSync(join(steps, name), join(folder, name))
  const database = await openEmbedded(older.dir)
  await database.withBareSql((bare) => migrate(bare, folder))
  await database.withBareSql((bare) => bare.exec("INSERT INTO centre VALUES ('360322102', '金山镇', 1)"))
  await database.close()
})
afterAll(async () => {
  await stopDatabases()
  console.log(
    `seed ${seed}, from step ${older.count}: killed before it was brought up ${ends.before}, after ${ends.after}`,
  )
})

test(`a city that is killed while a newer program brings it up is as it was, or brought up, in ${rounds} kills`, async () => {
  const whole = await aCityProcess({ dataDir: copied() })
  await whole.stop('SIGKILL')
  for (let round = 0; round < rounds; round += 1) {
    const what = `round ${round} of seed ${seed}, from step ${older.count}`
    const dataDir = copied()
    await killed(dataDir, lottery.below(whole.startMs))

    const there = await stepsOf(dataDir)
    expect([older.count, names.length], what).toContain(there.steps)
    expect(there.centres, what).toBe(1)
    ends[there.steps === older.count ? 'before' : 'after'] += 1
    const city = await aCityProcess({ dataDir })
    expect((await fetch(`${city.url}/readyz`)).status, what).toBe(200)
    await city.stop()
    expect(await stepsOf(dataDir), what).toEqual({ steps: names.length, centres: 1 })
  }
})

function copied(): string {
  const dataDir = join(newDataDir(), 'city')
  mkdirSync(dataDir)
  cpSync(join(older.dir, 'pg'), join(dataDir, 'pg'), { recursive: true })
  return dataDir
}

/** Starts the program and takes the process away so long after it began. */
function killed(dataDir: string, afterMs: number): Promise<void> {
  const script = join(root, 'src-city', 'hosts', 'server.ts')
  const child = spawn(process.execPath, [script, '--data', dataDir, '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  setTimeout(() => child.kill('SIGKILL'), afterMs)
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the start ended with ${code}`)),
    )
  })
}

async function stepsOf(dataDir: string): Promise<{ readonly steps: number; readonly centres: number }> {
  const database = await openEmbedded(dataDir)
  const [row] = await database.withBareSql((bare) =>
    bare.rows('SELECT (SELECT count(*) FROM migration) AS steps, (SELECT count(*) FROM centre) AS centres'),
  )
  await database.close()
  return { steps: Number(row?.['steps']), centres: Number(row?.['centres']) }
}
