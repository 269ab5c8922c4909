import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  assembleCatalogue,
  CatalogueCover,
  type CatalogueParts,
  coverFile,
} from '#shared/catalogue/assemble.ts'
import { type CatalogueBundle, checkBeside } from '#shared/catalogue/bundle.ts'
import { type CatalogueFault, shapeFaults } from '#shared/catalogue/catalogue-fault.ts'
import { CentreRoles } from '#shared/catalogue/centre-roles.ts'
import { brokenLine, lineOf } from '#shared/catalogue/json-line.ts'
import { PolicySheets } from '#shared/catalogue/policy.ts'
import { Regions } from '#shared/catalogue/regions.ts'
import { TypingProfile } from '#shared/catalogue/typing-profile.ts'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'

export type ReadFolder =
  | { readonly ok: true; readonly bundle: CatalogueBundle }
  | { readonly ok: false; readonly faults: readonly CatalogueFault[] }

/** What may stand beside the files of the cover, and the part of the bundle it becomes. */
const besides = {
  'working-days.json': { part: 'workingDays', shape: WorkingDayFile },
  'regions.json': { part: 'regions', shape: Regions },
  'centre-roles.json': { part: 'centreRoles', shape: CentreRoles },
  'policies.json': { part: 'policies', shape: PolicySheets },
} as const

/** Reads a catalogue folder whole, or says everything that is wrong, with file and line. */
export function readFolder(folder: string): ReadFolder {
  const texts = new Map<string, string>()
  const faults: CatalogueFault[] = []
  const read = (file: string): unknown => {
    const path = join(folder, file)
    if (!existsSync(path)) return undefined
    const text = readFileSync(path, 'utf8')
    texts.set(file, text)
    return parsed(file, text, faults)
  }
  const cover = read(coverFile)
  const files = CatalogueCover.safeParse(cover).data?.files ?? []
  const parts: Record<string, unknown> = cover === undefined ? {} : { [coverFile]: cover }
  for (const file of files) {
    const part = read(file)
    if (part !== undefined) parts[file] = part
  }
  const beside = { ...readBesides(read, faults), ...readTyping(folder, read, faults) }
  if (faults.length > 0) return { ok: false, faults: withLines(faults, texts) }
  return together(parts, beside, texts)
}

function together(
  parts: CatalogueParts,
  beside: Omit<CatalogueBundle, 'catalogue'>,
  texts: ReadonlyMap<string, string>,
): ReadFolder {
  const assembled = assembleCatalogue(parts)
  if (!assembled.ok) return { ok: false, faults: withLines(assembled.faults, texts) }
  const bundle = { catalogue: assembled.catalogue, ...beside }
  const faults = checkBeside(bundle).map((fault) => {
    const file = Object.entries(besides).find(([, { part }]) => fault.path.startsWith(`${part}/`))?.[0]
    return { ...fault, file: file ?? typingFile(fault.path) ?? coverFile }
  })
  return faults.length === 0 ? { ok: true, bundle } : { ok: false, faults: withLines(faults, texts) }
}

function readBesides(
  read: (file: string) => unknown,
  faults: CatalogueFault[],
): Omit<CatalogueBundle, 'catalogue'> {
  const beside: Record<string, unknown> = {}
  for (const [file, { part, shape }] of Object.entries(besides)) {
    const value = read(file)
    if (value === undefined) continue
    const checked = shape.safeParse(value)
    if (checked.success) beside[part] = checked.data
    else faults.push(...shapeFaults(checked.error).map((fault) => ({ ...fault, file })))
  }
  return beside
}

/** One department's screens a file, named after the profile, so that a fault finds its place again. */
function readTyping(
  folder: string,
  read: (file: string) => unknown,
  faults: CatalogueFault[],
): Pick<CatalogueBundle, 'typing'> {
  const home = join(folder, 'typing')
  if (!existsSync(home)) return {}
  const names = readdirSync(home).filter((name) => name.endsWith('.json'))
  const typing = names.toSorted().flatMap((name) => {
    const file = `typing/${name}`
    const value = read(file)
    if (value === undefined) return []
    const checked = TypingProfile.safeParse(value)
    if (!checked.success) {
      faults.push(...shapeFaults(checked.error).map((fault) => ({ ...fault, file })))
      return []
    }
    if (`${checked.data.profileId}.json` !== name)
      faults.push({
        file,
        path: 'profileId',
        rule: 'shape',
        sentence: `文件名应与里面的编号一致，请改成“${checked.data.profileId}.json”。`,
      })
    return [checked.data]
  })
  return { typing }
}

function typingFile(path: string): string | undefined {
  const profileId = /^typing\/([^/]+)/.exec(path)?.[1]
  return profileId && `typing/${profileId}.json`
}

/** A text that is no JSON is told and then treated as absent, so that the other files are still checked. */
function parsed(file: string, text: string, faults: CatalogueFault[]): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    const sentence = '这个文件不是完整的JSON，多半是少了逗号、引号或括号。'
    faults.push({ file, line: brokenLine(text), path: '', rule: 'shape', sentence })
    return undefined
  }
}

function withLines(
  faults: readonly CatalogueFault[],
  texts: ReadonlyMap<string, string>,
): readonly CatalogueFault[] {
  return faults.map((fault) => {
    const text = fault.file === undefined ? undefined : texts.get(fault.file)
    const line = text === undefined || fault.line ? undefined : lineOf(text, ownPath(fault))
    return line === undefined ? fault : { ...fault, line }
  })
}

/** `workingDays/2026/2026-01-01` stands under `years` in its file, the others under their own names. */
function ownPath({ path, rule }: CatalogueFault): string {
  if (rule === 'shape') return path
  return path
    .replace(/^workingDays\//, 'years/')
    .replace(/^centreRoles\//, '')
    .replace(/^policies\/[^/]+\//, '')
    .replace(/^typing\/[^/]+\//, '')
}
