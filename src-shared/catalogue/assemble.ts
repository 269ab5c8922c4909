import { z } from 'zod'
import { type CatalogueFault, shapeFaults } from './catalogue-fault.ts'
import { checkCatalogue } from './check.ts'
import { Catalogue, Department, FieldSpec, OneMatter, ServiceItem, SharedMaterial } from './schema.ts'

/** Parsed JSON by the path of its file inside the catalogue folder, such as `items/A01.json`. */
export type CatalogueParts = Readonly<Record<string, unknown>>

export type Assembled =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly faults: readonly CatalogueFault[] }

/** The cover of the catalogue: which version, since when, and which files belong to it. */
export const CatalogueCover = Catalogue.unwrap()
  .pick({ version: true, effectiveFrom: true, source: true })
  .extend({ files: z.array(z.string().min(1)).min(1).readonly() })
  .readonly()
export type CatalogueCover = z.infer<typeof CatalogueCover>

export const coverFile = 'catalogue.json'

/** Puts the files of a catalogue together and answers with the whole, or with all that is wrong with it. */
export function assembleCatalogue(parts: CatalogueParts): Assembled {
  const faults: CatalogueFault[] = []
  const cover = readPart(parts, coverFile, CatalogueCover, faults)
  if (!cover) return { ok: false, faults }

  const homes = new Map<string, string>()
  const lists: Lists = { departments: [], materials: [], fields: [], items: [], matters: [] }
  for (const file of cover.files) readInto(lists, parts, file, homes, faults)
  if (faults.length > 0) return { ok: false, faults }

  const { version, effectiveFrom, source } = cover
  const catalogue: Catalogue = { version, effectiveFrom, source, ...lists }
  const wrong = checkCatalogue(catalogue).map((fault) => withFile(fault, homes))
  return wrong.length === 0 ? { ok: true, catalogue } : { ok: false, faults: wrong }
}

type Lists = {
  departments: Department[]
  materials: SharedMaterial[]
  fields: FieldSpec[]
  items: ServiceItem[]
  matters: OneMatter[]
}

/** Remembers in `homes` which file each entry came from, so that a fault can name it. */
function readInto(
  lists: Lists,
  parts: CatalogueParts,
  file: string,
  homes: Map<string, string>,
  faults: CatalogueFault[],
): void {
  const take = <Entry>(
    list: Entry[],
    name: string,
    entries: readonly Entry[] | undefined,
    idOf: (entry: Entry) => string,
  ) => {
    for (const entry of entries ?? []) {
      list.push(entry)
      homes.set(`${name}/${idOf(entry)}`, file)
    }
  }
  const many = <T extends z.ZodType>(entry: T) => readPart(parts, file, z.array(entry), faults)
  if (isPart(file, 'departments'))
    take(lists.departments, 'departments', many(Department), (each) => each.deptId)
  else if (isPart(file, 'materials'))
    take(lists.materials, 'materials', many(SharedMaterial), (each) => each.materialId)
  else if (isPart(file, 'fields')) take(lists.fields, 'fields', many(FieldSpec), (each) => each.fieldId)
  else if (file.startsWith('items/')) take(lists.items, 'items', many(ServiceItem), (each) => each.itemId)
  else if (file.startsWith('matters/')) {
    const matter = readPart(parts, file, OneMatter, faults)
    take(lists.matters, 'matters', matter && [matter], (each) => each.matterId)
  } else
    faults.push({ file, path: '', rule: 'shape', sentence: `目录里没有“${file}”这一类文件，请检查文件名。` })
}

function readPart<T extends z.ZodType>(
  parts: CatalogueParts,
  file: string,
  shape: T,
  faults: CatalogueFault[],
): z.output<T> | undefined {
  if (!Object.hasOwn(parts, file)) {
    faults.push({
      file,
      path: '',
      rule: 'file-missing',
      sentence: `目录缺少文件“${file}”，请重新导出完整的目录包。`,
    })
    return undefined
  }
  const read = shape.safeParse(parts[file])
  if (read.success) return read.data
  faults.push(...shapeFaults(read.error).map((fault) => ({ ...fault, file })))
  return undefined
}

function withFile(fault: CatalogueFault, homes: ReadonlyMap<string, string>): CatalogueFault {
  const file = homes.get(fault.path.split('/').slice(0, 2).join('/'))
  return file ? { ...fault, file } : fault
}

/** `fields.json`, or one of several such as `fields/business.json`. */
function isPart(file: string, name: string): boolean {
  return file === `${name}.json` || file.startsWith(`${name}/`)
}
