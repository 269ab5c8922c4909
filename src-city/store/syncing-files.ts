import { constants, fsyncSync } from 'node:fs'
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

/**
 * A file that nothing has written since it was flushed is not flushed again: after a kill PostgreSQL flushes each of its
 * 1,250 files twice before it answers. Folders always are, for what stands in them changes without a write.
 */
const addFsync: PreRun = (module: unknown) => {
  const files = (module as NodeFiles).NODEFS
  if (!files) throw new Fault('embedded-database', 'PGlite has no NODEFS to complete')
  const { node_ops: nodes, stream_ops: streams } = files
  const flushed = new WeakSet<FileNode>()
  const { setattr } = nodes
  const { write } = streams
  nodes.setattr = (node, ...what) => {
    flushed.delete(node)
    return setattr(node, ...what)
  }
  streams.write = (stream, ...what) => {
    flushed.delete(stream.node)
    return write(stream, ...what)
  }
  streams.fsync = ({ nfd, node }) => {
    if (flushed.has(node)) return 0
    fsyncSync(nfd)
    if ((node.mode & constants.S_IFMT) === constants.S_IFREG) flushed.add(node)
    return 0
  }
}

type FileNode = { readonly mode: number }
type Stream = { readonly nfd: number; readonly node: FileNode }
type NodeFiles = {
  readonly NODEFS?: {
    readonly node_ops: { setattr: (node: FileNode, ...what: readonly unknown[]) => unknown }
    readonly stream_ops: {
      write: (stream: Stream, ...what: readonly unknown[]) => unknown
      fsync?: (stream: Stream) => number
    }
  }
}
