import type { Catalogue } from '../schema.ts'
import { type Column, columnsOf, coverRows, coverSheet, type SheetName, sheetNames } from './sheets.ts'

/** A sheet as bare text: the heading first, then a row a thing. */
export type TextSheet = { readonly sheet: string; readonly rows: readonly (readonly string[])[] }

type Entry = Readonly<Record<string, unknown>>

const guide: readonly (readonly [string, string])[] = [
  ['填写说明', '第一行是表头，请不要改动；从第二行起一行写一项。编号、编码一律按文本填写。'],
  ['', '带“（对照）”的列只供查看，程序不读。带下拉框的列请从下拉框里选。'],
  ['', '未经部门确认的时限、收费、依据请在“部门已确认”填 否，打印时会注明以部门答复为准。'],
  ['', '“什么情形下”写成 情形编号=选项编号，几个选项用 | 隔开，用 且、或、非 和括号连接。'],
  ['', '“情形”表里一行一个选项；问题和条件写在该情形的第一行。'],
  ['', '改动内容后请换新的目录版本（如 2026.12），并填写生效日期（如 2026-12-01）。'],
]

/** The catalogue as sheets of text; `readSheets` makes the same catalogue of them again. */
export function writeSheets(catalogue: Catalogue): readonly TextSheet[] {
  const cover = Object.entries(coverRows).map(([key, title]) => [
    title,
    catalogue[key as keyof typeof coverRows],
  ])
  return [
    { sheet: coverSheet, rows: [...cover, ...guide, ...howTo()] },
    ...sheetNames.map((sheet) => ({
      sheet,
      rows: [
        columnsOf(sheet).map(({ title }) => title),
        ...entriesOf(catalogue, sheet).map((entry) => columnsOf(sheet).map((column) => cell(column, entry))),
      ],
    })),
  ]
}

function howTo(): readonly (readonly string[])[] {
  return sheetNames.flatMap((sheet) =>
    columnsOf(sheet).flatMap(({ codec, title }) => (codec.how ? [[`${sheet}·${title}`, codec.how]] : [])),
  )
}

function cell({ codec, key, title }: Column, entry: Entry): string {
  const value = entry[key === '' ? title : key]
  return value === undefined ? '' : codec.write(value)
}

function entriesOf(catalogue: Catalogue, sheet: SheetName): readonly Entry[] {
  const { departments, fields, items, materials, matters } = catalogue
  const itemNames = new Map(items.map(({ itemId, name }) => [itemId, name]))
  const materialNames = new Map(materials.map(({ materialId, name }) => [materialId, name]))
  const labels = new Map(fields.map(({ fieldId, label }) => [fieldId, label]))
  switch (sheet) {
    case '部门':
      return departments
    case '材料':
      return materials
    case '表格栏':
      return fields
    case '事项':
      return items
    case '主题':
      return matters
    case '事项表格栏':
      return items.flatMap(({ fields: asked, itemId, name }) =>
        asked.map((field) => ({
          ...field,
          itemId,
          '事项名称（对照）': name,
          '栏目名称（对照）': labels.get(field.fieldId),
        })),
      )
    case '事项材料':
      return items.flatMap(({ itemId, lines, name }) =>
        lines.map((line) => ({
          ...line,
          itemId,
          '事项名称（对照）': name,
          '材料名称（对照）': materialNames.get(line.materialId),
        })),
      )
    case '主题事项':
      return matters.flatMap(({ joined, matterId }) =>
        joined.map((each) => ({ ...each, matterId, '事项名称（对照）': itemNames.get(each.itemId) })),
      )
    case '情形':
      return matters.flatMap(({ matterId, situations }) =>
        situations.flatMap(({ options, question, situationId, when }) =>
          options.map((option, at) => ({
            ...option,
            matterId,
            situationId,
            ...(at === 0 ? { question, ...(when ? { when } : {}) } : {}),
          })),
        ),
      )
  }
}
