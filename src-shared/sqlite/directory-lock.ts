import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { errorCode, Fault } from '#shared/kernel/fault.ts'

/**
 * Holds a data folder for this process alone (security.md S36).
 *
 * The lock is SQLite's own lock on a file beside the data: the operating system drops it with the
 * process, so a `kill -9` leaves nothing stale and no age has to be guessed.
 */
export function lockDirectory(dir: string): { readonly release: () => void } {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = new Database(join(dir, 'in-use.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!errorCode(error).startsWith('SQLITE_BUSY')) throw error
    throw new Fault('directory-in-use', dir, '这份数据正被另一个萍窗程序使用，请先关闭那一个。')
  }
  return { release: () => lock.close() }
}
