import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asFault } from '#main/hosts/fault-report.ts'
import { isEnrolled, mustBeEnrolled, openDesk } from '#main/hosts/open-desk.ts'
import { firstSlots, openByDeskSecret } from '#main/security/key-slots.ts'
import { deriveKey, randomBytes } from '#shared/crypto/suite.ts'
import type { Fault } from '#shared/kernel/fault.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { aDesk, root } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { findInClear, fingerprints } from '#tests/support/data-folder.ts'
import { aVisit } from '#tests/support/visits.ts'

/** A closed desk with one case, copied for every test. */
let model = ''
let dir = ''
const secret = randomBytes(32)
const database = (where = dir) => join(where, 'desk.db')

beforeAll(async () => {
  model = mkdtempSync(join(tmpdir(), 'pingchuang-model-'))
  const fresh = await aDesk({ secret })
  await fresh.signIn()
  await taken(fresh, aVisit('V04'), 'ACCEPT')
  await fresh.stop()
  cpSync(fresh.dir, model, { recursive: true })
  rmSync(fresh.dir, { recursive: true, force: true })
})
afterAll(() => rmSync(model, { recursive: true, force: true }))

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pingchuang-opening-'))
  cpSync(model, dir, { recursive: true })
  return () => rmSync(dir, { recursive: true, force: true })
})

/** Opening must fail in words a clerk can read, and leave every byte as it was. */
function failsToOpen(key: Buffer = secret, at = root): Fault {
  const before = fingerprints(dir)
  let fault: Fault | undefined
  try {
    openDesk(at, dir, key).close()
  } catch (error) {
    fault = asFault(error)
  }
  expect(fingerprints(dir)).toEqual(before)
  if (!fault) throw new Error('the desk was opened')
  expect(fault.sentence).toMatch(/[一-鿿].*。$/)
  expect(fault.sentence).not.toContain(dir)
  return fault
}

/** The very database with its real key, to spoil it from inside. */
function inside(work: (db: Database.Database) => void): void {
  const db = openEncrypted(database(), deriveKey(openByDeskSecret(dir, secret), 'db'), true)
  work(db)
  db.close()
}

