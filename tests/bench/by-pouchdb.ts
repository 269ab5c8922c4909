import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CaseDocument } from './case-files.ts'
import { aChildServer } from './child-server.ts'
import { type Sent, sending } from './sending.ts'

type Stored = { readonly ok?: boolean; readonly id?: string; readonly rev?: string }
type Replicated = { readonly ok: boolean; readonly docs_written: number }
type Database = {
  readonly bulkDocs: (documents: readonly unknown[]) => Promise<readonly Stored[]>
  readonly replicate: {
    readonly to: (
      remote: Database,
      options: { readonly batch_size: number; readonly batches_limit: number },
    ) => Promise<Replicated>
  }
  readonly close: () => Promise<void>
}
type Pouch = new (name: string) => Database

/** What its manual names as the defaults: change feed items a batch, and batches kept ready. */
const advised = { batch_size: 100, batches_limit: 10 } as const
const installMaxMs = 300_000

/** The pinned packages into a folder of the run; a reason when that cannot be done. */
export function installPouchDb(dir: string): { readonly dir: string } | { readonly why: string } {
  const installed = join(dir, 'pouchdb')
  mkdirSync(installed, { recursive: true })
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(import.meta.dirname, 'pouchdb', name), join(installed, name))
  const options = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund']
  const done = spawnSync('npm', ['ci', ...options], {
    cwd: installed,
    encoding: 'utf8',
    timeout: installMaxMs,
  })
  if (done.status === 0) return { dir: installed }
  const [why = 'npm did not end'] = (done.stderr || done.error?.message || '').split('\n')
  return { why: `PouchDB could not be installed (${why})` }
}

/**
 * One document a case, which grew entry by entry as the case did; LevelDB on both sides. Filling the near side is
 * not timed.
 */
export async function byPouchDb(
  installed: string,
  dir: string,
  documents: readonly CaseDocument[],
): Promise<Sent> {
  const far = join(dir, 'pouchdb-far')
  mkdirSync(far, { recursive: true })
  const server = await aChildServer(join(import.meta.dirname, 'pouchdb', 'server.ts'), [installed, far])
  try {
    const PouchDb = createRequire(join(installed, 'package.json'))('pouchdb') as Pouch
    const near = new PouchDb(join(dir, 'pouchdb-near'))
    await grow(near, documents)
    const remote = new PouchDb(`${server.url}/cases`)
    const sent = await sending([server.pid], () => near.replicate.to(remote, advised))
    if (!sent.value.ok || sent.value.docs_written !== documents.length)
      throw new Error(`PouchDB wrote ${sent.value.docs_written} of ${documents.length}`)
    await near.close()
    return sent
  } finally {
    await server.stop()
  }
}

async function grow(near: Database, documents: readonly CaseDocument[]): Promise<void> {
  const revs = new Map<string, string>()
  const most = Math.max(...documents.map(({ entries }) => entries.length))
  for (let length = 1; length <= most; length += 1) {
    const changed = documents
      .filter(({ entries }) => entries.length >= length)
      .map(({ caseId, entries }) => {
        const rev = revs.get(caseId)
        return { _id: caseId, ...(rev ? { _rev: rev } : {}), entries: entries.slice(0, length) }
      })
    for (const { id, ok, rev } of await near.bulkDocs(changed)) {
      if (!ok || !id || !rev) throw new Error('PouchDB kept a document back')
      revs.set(id, rev)
    }
  }
}
