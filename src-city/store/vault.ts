import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'

export type Place = { readonly centreId: string; readonly pictureId: string }

/**
 * Sealed files of all centres, pictures and pieces of bundles: `<centre>/<first two characters>/<hash>`, and the same with `.part`
 * while a file is not whole (sync.md F.3 rule 17).
 *
 * Nothing counts before it is flushed: a chunk before its offset is told, the whole file and its folder before
 * `verified`. What a file is called is checked against its bytes, never against what a database says.
 */
export class Vault {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** How many bytes of the unfinished file there are; 0 for none. */
  async partBytes(place: Place): Promise<number> {
    return (await sizeOf(`${this.#file(place)}.part`)) ?? 0
  }

  /** Whether the whole file is here and is what it is called. */
  async holds(place: Place): Promise<boolean> {
    const bytes = await this.read(place)
    return bytes !== undefined && nameOfFile(bytes) === place.pictureId
  }

  async read(place: Place): Promise<Buffer | undefined> {
    const file = this.#file(place)
    return (await sizeOf(file)) === undefined ? undefined : readFile(file)
  }

  /** Puts a chunk where it belongs and drops whatever stood behind; on the disk when this returns. */
  async write(place: Place, offset: number, bytes: Uint8Array): Promise<void> {
    const file = `${this.#file(place)}.part`
    await this.#makeHome(dirname(file))
    const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600)
    try {
      await handle.truncate(offset)
      await writeAll(handle, bytes, offset)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  /** Looks at the whole file: right, it gets its name for good; wrong, it is thrown away. */
  async settle(place: Place): Promise<boolean> {
    const file = this.#file(place)
    const bytes = await readFile(`${file}.part`)
    if (nameOfFile(bytes) !== place.pictureId) {
      await rm(`${file}.part`, { force: true })
      return false
    }
    await flush(`${file}.part`)
    await rename(`${file}.part`, file)
    await flush(dirname(file))
    return true
  }

  async remove(place: Place): Promise<void> {
    await rm(this.#file(place), { force: true })
    await rm(`${this.#file(place)}.part`, { force: true })
  }

  #file({ centreId, pictureId }: Place): string {
    return join(this.#folder, centreId, pictureId.slice(0, 2), pictureId)
  }

  async #makeHome(home: string): Promise<void> {
    const made = await mkdir(home, { recursive: true, mode: 0o700 })
    if (made === undefined) return
    // Every folder on the way is new, or may be: each must know the one below it.
    for (let at = dirname(home); at.startsWith(this.#folder); at = dirname(at)) await flush(at)
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, offset + at)
    at += bytesWritten
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch {
    return undefined
  }
}