describe('opening the data of a desk', () => {
  test('what is ours opens, and opening alone changes no record', () => {
    const opened = openDesk(root, dir, secret)
    expect(isEnrolled(opened.store)).toBe(true)
    expect(opened.recoveryCode).toBeUndefined()
    opened.close()
  })

  test('the key of another computer does not open it', () => {
    expect(failsToOpen(randomBytes(32))).toMatchObject({ code: 'key-wrong' })
  })

  test('a database written under another key is not opened', () => {
    const other = openEncrypted(join(dir, 'other.db'), randomBytes(32), false)
    other.exec('CREATE TABLE t (a)')
    other.close()
    renameSync(join(dir, 'other.db'), database())
    expect(failsToOpen()).toMatchObject({ code: 'key-wrong' })
  })

  test('a missing database beside keys is a loss and no first run', () => {
    rmSync(database())
    expect(failsToOpen()).toMatchObject({ code: 'database-missing' })
    expect(existsSync(database())).toBe(false)
  })

  test('an empty file is a loss and no first run', () => {
    truncateSync(database())
    expect(failsToOpen()).toMatchObject({ code: 'database-empty' })
  })

  test('a database without its key file is not given new keys', () => {
    rmSync(join(dir, 'key-slots.json'))
    expect(failsToOpen()).toMatchObject({ code: 'slots-missing' })
    expect(readdirSync(dir).filter((name) => name.startsWith('key-slots'))).toEqual([])
  })

  test('a database in clear was not written by us', () => {
    rmSync(database())
    const plain = new Database(database())
    plain.exec('CREATE TABLE journal (a)')
    plain.close()
    expect(failsToOpen()).toMatchObject({ code: 'database-plaintext' })
  })

  test('rubbish is no database', () => {
    writeFileSync(database(), randomBytes(8_192))
    expect(failsToOpen()).toMatchObject({ code: 'key-wrong' })
  })

  test('a database of another program under our key is not opened', () => {
    inside((db) => db.pragma('application_id = 1234'))
    expect(failsToOpen()).toMatchObject({ code: 'database-foreign' })
  })

  test('a sealed file that was killed before it had its name is named, and opens ever after', () => {
    const key = randomBytes(32)
    const file = join(dir, 'killed.db')
    const bare = new Database(file)
    bare.pragma("cipher = 'sqlcipher'")
    bare.pragma('legacy = 4')
    ;(bare as Database.Database & { key: (raw: Buffer) => void }).key(
      Buffer.from(`x'${key.toString('hex')}'`),
    )
    bare.exec('CREATE TABLE gone (n)')
    bare.exec('DROP TABLE gone')
    bare.close()
    const first = openEncrypted(file, key, false)
    first.exec('CREATE TABLE kept (n INTEGER) STRICT')
    first.close()
    const again = openEncrypted(file, key, true)
    expect(again.prepare('SELECT count(*) AS n FROM kept').get()).toEqual({ n: 0 })
    again.close()
  })

  test('data written by a newer version are left alone', () => {
    inside((db) => db.exec("INSERT INTO migration VALUES ('9999-later.sql', 'x')"))
    expect(failsToOpen()).toMatchObject({
      code: 'database-newer',
      sentence: expect.stringContaining('新版本'),
    })
  })

  test('a step that ran and was edited afterwards stops the program', () => {
    const edited = mkdtempSync(join(tmpdir(), 'pingchuang-root-'))
    cpSync(join(root, 'migrations'), join(edited, 'migrations'), { recursive: true })
    const file = join(edited, 'migrations', 'desk', '0004-case.sql')
    writeFileSync(file, readFileSync(file, 'utf8').replace('papers', 'Papers'))
    expect(failsToOpen(secret, edited)).toMatchObject({ code: 'migration-edited' })
    rmSync(edited, { recursive: true })
  })

  test('a step that fails half way leaves the data of the version before', () => {
    const next = mkdtempSync(join(tmpdir(), 'pingchuang-root-'))
    cpSync(join(root, 'migrations'), join(next, 'migrations'), { recursive: true })
    writeFileSync(join(next, 'migrations', 'desk', '9000-good.sql'), 'CREATE TABLE extra (a TEXT) STRICT;')
    writeFileSync(
      join(next, 'migrations', 'desk', '9001-bad.sql'),
      'CREATE TABLE more (a TEXT) STRICT; DROP TABLE absent;',
    )
    expect(() => openDesk(next, dir, secret)).toThrow('no such table: absent')
    const opened = openDesk(root, dir, secret)
    const names = opened.store.client.prepare('SELECT name FROM sqlite_master').pluck().all()
    opened.close()
    expect(names).not.toContain('extra')
    rmSync(next, { recursive: true })
  })

  test.each([
    ['the first page', 0],
    ['a page in the middle', 3],
    ['the last page', -1],
  ])('damage in %s is found when the records are read, never passed over', (_, page) => {
    const bytes = readFileSync(database())
    const pages = bytes.length / 4_096
    const at = (page < 0 ? pages + page : page) * 4_096 + 2_000
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(database(), bytes)

    const fault = (() => {
      try {
        const opened = openDesk(root, dir, secret)
        try {
          expect(opened.store.client.pragma('integrity_check', { simple: true })).not.toBe('ok')
          for (const { name } of opened.store.client
            .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
            .all() as { name: string }[])
            opened.store.client.prepare(`SELECT * FROM ${name}`).all()
        } finally {
          opened.close()
        }
        return undefined
      } catch (error) {
        return asFault(error)
      }
    })()

    // A page that only an index or nobody uses shows in the check alone.
    expect(fault?.code ?? 'database-damaged').toMatch(/^(database-damaged|key-wrong)$/)
  })

  test.each([
    ['empty', ''],
    ['rubbish', 'garbage'],
    ['of another version', '{"v":7}'],
  ])('a key file that is %s is a fault, and the data stay', (_, text) => {
    writeFileSync(join(dir, 'key-slots.json'), text)
    expect(failsToOpen()).toMatchObject({ code: 'slots-unreadable' })
  })

  test('a key that is not 32 bytes is refused before anything is touched', () => {
    expect(() => openEncrypted(database(), Buffer.alloc(16), true)).toThrow('key-malformed')
  })
})

describe('a first run', () => {
  let fresh = ''
  beforeEach(() => {
    fresh = mkdtempSync(join(tmpdir(), 'pingchuang-first-'))
    return () => rmSync(fresh, { recursive: true, force: true })
  })

  test('tells its recovery code, and again if it was cut off before the desk was enrolled', () => {
    const one = openDesk(root, fresh, secret)
    expect(() => mustBeEnrolled(one.store)).toThrow('not-enrolled')
    one.close()
    const two = openDesk(root, fresh, secret)
    expect([one.recoveryCode, two.recoveryCode]).toEqual([expect.any(String), expect.any(String)])
    expect(two.recoveryCode).not.toBe(one.recoveryCode)
    two.close()
  })

  test.each([
    ['between keys and database', () => undefined],
    ['with an empty database', () => writeFileSync(database(fresh), '')],
  ])('cut off %s simply begins again', (_, leave) => {
    firstSlots(fresh, secret)
    leave()
    const opened = openDesk(root, fresh, secret)
    expect(opened.recoveryCode).toEqual(expect.any(String))
    opened.close()
  })
})

