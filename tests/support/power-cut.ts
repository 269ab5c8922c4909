import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lottery } from './lottery.ts'

/** What is on the platter when everything up to a moment was flushed. */
export type Moment = {
  readonly dir: string
  readonly database: Buffer
  readonly wal: Buffer
}

const sector = 512
const databaseFile = 'desk.db'
const walFile = 'desk.db-wal'

/** Copies the folder of a desk that has just answered: by its contract all it said is flushed. */
export function momentOf(dir: string): Moment {
  const kept = mkdtempSync(join(tmpdir(), 'pingchuang-moment-'))
  cpSync(dir, kept, {
    recursive: true,
    filter: (file) => !/in-use\.lock$|desk\.db(-wal|-shm)?$/.test(file),
  })
  return { dir: kept, database: read(join(dir, databaseFile)), wal: read(join(dir, walFile)) }
}

export function forget({ dir }: Moment): void {
  rmSync(dir, { recursive: true, force: true })
}

export const cuts = ['flushed', 'wal-tail', 'wal-sectors', 'wal-garbage', 'checkpoint', 'file-name'] as const
export type Cut = (typeof cuts)[number]

/**
 * A state the disk may be in when the power goes between two moments.
 *
 * What was flushed at `before` is there. Of what was written since, any sectors may have arrived and any not, in no
 * order: SQLite flushes the log (WAL) before it answers, and before a checkpoint touches the database, and the
 * database before the log begins anew. So there are two windows, each with its own mixtures: the log growing beside
 * an untouched database, and the database being filled from a log that is whole.
 */
export function imageBetween(lottery: Lottery, before: Moment, after: Moment, cut: Cut): string {
  const image = mkdtempSync(join(tmpdir(), 'pingchuang-image-'))
  // A file beside the database has its old or its new name, and its bytes are flushed before either.
  const beside = cut === 'file-name' && lottery.chance(0.5) ? after : before
  cpSync(beside.dir, image, { recursive: true })
  if (beside === before && cut === 'file-name') strayFile(image)
  const began = !sameLog(before.wal, after.wal)
  const { database, wal } = mixed(lottery, before, after, cut, began)
  writeFileSync(join(image, databaseFile), database)
  if (wal.length > 0) writeFileSync(join(image, walFile), wal)
  return image
}

type Files = Pick<Moment, 'database' | 'wal'>

function mixed(lottery: Lottery, before: Moment, after: Moment, cut: Cut, began: boolean): Files {
  if (cut === 'flushed' || cut === 'file-name') return before
  // The checkpoint filled the database from the log of `after`, which was flushed first.
  if (cut === 'checkpoint')
    return began ? before : { database: woven(lottery, before.database, after.database), wal: after.wal }
  // A log that began anew is written over the old one, and only once the database has all of it.
  const database = began ? after.database : before.database
  const old = before.wal
  const grown = after.wal
  if (cut === 'wal-sectors') return { database, wal: woven(lottery, old, grown) }
  if (began)
    return {
      database,
      wal: Buffer.concat([grown.subarray(0, lottery.below(sector)), old]).subarray(0, old.length),
    }
  const arrived = old.length + lottery.below(Math.max(1, grown.length - old.length))
  const tail = Buffer.from(grown.subarray(0, arrived))
  if (cut === 'wal-garbage')
    for (let at = old.length; at < tail.length; at += sector)
      if (lottery.chance(0.3)) tail.fill(lottery.below(256), at, Math.min(at + sector, tail.length))
  return { database, wal: tail }
}

/** Sector by sector the old or the new; what the file did not have yet may be empty. */
function woven(lottery: Lottery, old: Buffer, fresh: Buffer): Buffer {
  const length = lottery.chance(0.5) ? fresh.length : Math.max(old.length, lottery.below(fresh.length + 1))
  const image = Buffer.alloc(length)
  for (let at = 0; at < length; at += sector) {
    const from = at >= old.length || lottery.chance(0.5) ? fresh : old
    const lost = at >= old.length && lottery.chance(0.3)
    if (!lost) from.copy(image, at, at, Math.min(at + sector, length))
  }
  return image
}

/** The same life of the log: its header, with the salt of this life, is what it was. */
function sameLog(old: Buffer, fresh: Buffer): boolean {
  return old.length === 0 || fresh.subarray(0, 32).equals(old.subarray(0, 32))
}

/** A picture that was being written beside its name. */
function strayFile(image: string): void {
  const folder = join(image, 'pictures', 'zz')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'half.new'), 'half')
}

function read(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
}
