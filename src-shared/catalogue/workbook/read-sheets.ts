import type { z } from 'zod'
import type { CatalogueFault } from '../catalogue-fault.ts'
import { checkCatalogue } from '../check.ts'
import {
  Catalogue,
  Department,
  FieldSpec,
  ItemField,
  ItemMaterialLine,
  JoinedItem,
  OneMatter,
  ServiceItem,
  SharedMaterial,
} from '../schema.ts'
import { type Homes, placed } from './place.ts'
import { readTable, shaped, type TableRow } from './read-table.ts'
import { coverRows, coverSheet, type SheetName } from './sheets.ts'
import { situationsOf } from './situations.ts'
import type { TextSheet } from './write-sheets.ts'

export type ReadSheets =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly faults: readonly CatalogueFault[] }

/** The catalogue a workbook holds, or all that is wrong with it, each with sheet, row and column. */
export function readSheets(workbook: readonly TextSheet[]): ReadSheets {
  const faults: CatalogueFault[] = []
  const homes: Homes = new Map()
  const table = (sheet: SheetName) => readTable(workbook, sheet, faults)
  const cover = readCover(workbook, faults)
  const many = <T>(
    sheet: SheetName,
    read: (row: TableRow) => T | undefined,
    pathOf: (entry: T) => string,
  ): T[] =>
    table(sheet).flatMap((row) => {
      const entry = read(row)
      if (entry === undefined) return []
      homes.set(pathOf(entry), { sheet, row: row.row })
      return [entry]
    })

  const departments = many(
    '部门',
    ({ row, values }) => shaped('部门', row, Department, values, faults),
    ({ deptId }) => `departments/${deptId}`,
  )
  const materials = many(
    '材料',
    ({ row, values }) => shaped('材料', row, SharedMaterial, values, faults),
    ({ materialId }) => `materials/${materialId}`,
  )
  const fields = many(
    '表格栏',
    ({ row, values }) => shaped('表格栏', row, FieldSpec, values, faults),
    ({ fieldId }) => `fields/${fieldId}`,
  )
  const itemRows = table('事项')
  const matterRows = table('主题')
  const itemIds = idsOf(itemRows, 'itemId')
  const matterIds = idsOf(matterRows, 'matterId')
  const owns = <Entry>(
    sheet: SheetName,
    owners: Owners,
    shape: z.ZodType<Entry>,
    pathOf: (owner: string, entry: Entry) => string,
  ) => owned(sheet, table(sheet), owners, homes, faults, shape, pathOf)
  const ofItems = { sheet: '事项', key: 'itemId', ids: itemIds } as const
  const ofMatters = { sheet: '主题', key: 'matterId', ids: matterIds } as const
  const asked = owns('事项表格栏', ofItems, ItemField, (id, { fieldId }) => `items/${id}/fields/${fieldId}`)
  const lines = owns('事项材料', ofItems, ItemMaterialLine, (id, { lineId }) => `items/${id}/lines/${lineId}`)
  const joined = owns('主题事项', ofMatters, JoinedItem, (id, { itemId }) => `matters/${id}/joined/${itemId}`)
  const situations = situationsOf(table('情形'), matterIds, homes, faults)

  const items = itemRows.flatMap(({ row, values }) => {
    const id = String(values['itemId'])
    homes.set(`items/${id}`, { sheet: '事项', row })
    const whole = { ...values, fields: asked.get(id) ?? [], lines: lines.get(id) ?? [] }
    return shaped('事项', row, ServiceItem, whole, faults) ?? []
  })
  const matters = matterRows.flatMap(({ row, values }) => {
    const id = String(values['matterId'])
    homes.set(`matters/${id}`, { sheet: '主题', row })
    const whole = { ...values, joined: joined.get(id) ?? [], situations: situations.get(id) ?? [] }
    return shaped('主题', row, OneMatter, whole, faults) ?? []
  })
  // A row without an owner is left out, the rest can still be checked; a cell nobody can read cannot.
  if (!cover || faults.some(({ rule }) => rule !== 'dangling-reference')) return { ok: false, faults }
  const catalogue: Catalogue = { ...cover, departments, materials, fields, items, matters }
  const wrong = [...faults, ...checkCatalogue(catalogue).map((fault) => placed(fault, homes))]
  return wrong.length === 0 ? { ok: true, catalogue } : { ok: false, faults: wrong }
}

const Cover = Catalogue.unwrap().pick({ version: true, effectiveFrom: true, source: true })

function readCover(workbook: readonly TextSheet[], faults: CatalogueFault[]) {
  const rows = workbook.find(({ sheet }) => sheet.trim() === coverSheet)?.rows ?? []
  const told = Object.entries(coverRows).map(([key, title]) => {
    const at = rows.findIndex(([name = '']) => name.trim() === title)
    return { key, title, at, text: (rows[at]?.[1] ?? '').trim() }
  })
  const read = Cover.safeParse(Object.fromEntries(told.map(({ key, text }) => [key, text])))
  if (read.success) return read.data
  const wrong = new Set(read.error.issues.map(({ path }) => String(path[0])))
  for (const { at, key, title } of told)
    if (wrong.has(key))
      faults.push({
        sheet: coverSheet,
        ...(at < 0 ? {} : { row: at + 1 }),
        column: title,
        path: key,
        rule: 'cell',
        sentence: `“${coverSheet}”里“${title}”没有填写或写法不对，日期写成2026-11-01这样。`,
      })
  return undefined
}

function idsOf(rows: readonly TableRow[], key: string): ReadonlySet<string> {
  return new Set(rows.map(({ values }) => String(values[key])))
}

type Owners = {
  readonly sheet: '事项' | '主题'
  readonly key: 'itemId' | 'matterId'
  readonly ids: ReadonlySet<string>
}

/** Rows that belong to an entry of another sheet, by the id of that entry. */
function owned<Entry>(
  sheet: SheetName,
  rows: readonly TableRow[],
  owners: Owners,
  homes: Homes,
  faults: CatalogueFault[],
  shape: z.ZodType<Entry>,
  pathOf: (owner: string, entry: Entry) => string,
): ReadonlyMap<string, Entry[]> {
  const lists = new Map<string, Entry[]>()
  for (const { row, values } of rows) {
    const owner = values[owners.key]
    if (typeof owner !== 'string') continue
    if (!owners.ids.has(owner)) {
      const sentence = `“${owner}”在“${owners.sheet}”表里没有。`
      const column = `${owners.sheet}编号`
      faults.push({ sheet, row, column, path: owners.key, rule: 'dangling-reference', sentence })
      continue
    }
    const entry = shaped(sheet, row, shape, values, faults)
    if (entry === undefined) continue
    homes.set(pathOf(owner, entry), { sheet, row })
    lists.set(owner, [...(lists.get(owner) ?? []), entry])
  }
  return lists
}
