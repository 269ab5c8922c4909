import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { errorCode, Fault } from '#shared/kernel/fault.ts'

/** `PCHW` in the header of every desk database: ours and nobody else's. */
const applicationId = 0x50434857

const settings: readonly (readonly [name: string, set: string | number, expected: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['secure_delete', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  // Without it INSERT OR REPLACE removes a row past the triggers that guard the journal.
  ['recursive_triggers', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['mmap_size', 0, 0],
  ['busy_timeout', 2000, 2000],
  ['wal_autocheckpoint', 1000, 1000],
  ['journal_size_limit', 67_108_864, 67_108_864],
]

const lostSentence = '没有找到原来的数据。没有新建空库，请插入备份或联系运维恢复。'

/**
 * Opens the encrypted desk database by the contract of security.md 3.2.
 *
 * `installed` says whether this folder already holds an installation: then a missing or empty file is
 * a loss to be shown, never a first run to be greeted.
 */
export function openEncrypted(path: string, key: Buffer, installed: boolean): Database.Database {
  if (key.length !== 32) throw new Fault('key-malformed', `${key.length} bytes`)
  const found = look(path)
  if (installed && found === 'missing') throw new Fault('database-missing', path, lostSentence)
  if (installed && found === 'empty') throw new Fault('database-empty', path, lostSentence)
  if (found === 'plaintext')
    throw new Fault('database-plaintext', path, '这份数据没有加密，不是本程序写的，没有打开。')
  const db = new Database(path)
  try {
    unlock(db, key)
    // A first run that was killed while this was written leaves a sealed file with nothing in it: named now.
    if (db.pragma('application_id', { simple: true }) !== applicationId)
      db.pragma(`application_id = ${applicationId}`)
    applySettings(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function unlock(db: Database.Database, key: Buffer): void {
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  // The raw-key form skips 256,000 rounds of PBKDF2; our key is random and needs no stretching.
  const raw = Buffer.from(`x'${key.toString('hex')}'`)
  ;(db as Database.Database & { key: (raw: Buffer) => void }).key(raw)
  raw.fill(0)
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get()
  } catch (error) {
    if (errorCode(error) !== 'SQLITE_NOTADB') throw error
    throw new Fault(
      'key-wrong',
      'the key does not open the file',
      '密钥打不开这份数据，请用恢复码或联系运维。数据没有改动。',
    )
  }
  const found = db.pragma('application_id', { simple: true })
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_master').get() as { n: number }
  if (tables.n > 0 && found !== applicationId)
    throw new Fault('database-foreign', `application_id ${String(found)}`, '这份数据不是本程序的，没有打开。')
}

function applySettings(db: Database.Database): void {
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  // 3.51.3 mended the WAL-reset corruption with two connections.
  if (compareVersions(version, '3.51.3') < 0) throw new Fault('sqlite-too-old', version)
  for (const [name, set, expected] of settings) {
    db.pragma(`${name} = ${set}`)
    const got = db.pragma(name, { simple: true })
    if (got !== expected) throw new Fault('opening-contract', `${name} is ${String(got)}, not ${expected}`)
  }
}

/** Reads the header while nothing has the file open: closing it later would drop SQLite's locks. */
function look(path: string): 'missing' | 'empty' | 'plaintext' | 'sealed' {
  if (!existsSync(path)) return 'missing'
  if (statSync(path).size === 0) return 'empty'
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  readSync(file, head, 0, 16, 0)
  closeSync(file)
  return head.toString('latin1') === 'SQLite format 3\0' ? 'plaintext' : 'sealed'
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? 0
    if (part !== other) return part - other
  }
  return 0
}
