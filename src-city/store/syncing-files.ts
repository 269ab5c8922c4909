import { fsyncSync } from 'node:fs'
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
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } }
  }
}

const addFsync: PreRun = (module: unknown) => {
  const operations = (module as NodeFiles).NODEFS?.stream_ops
  if (!operations) throw new Fault('embedded-database', 'PGlite has no NODEFS.stream_ops to complete')
  operations.fsync = ({ nfd }) => {
    fsyncSync(nfd)
    return 0
  }
}

type NodeFiles = {
  readonly NODEFS?: { readonly stream_ops?: { fsync?: (stream: { readonly nfd: number }) => number } }
}
