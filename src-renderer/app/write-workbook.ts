/** Columns as they stand in the heading, with a width in characters; every cell as the text a person sees. */
export type Sheet = {
  readonly name: string
  readonly columns: readonly { readonly title: string; readonly width: number }[]
  readonly rows: readonly (readonly string[])[]
  /** Last line: who took it out and when. */
  readonly foot: string
}

/** A workbook for Excel and WPS, handed out as the browser hands out any file; loaded only when asked for. */
export async function handOutWorkbook(fileName: string, sheet: Sheet): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser')
  const text = (value: string) => ({ value, type: String })
  const head = sheet.columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#DCE6F2',
  }))
  await writeXlsxFile([head, ...sheet.rows.map((row) => row.map(text)), [text(sheet.foot)]], {
    sheet: sheet.name,
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
  }).toFile(fileName)
}
