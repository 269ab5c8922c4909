import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'

/**
 * The sealed files of this desk in `folder`, in sub-folders by the first two characters of the name.
 *
 * A file is written beside, flushed, renamed, and its folder flushed: after a power cut there is either the
 * whole file under its name or none. What a kill left half written is swept away at the opening.
 */
export function sealedFolder(folder: string): SealedFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const place = (name: string) => join(folder, name.slice(0, 2), name)
  sweep(folder)
  return {
    keep: (name, bytes) => {
      const file = place(name)
      if (existsSync(file)) return
      const home = dirname(file)
      if (!existsSync(home)) {
        mkdirSync(home, { mode: 0o700 })
        flushFolder(folder)
      }
      writeWhole(`${file}.new`, bytes)
      renameSync(`${file}.new`, file)
      flushFolder(home)
    },
    read: (name) => (existsSync(place(name)) ? readFileSync(place(name)) : undefined),
    remove: (name) => rmSync(place(name), { force: true }),
    names: () => listed(folder).map(({ name }) => name),
  }
}

function writeWhole(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Without it a power cut may forget the new name although the bytes are on the disk. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function sweep(folder: string): void {
  for (const { file, name } of listed(folder)) if (name.endsWith('.new')) rmSync(file, { force: true })
}

function listed(folder: string): readonly { readonly name: string; readonly file: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name: sub }) =>
      readdirSync(join(folder, sub)).map((name) => ({ name, file: join(folder, sub, name) })),
    )
}
