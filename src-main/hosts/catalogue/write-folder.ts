import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { coverFile } from '#shared/catalogue/assemble.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { Fault } from '#shared/kernel/fault.ts'

/** Writes a catalogue as the files of a folder, in the order they are read again. */
export function writeFolder(folder: string, catalogue: Catalogue): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Fault('folder-not-empty', folder, `${folder} 里已经有文件，没有写入，请换一个空文件夹。`)
  const { departments, effectiveFrom, fields, items, materials, matters, source, version } = catalogue
  const parts: (readonly [file: string, value: unknown])[] = [
    ['departments.json', departments],
    ['materials.json', materials],
    ['fields.json', fields],
    ...runs(items, ({ itemId }) => itemId.replace(/-I\d+$/, '')).map(
      ([name, run]) => [`items/${name}.json`, run] as const,
    ),
    ...runs(matters, ({ matterId }) => matterId).map(
      ([name, [matter]]) => [`matters/${name}.json`, matter] as const,
    ),
  ]
  const files = parts.map(([file]) => file)
  for (const [file, value] of [[coverFile, { version, effectiveFrom, source, files }] as const, ...parts]) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`)
  }
  return [coverFile, ...files]
}

/**
 * Neighbours of one name in one file. The order of a catalogue is part of it, so a name that comes back
 * later gets a file of its own; ids that are no file names are replaced by numbers.
 */
function runs<Each>(
  list: readonly Each[],
  nameOf: (each: Each) => string,
): readonly (readonly [name: string, run: readonly Each[]])[] {
  const made: (readonly [name: string, run: Each[]])[] = []
  const used = new Set<string>()
  let before: string | undefined
  for (const [at, each] of list.entries()) {
    const name = nameOf(each)
    if (name === before) {
      made.at(-1)?.[1].push(each)
      continue
    }
    before = name
    const plain = /^\w[\w.-]{0,60}$/.test(name) && !used.has(name.toLowerCase()) ? name : `part-${at + 1}`
    used.add(plain.toLowerCase())
    made.push([plain, [each]])
  }
  return made
}
