export type CatalogueRule =
  | 'shape'
  | 'file-missing'
  | 'duplicate-id'
  | 'dangling-reference'
  | 'waits-for-itself'
  | 'asks-too-early'
  | 'promised-beyond-statutory'
  | 'promised-without-limit'
  | 'theme-without-lead'
  | 'nothing-joined'
  | 'original-never-held'
  | 'primary-deferred'
  | 'choice-without-options'
  | 'item-code'

/** One thing wrong with the catalogue data, told so that the person who fills it finds the place. */
export type CatalogueFault = {
  readonly file?: string
  readonly path: string
  readonly rule: CatalogueRule
  readonly sentence: string
}

export function duplicates<Entry>(
  path: string,
  entries: readonly Entry[],
  idOf: (entry: Entry) => string,
): readonly CatalogueFault[] {
  const ids = entries.map(idOf)
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => ({
    path: `${path}/${id}`,
    rule: 'duplicate-id',
    sentence: `编号“${id}”出现了不止一次，请改成不同的编号。`,
  }))
}

export function dangling(path: string, kind: string, id: string): CatalogueFault {
  return { path, rule: 'dangling-reference', sentence: `引用的${kind}“${id}”在目录里没有。` }
}
