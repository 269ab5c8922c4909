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
const markFile = 'head-mark.json'

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

/** After so many pages of the log the database is filled from it; SQLite's own thousand would hardly be met here. */
export const checkpointPages = 60

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
  const { database, wal } = mixed(lottery, before, after, cut)
  // The mark is written after the commit it speaks of was flushed: the new one only beside a whole new log.
  const whole = wal.subarray(0, endOf(wal)).equals(after.wal.subarray(0, endOf(after.wal)))
  layMark(whole && lottery.chance(0.5) ? after.dir : before.dir, image)
  writeFileSync(join(image, databaseFile), database)
  if (wal.length > 0) writeFileSync(join(image, walFile), wal)
  return image
}

type Files = Pick<Moment, 'database' | 'wal'>

function mixed(lottery: Lottery, before: Moment, after: Moment, cut: Cut): Files {
  const anew = !sameLog(before.wal, after.wal)
  if (cut === 'flushed' || cut === 'file-name') return before
  // The checkpoint filled the database from the log of `after`, which was flushed first.
  if (cut === 'checkpoint')
    return anew ? before : { database: woven(lottery, before.database, after.database), wal: after.wal }
  if (!anew)
    return { database: before.database, wal: torn(lottery, before.wal, after.wal, cut, endOf(before.wal)) }
  // The database may hold a part of the new log already, and that was flushed then.
  if (endOf(after.wal) > checkpointPages * pageBytes(after.wal)) return after
  // A log that begins anew is written over the old one, and only once the database has all of it.
  return { database: after.database, wal: torn(lottery, before.wal, after.wal, cut, 0) }
}

/** The log cut where it grew, from `from` to its new end; or its sectors there arrived and not, whole or as garbage. */
function torn(lottery: Lottery, old: Buffer, grown: Buffer, cut: Cut, from: number): Buffer {
  const to = endOf(grown)
  const first = from - (from % sector)
  if (cut === 'wal-sectors')
    return Buffer.concat([
      grown.subarray(0, first),
      woven(lottery, old.subarray(first, to), grown.subarray(first, to)),
      old.subarray(to),
    ])
  const arrived = from + lottery.below(Math.max(1, to - from))
  const wal = Buffer.concat([grown.subarray(0, arrived), old.subarray(arrived)])
  if (cut === 'wal-garbage')
    for (let at = from; at < arrived; at += sector)
      if (lottery.chance(0.3)) wal.fill(lottery.below(256), at, Math.min(at + sector, arrived))
  return wal
}

const logHead = 32
const frameHead = 24

/** Where the frames of this life of the log end: what follows was left by an earlier one and counts for nothing. */
function endOf(wal: Buffer): number {
  if (wal.length < logHead) return 0
  const frame = frameHead + pageBytes(wal)
  const salt = wal.subarray(16, 24)
  let at = logHead
  while (at + frame <= wal.length && wal.subarray(at + 8, at + 16).equals(salt)) at += frame
  return at
}

function pageBytes(wal: Buffer): number {
  return wal.readUInt32BE(8)
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

function layMark(from: string, image: string): void {
  rmSync(join(image, markFile), { force: true })
  if (existsSync(join(from, markFile))) cpSync(join(from, markFile), join(image, markFile))
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
