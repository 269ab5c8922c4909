import { exampleCatalogue } from '#shared/catalogue/workbook/example.ts'
import { writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'

/** Rows of the template that are set to text beforehand. */
const blankRows = 300

/** The workbook an office fills in. What writes it is only loaded when somebody asks for one. */
export async function makeTemplate(): Promise<Buffer> {
  const { writeWorkbook } = await import('./workbook-file.ts')
  return writeWorkbook(writeSheets(exampleCatalogue), { blankRows })
}
