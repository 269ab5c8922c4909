import { changedList, changedValues } from './diff-words.ts'
import type { Catalogue, OneMatter, ServiceItem, Situation } from './schema.ts'

export type Named = { readonly id: string; readonly name: string }
export type Changed = Named & { readonly words: readonly string[] }
export type Changes = {
  readonly added: readonly Named[]
  readonly removed: readonly Named[]
  readonly changed: readonly Changed[]
}

export type CatalogueDiff = {
  readonly matters: Changes
  readonly items: Changes
  /** Matters whose applicants meet something new, be it only through one of their items. */
  readonly touched: readonly string[]
}

/**
 * What another catalogue would change, told for people: by matter and by item, in words.
 *
 * A change of a shared material, a field or a department is told with every item that uses it, because
 * that is where an applicant meets it.
 */
export function diffCatalogues(before: Catalogue, after: Catalogue): CatalogueDiff {
  const [was, is] = [namesOf(before), namesOf(after)]
  const items = changesOf(
    before.items,
    after.items,
    ({ itemId }) => itemId,
    (old, each) => itemWords(was, is, old, each),
  )
  const matters = changesOf(
    before.matters,
    after.matters,
    ({ matterId }) => matterId,
    (old, each) => matterWords(was, is, old, each),
  )
  const moved = new Set([...items.changed, ...items.removed].map(({ id }) => id))
  const own = new Set([...matters.changed, ...matters.removed].map(({ id }) => id))
  const touched = [...before.matters, ...after.matters]
    .filter(({ joined, matterId }) => own.has(matterId) || joined.some(({ itemId }) => moved.has(itemId)))
    .map(({ matterId }) => matterId)
  const added = new Set(matters.added.map(({ id }) => id))
  return { matters, items, touched: [...new Set(touched)].filter((matterId) => !added.has(matterId)) }
}

function changesOf<Each extends { readonly name: string }>(
  before: readonly Each[],
  after: readonly Each[],
  idOf: (each: Each) => string,
  words: (before: Each, after: Each) => readonly string[],
): Changes {
  const [was, is] = [new Map(before.map((each) => [idOf(each), each])), new Set(after.map(idOf))]
  const named = (each: Each): Named => ({ id: idOf(each), name: each.name })
  return {
    added: after.filter((each) => !was.has(idOf(each))).map(named),
    removed: before.filter((each) => !is.has(idOf(each))).map(named),
    changed: after.flatMap((each) => {
      const old = was.get(idOf(each))
      const told = old === undefined ? [] : words(old, each)
      return told.length === 0 ? [] : [{ ...named(each), words: told }]
    }),
  }
}

type Names = {
  readonly departments: ReadonlyMap<string, string>
  readonly items: ReadonlyMap<string, string>
  readonly materials: ReadonlyMap<string, Catalogue['materials'][number]>
  readonly fields: ReadonlyMap<string, Catalogue['fields'][number]>
}

function namesOf({ departments, fields, items, materials }: Catalogue): Names {
  return {
    departments: new Map(departments.map(({ deptId, name }) => [deptId, name])),
    items: new Map(items.map(({ itemId, name }) => [itemId, name])),
    materials: new Map(materials.map((each) => [each.materialId, each])),
    fields: new Map(fields.map((each) => [each.fieldId, each])),
  }
}

function itemWords(was: Names, is: Names, before: ServiceItem, after: ServiceItem): readonly string[] {
  const material = (id: string) => is.materials.get(id) ?? was.materials.get(id)
  const field = (id: string) => is.fields.get(id) ?? was.fields.get(id)
  return [
    ...changedValues('事项', before, after, spoken(was, is)),
    ...renamed(was, is, '承办部门', [before.deptId]),
    ...changedList(before.lines, after.lines, {
      kind: '材料',
      idOf: ({ lineId }) => lineId,
      nameOf: ({ materialId }) => material(materialId)?.name ?? materialId,
      changes: (old, each) => [
        ...changedValues('事项材料', old, each),
        ...(old.materialId === each.materialId
          ? changedValues(
              '材料',
              was.materials.get(old.materialId) ?? {},
              is.materials.get(each.materialId) ?? {},
            )
          : []),
      ],
    }),
    ...changedList(before.fields, after.fields, {
      kind: '表格栏',
      idOf: ({ fieldId }) => fieldId,
      nameOf: ({ fieldId }) => field(fieldId)?.label ?? fieldId,
      changes: (old, each) => [
        ...changedValues('事项表格栏', old, each),
        ...changedValues('表格栏', was.fields.get(old.fieldId) ?? {}, is.fields.get(each.fieldId) ?? {}),
      ],
    }),
  ]
}

function matterWords(was: Names, is: Names, before: OneMatter, after: OneMatter): readonly string[] {
  return [
    ...changedValues('主题', before, after, spoken(was, is)),
    ...renamed(was, is, '部门', [before.leadDeptId ?? '', ...(before.relatedDeptIds ?? [])]),
    ...changedList(before.joined, after.joined, {
      kind: '联办事项',
      idOf: ({ itemId }) => itemId,
      nameOf: ({ itemId }) => is.items.get(itemId) ?? was.items.get(itemId) ?? itemId,
      changes: (old, each) => changedValues('主题事项', old, each),
    }),
    ...changedList(before.situations, after.situations, {
      kind: '问题',
      idOf: ({ situationId }) => situationId,
      nameOf: ({ question }) => question,
      changes: situationWords,
    }),
  ]
}

function situationWords(before: Situation, after: Situation): readonly string[] {
  return [
    ...changedValues('情形', before, after),
    ...changedList(before.options, after.options, {
      kind: '选项',
      idOf: ({ optionId }) => optionId,
      nameOf: ({ label }) => label,
      changes: (old, each) => changedValues('情形', old, each),
    }),
  ]
}

/** Departments are spoken of by name; an id would tell the clerk nothing. */
function spoken(was: Names, is: Names) {
  const name = (id: unknown) =>
    is.departments.get(String(id)) ?? was.departments.get(String(id)) ?? String(id)
  return (key: string, value: unknown): string | undefined => {
    if (key === 'deptId' || key === 'leadDeptId') return name(value)
    return key === 'relatedDeptIds' && Array.isArray(value) ? value.map(name).join('、') : undefined
  }
}

function renamed(was: Names, is: Names, what: string, deptIds: readonly string[]): readonly string[] {
  return deptIds.flatMap((deptId) => {
    const [old, name] = [was.departments.get(deptId), is.departments.get(deptId)]
    return old === undefined || name === undefined || old === name ? [] : [`${what}“${old}”改称“${name}”`]
  })
}
