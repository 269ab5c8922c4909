import type { z } from 'zod'
import type { CatalogueFault } from '../catalogue-fault.ts'
import { WrongCell } from './codec.ts'
import { type Column, cellMax, columnsOf, rowsMax, type SheetName } from './sheets.ts'
import type { TextSheet } from './write-sheets.ts'

/** One row that is filled in: where it stands, and its values by the keys of the catalogue. */
export type TableRow = { readonly row: number; readonly values: Readonly<Record<string, unknown>> }

/** Reads the rows of a sheet; whatever cannot be read goes to `faults` with its cell. */
export function readTable(
  workbook: readonly TextSheet[],
  sheet: SheetName,
  faults: CatalogueFault[],
): readonly TableRow[] {
  const found = workbook.find((each) => each.sheet.trim() === sheet)
  if (!found) {
    const sentence = `工作簿里没有“${sheet}”这张表，请用程序给出的模板填写。`
    faults.push({ sheet, path: '', rule: 'sheet-missing', sentence })
    return []
  }
  const [heading = [], ...rows] = found.rows
  if (rows.length > rowsMax) {
    const sentence = `“${sheet}”有${rows.length}行，最多读${rowsMax}行。`
    faults.push({ sheet, path: '', rule: 'too-much', sentence })
    return []
  }
  const columns = headingOf(sheet, heading, faults)
  return rows.flatMap((cells, at) => {
    if (cells.every((text) => text.trim() === '')) return []
    return [{ row: at + 2, values: readRow(sheet, at + 2, columns, cells, faults) }]
  })
}

/** Checks a row against the shape of the catalogue; the faults name the columns. */
export function shaped<T extends z.ZodType>(
  sheet: SheetName,
  row: number,
  shape: T,
  values: unknown,
  faults: CatalogueFault[],
): z.output<T> | undefined {
  const read = shape.safeParse(values)
  if (read.success) return read.data
  for (const { code, path } of read.error.issues) {
    const [key = ''] = path.map(String)
    // An empty cell that must be filled has been told already.
    if ((values as Readonly<Record<string, unknown>>)[key] === undefined) continue
    const column = columnsOf(sheet).find((each) => each.key === key)?.title
    faults.push({
      sheet,
      row,
      ...(column ? { column } : {}),
      path: path.join('/'),
      rule: 'shape',
      sentence: shapeWords[code] ?? '这一格的填法不对。',
    })
  }
  return undefined
}

const shapeWords: Readonly<Record<string, string>> = {
  too_big: '这一格太长，或数字太大，或选项太多。',
  too_small: '这一格太短，或数字太小，或选项太少。',
  invalid_format: '这一格的写法不对，请对照模板里的示例。',
}

/** Which column of the program stands at which place of the heading. */
function headingOf(
  sheet: SheetName,
  heading: readonly string[],
  faults: CatalogueFault[],
): readonly (Column | undefined)[] {
  const known = columnsOf(sheet)
  const titles = heading.map((title) => title.trim())
  for (const { needed, title } of known)
    if (needed && !titles.includes(title)) {
      const sentence = `“${sheet}”少了“${title}”这一列。`
      faults.push({ sheet, row: 1, column: title, path: '', rule: 'column-unknown', sentence })
    }
  return titles.map((title, at) => {
    const column = known.find((each) => each.title === title)
    if (column && titles.indexOf(title) === at) return column
    if (title !== '') {
      const sentence = column
        ? `“${sheet}”里“${title}”这一列有两个。`
        : `“${sheet}”的表头“${title}”不认识，请照模板改回。`
      faults.push({ sheet, row: 1, column: title, path: '', rule: 'column-unknown', sentence })
    }
    return undefined
  })
}

function readRow(
  sheet: SheetName,
  row: number,
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
  faults: CatalogueFault[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const [at, column] of columns.entries()) {
    if (!column || column.key === '') continue
    const text = (cells[at] ?? '').trim()
    const tell = (sentence: string) =>
      faults.push({ sheet, row, column: column.title, path: column.key, rule: 'cell', sentence })
    if (text.length > cellMax) tell(`这一格有${text.length}个字，最多${cellMax}个。`)
    else if (text === '') {
      if (column.needed) tell('这一格必须填写。')
    } else {
      const value = column.codec.read(text)
      if (value instanceof WrongCell) tell(value.sentence)
      else values[column.key] = value
    }
  }
  return values
}
