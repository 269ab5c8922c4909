import fs, { cpSync, readdirSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '#city/store/embedded.ts'
import { newDataDir } from '#tests/support/a-city.ts'

const { fsyncSync } = fs
/** How often each file was flushed, by the number the disk gives it. */
const flushed = new Map<number, number>()
const seen = ({ ino }: { readonly ino: number }) => void flushed.set(ino, (flushed.get(ino) ?? 0) + 1)

beforeAll(async () => {
  await using any = await open(import.meta.filename)
  const handles = Object.getPrototypeOf(any) as Pick<FileHandle, 'stat' | 'sync'>
  const sync = handles.sync
  handles.sync = async function (this: FileHandle) {
    seen(await this.stat())
    return sync.call(this)
  }
  fs.fsyncSync = (fd) => {
    seen(fs.fstatSync(fd))
    fsyncSync(fd)
  }
  syncBuiltinESMExports()
  return () => {
    handles.sync = sync
    fs.fsyncSync = fsyncSync
    syncBuiltinESMExports()
  }
})

test('a city that was killed has every file flushed before it goes on, and hardly one twice', async () => {
  const dataDir = newDataDir()
  const killed = newDataDir()
  const database = await openEmbedded(dataDir)
  await database.withBareSql((bare) => bare.exec('CREATE TABLE kept (n integer)'))
  // As a kill leaves it: nothing was closed.
  cpSync(dataDir, killed, { recursive: true })
  await database.close()
  const left = filesOf(join(killed, 'pg'))

  flushed.clear()
  const again = await openEmbedded(killed)
  // Some the recovery itself takes away.
  const still = new Set(filesOf(join(killed, 'pg')))
  expect(left.filter((ino) => still.has(ino) && !flushed.has(ino))).toEqual([])
  const times = left.reduce((sum, ino) => sum + (flushed.get(ino) ?? 0), 0)
  expect(times).toBeLessThan(left.length * 1.05)
  await again.close()
})

test('each commit is flushed, into the same file again and again', async () => {
  const database = await openEmbedded(newDataDir())
  await database.withBareSql((bare) => bare.exec('CREATE TABLE kept (n integer)'))
  for (let n = 0; n < 5; n += 1) {
    flushed.clear()
    await database.withBareSql((bare) => bare.exec(`INSERT INTO kept VALUES (${n})`))
    expect(flushed.size).toBeGreaterThan(0)
  }
  await database.close()
})

function filesOf(folder: string): readonly number[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).ino)
}
