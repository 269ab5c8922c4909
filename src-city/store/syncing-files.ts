import { type BigIntStats, existsSync, fstatSync, fsyncSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { Fault } from '#shared/kernel/fault.ts'

type Options = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts']
type PreRun = NonNullable<Options['preRun']>[number]

/**
 * PGlite's files on disk, with the `fsync` its own file system leaves out.
 *
 * Without it a commit reaches the disk when the system feels like it (stack.md 3). We still answer
 * `durable: false` on this database: fdatasync stays a no-op and nobody has proven the rest.
 */
export class SyncingFiles extends NodeFS {
  override async init(pg: PGlite, options: Options): Promise<{ emscriptenOpts: Options }> {
    const { emscriptenOpts } = await super.init(pg, options)
    const flushed = await flushAll(this.rootDir)
    const preRun = [...(emscriptenOpts.preRun ?? []), fsyncBut(flushed)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

/** A file as it was when it was flushed, by its number on the disk. */
type Flushed = ReadonlyMap<bigint, string>
const atOnce = 200
/** PostgreSQL takes it away when it closes in order, and then flushes nothing at the next start. */
const leftByAKill = 'postmaster.pid'

/**
 * After a kill PostgreSQL flushes each of its 1,250 files twice, one after the other, before it answers: seconds
 * where others write to the same disk. Flushed together they cost a twentieth, and are not flushed again as long as
 * nothing has written them.
 */
async function flushAll(folder: string): Promise<Flushed> {
  const flushed = new Map<bigint, string>()
  // Windows keeps the time of a write to itself as long as the file is open.
  if (process.platform === 'win32' || !existsSync(join(folder, leftByAKill))) return flushed
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  for (let from = 0; from < files.length; from += atOnce)
    await Promise.all(
      files.slice(from, from + atOnce).map(async ({ name, parentPath }) => {
        await using file = await open(join(parentPath, name), 'r+')
        const stands = await file.stat({ bigint: true })
        await file.sync()
        flushed.set(stands.ino, stampOf(stands))
      }),
    )
  return flushed
}

function stampOf({ ctimeNs, mtimeNs, size }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs}`
}

function fsyncBut(flushed: Flushed): PreRun {
  return (module: unknown) => {
    const operations = (module as NodeFiles).NODEFS?.stream_ops
    if (!operations) throw new Fault('embedded-database', 'PGlite has no NODEFS.stream_ops to complete')
    operations.fsync = ({ nfd }) => {
      const stands = fstatSync(nfd, { bigint: true })
      if (flushed.get(stands.ino) !== stampOf(stands)) fsyncSync(nfd)
      return 0
    }
  }
}

type NodeFiles = {
  readonly NODEFS?: { readonly stream_ops?: { fsync?: (stream: { readonly nfd: number }) => number } }
}
