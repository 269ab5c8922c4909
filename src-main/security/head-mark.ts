import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hash, sameBytes } from '#shared/crypto/suite.ts'
import { parsed } from '#shared/kernel/json.ts'

/** How far the journal had come when it was last looked at. */
export type Mark = {
  readonly deskId: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
}

const Kept = z.strictObject({
  v: z.literal(1),
  deskId: z.string(),
  epoch: z.number().int(),
  seq: z.number().int(),
  hash: z.string(),
  /** The database file as the file system knows it: a copy is another file. */
  file: z.string(),
  mac: z.string(),
})

export type HeadMark = {
  readonly read: () => { readonly mark: Mark; readonly sameFile: boolean } | undefined
  readonly write: (mark: Mark) => void
}

/**
 * A mark outside the database (sync.md C.8): written after the commit is safe, so that a database behind
 * it can only be an older one put in its place. Bound to this desk's data key; anything else is no mark.
 */
export function headMark(dataDir: string, databaseFile: string, key: Uint8Array): HeadMark {
  const path = join(dataDir, 'head-mark.json')
  let last = ''
  return {
    read: () => {
      if (!existsSync(path)) return undefined
      const kept = Kept.safeParse(parsed(readFileSync(path, 'utf8'))).data
      if (!kept) return undefined
      const { mac, v: _, ...told } = kept
      if (!sameBytes(Buffer.from(mac), Buffer.from(macOf(key, told)))) return undefined
      const { file, ...mark } = told
      return { mark, sameFile: file === fileOf(databaseFile) }
    },
    write: (mark) => {
      const told = { ...mark, file: fileOf(databaseFile) }
      const text = JSON.stringify({ v: 1, ...told, mac: macOf(key, told) })
      if (text === last) return
      const next = `${path}.new`
      const file = openSync(next, 'w', 0o600)
      writeSync(file, text)
      // Flushed before it gets its name: an empty mark after a power cut would look like a restored desk.
      fsyncSync(file)
      closeSync(file)
      renameSync(next, path)
      last = text
    },
  }
}

function fileOf(databaseFile: string): string {
  return statSync(databaseFile, { bigint: true }).ino.toString()
}

type Told = Mark & { readonly file: string }

function macOf(key: Uint8Array, { deskId, epoch, file, hash: head, seq }: Told): string {
  return hash(key, ['gsc/mark/1', deskId, epoch, seq, head, file].join('\n')).toString('base64url')
}
