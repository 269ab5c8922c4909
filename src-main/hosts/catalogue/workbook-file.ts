import readXlsxFile from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { columnsOf, type SheetName, sheetNames } from '#shared/catalogue/workbook/sheets.ts'
import type { TextSheet } from '#shared/catalogue/workbook/write-sheets.ts'
import { dropDowns } from './drop-downs.ts'
import { unpacksWithinBounds } from './zip-size.ts'

/** The bytes are no workbook, or one that unpacks to more than anybody could have filled in. */
export class WorkbookUnreadable extends Error {}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** Every cell as the text a person sees in it; a number keeps its digits, so that a code stays a code. */
export async function readWorkbook(bytes: Uint8Array): Promise<readonly TextSheet[]> {
  if (!unpacksWithinBounds(bytes)) throw new WorkbookUnreadable('out of bounds')
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes), { parseNumber: (text) => text })
    return sheets.map(({ data, sheet }) => ({ sheet, rows: data.map((row) => row.map(textOf)) }))
  } catch (error) {
    throw new WorkbookUnreadable('not a workbook', { cause: error })
  }
}

export type WorkbookWish = {
  /** Empty rows set to text, so that a long code typed into them is not rounded to a number. */
  readonly blankRows?: number
}

/** A workbook an office can fill: headings that stay in sight, drop-down lists, every cell as text. */
export async function writeWorkbook(sheets: readonly TextSheet[], wish: WorkbookWish = {}): Promise<Buffer> {
  const blanks = Array.from({ length: wish.blankRows ?? 0 }, () => undefined)
  return writeXlsxFile(
    sheets.map(({ rows, sheet }) => {
      const columns = isTable(sheet) ? columnsOf(sheet) : undefined
      const width = columns?.length ?? 2
      return {
        sheet,
        stickyRowsCount: columns ? 1 : 0,
        columns: columns
          ? columns.map((column) => ({ width: column.width }))
          : [{ width: 16 }, { width: 90 }],
        data: [
          ...rows.map((row, at) => row.map((text) => (columns && at === 0 ? heading(text) : cell(text)))),
          ...(columns ? blanks.map(() => Array.from({ length: width }, () => cell(''))) : []),
        ],
      }
    }),
    { features: [dropDowns(sheets.map(({ sheet }) => (isTable(sheet) ? columnsOf(sheet) : [])))] },
  ).toBuffer()
}

function heading(value: string) {
  return { value, type: String, fontWeight: 'bold', backgroundColor: '#DCE6F2', wrap: true } as const
}

function cell(text: string) {
  return {
    ...(text === '' ? {} : { value: text }),
    type: String,
    format: '@',
    wrap: text.includes('\n'),
  } as const
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? value : ''
}

function isTable(sheet: string): sheet is SheetName {
  return (sheetNames as readonly string[]).includes(sheet)
}