describe('what every connection is set to', () => {
  test('is read back: durable commits, nothing temporary on disk, references checked', () => {
    const opened = openDesk(root, dir, secret)
    const settings = [
      'journal_mode',
      'synchronous',
      'temp_store',
      'secure_delete',
      'foreign_keys',
      'recursive_triggers',
      'cell_size_check',
      'trusted_schema',
      'mmap_size',
      'busy_timeout',
      'wal_autocheckpoint',
      'journal_size_limit',
    ].map((name) => [name, opened.store.client.pragma(name, { simple: true })])
    expect(Object.fromEntries(settings)).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      temp_store: 2,
      secure_delete: 1,
      foreign_keys: 1,
      recursive_triggers: 1,
      cell_size_check: 1,
      trusted_schema: 0,
      mmap_size: 0,
      busy_timeout: 2_000,
      wal_autocheckpoint: 1_000,
      journal_size_limit: 67_108_864,
    })
    expect(opened.store.client.pragma('cipher', { simple: true })).toBe('sqlcipher')
    opened.close()
  })
})

describe('two programs on one folder', () => {
  const child = async (): Promise<ChildProcess> => {
    const script = join(root, 'tests', 'support', 'hold-desk.ts')
    const holder = spawn(process.execPath, [script, dir, secret.toString('hex')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((resolve, reject) => {
      holder.stdout?.once('data', () => resolve())
      holder.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)))
    })
    return holder
  }

  test('the second is told so; killed, the first leaves nothing that stands in the way', async () => {
    const holder = await child()
    expect(() => openDesk(root, dir, secret)).toThrow(
      expect.objectContaining({ code: 'directory-in-use', sentence: expect.stringContaining('另一个') }),
    )
    const gone = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await gone

    const startedMs = performance.now()
    const opened = openDesk(root, dir, secret)
    expect(isEnrolled(opened.store)).toBe(true)
    expect(performance.now() - startedMs).toBeLessThan(3_000)
    opened.close()
  })

  test('a failed opening lets go of the folder', () => {
    failsToOpen(randomBytes(32))
    lockDirectory(dir).release()
  })

  test('twice in one program is no better', () => {
    const opened = openDesk(root, dir, secret)
    expect(() => openDesk(root, dir, secret)).toThrow(expect.objectContaining({ code: 'directory-in-use' }))
    opened.close()
  })
})

describe('what can be read from the disk without the key', () => {
  test('neither the keys nor a word of what was typed, in a draft or in a case, open or closed', async () => {
    const canaries = ['欧阳金丝雀', '360302195803120000', '13900001234', '金丝雀路七号']
    await using desk = await aDesk({ secret })
    await desk.signIn()
    const visit = aVisit('V04')
    const applicant = {
      ...visit.applicant,
      name: '欧阳金丝雀',
      phone: '13900001234',
      address: '金丝雀路七号',
    }
    await taken(desk, { ...visit, applicant }, 'ACCEPT')
    await desk.ask('draft.save', { draft: { ...aVisit('A01'), applicant } })
    desk.opened.store.client.exec('CREATE TEMP TABLE sorted AS SELECT body FROM journal ORDER BY body')
    const dataKey = openByDeskSecret(desk.dir, secret)
    const hidden: readonly (string | Buffer)[] = [...canaries, secret, dataKey, deriveKey(dataKey, 'db')]

    expect(hidden.flatMap((each) => findInClear(desk.dir, each))).toEqual([])
    await desk.stop()
    expect(hidden.flatMap((each) => findInClear(desk.dir, each))).toEqual([])

    // The search itself is shown to work on a file that leaks.
    copyFileSync(join(desk.dir, 'key-slots.json'), join(desk.dir, 'leak'))
    writeFileSync(
      join(desk.dir, 'leak'),
      `xx${Buffer.from('a欧阳金丝雀b').toString('base64')} ${dataKey.toString('hex')}`,
    )
    expect(findInClear(desk.dir, '欧阳金丝雀')).toEqual([expect.stringMatching(/^leak as base64/)])
    expect(findInClear(desk.dir, dataKey)).toEqual(['leak as hex'])
  })
})
