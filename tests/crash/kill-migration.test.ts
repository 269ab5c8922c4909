import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databasePath, openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { openByDeskSecret } from '#main/security/key-slots.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { closed } from '#tests/support/day-closing.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { allSteps, deskSteps, firstWithAll, olderFolder } from '#tests/support/older-desk.ts'
import { aVisit } from '#tests/support/visits.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 8)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
const lottery = aLottery(seed)
const ends = { before: 0, after: 0 }
const pictures: string[] = []

let desk: TestDesk
/** A program whose last step takes for ever: whoever is killed in it has run all the others. */
let endless = ''
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
  for (let n = 0; n < 15; n += 1) {
    desk.clock.nowMs += 60_000
    const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
    const picture = aPicture({ bytes: 5_000, n }).toString('base64')
    const kept = await desk.ask('picture.keep', { picture, label: '户口簿' })
    if (!kept.ok) throw new Error(kept.refusal.code)
    pictures.push(kept.value.pictureId)
    const rowId = visit.materials[0]?.rowId ?? ''
    await taken(desk, { ...visit, pictures: [{ rowId, pictureId: kept.value.pictureId }] })
  }
  expect((await closed(desk)).ok).toBe(true)
  endless = mkdtempSync(join(tmpdir(), 'pingchuang-endless-'))
  cpSync(deskSteps, join(endless, 'migrations', 'desk'), { recursive: true })
  writeFileSync(
    join(endless, 'migrations', 'desk', '9999-endless.sql'),
    'CREATE TABLE endless AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS i FROM n;',
  )
})
afterAll(async () => {
  rmSync(endless, { recursive: true, force: true })
  await desk?.[Symbol.asyncDispose]()
  console.log(`seed ${seed}: killed before it was brought up ${ends.before}, after ${ends.after}`)
})

test(`a desk with data that is killed while a newer program brings it up is as it was, or brought up, in ${rounds} kills`, async () => {
  const before = entriesOf(desk.opened.store)
  for (let round = 0; round < rounds; round += 1) {
    const version = firstWithAll + lottery.below(allSteps - firstWithAll)
    const dir = olderFolder(desk, version)
    const inLastStep = round % 2 === 0
    const what = `round ${round} of seed ${seed}, from step ${version}`
    await killed(inLastStep ? endless : root, dir, lottery.below(inLastStep ? 1_000 : 60))

    const stands = stepsOf(dir)
    expect([version, allSteps], what).toContain(stands)
    if (inLastStep) expect(stands, what).toBe(version)
    ends[stands === version ? 'before' : 'after'] += 1
    const opened = openDesk(root, dir, desk.secret)
    expect(entriesOf(opened.store), what).toEqual(before)
    expect(verifyStore(opened.store, root), what).toEqual([])
    for (const pictureId of pictures)
      expect(nameOfFile(opened.pictures.read(pictureId) ?? Buffer.alloc(0)), what).toBe(pictureId)
    opened.close()
    rmSync(dir, { recursive: true })
  }
})

/** Runs the opening and takes the process away so long after it began. */
function killed(home: string, dir: string, afterMs: number): Promise<void> {
  const script = join(root, 'tests', 'support', 'crash-migration.ts')
  const child = spawn(process.execPath, [script, home, dir, desk.secret.toString('hex')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.once('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the opening ended with ${code}`)),
    )
  })
}

function stepsOf(dir: string): number {
  const key = deriveKey(openByDeskSecret(dir, desk.secret), 'db')
  const client = openEncrypted(databasePath(dir), key, true)
  const { n } = client.prepare('SELECT count(*) AS n FROM migration').get() as { readonly n: number }
  client.close()
  return n
}

function entriesOf(store: Store): readonly string[] {
  return store.read((reader) => listFrom(reader, 0, 100_000)).map(({ entryId, hash }) => `${entryId} ${hash}`)
}
