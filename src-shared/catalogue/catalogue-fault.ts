import { z } from 'zod'

export const CatalogueRule = z.enum([
  'shape',
  'file-missing',
  'duplicate-id',
  'dangling-reference',
  'waits-for-itself',
  'asks-too-early',
  'promised-beyond-statutory',
  'promised-without-limit',
  'theme-without-lead',
  'nothing-joined',
  'original-never-held',
  'primary-deferred',
  'choice-without-options',
  'past-of-money',
  'item-code',
  'calendar-day',
  'region',
  'typing-line',
  'policy-for-nobody',
  'sheet-missing',
  'column-unknown',
  'cell',
  'too-much',
])
export type CatalogueRule = z.infer<typeof CatalogueRule>

/** One thing wrong with the catalogue data, told so that the person who fills it finds the place. */
export const CatalogueFault = z
  .object({
    file: z.string().exactOptional(),
    /** In the file, where it could be found out; the first line is 1. */
    line: z.number().int().exactOptional(),
    /** In a workbook instead: the sheet, the row as the program counts it, the heading of the column. */
    sheet: z.string().exactOptional(),
    row: z.number().int().exactOptional(),
    column: z.string().exactOptional(),
    path: z.string(),
    rule: CatalogueRule,
    sentence: z.string(),
  })
  .readonly()
export type CatalogueFault = z.infer<typeof CatalogueFault>

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

/** What a shape does not allow, as faults; `at` goes before the path inside the value. */
export function shapeFaults(error: z.ZodError, at = ''): readonly CatalogueFault[] {
  return error.issues.map((issue) => {
    const path = [at, ...issue.path.map(String)].filter((part) => part !== '').join('/')
    const sentence = `这一处的内容缺少或填法不对：${path || '整个文件'}（${issue.code}）。`
    return { path, rule: 'shape', sentence }
  })
}

/** The place, the rule and the sentence on one line, for commands and logs. */
export function faultLine({ column, file, line, path, row, rule, sentence, sheet }: CatalogueFault): string {
  const inSheet = sheet
    ? `${sheet}${row ? ` 第${row}行` : ''}${column ? ` “${column}”` : ''}`
    : `${file ?? ''}${line ? `:${line}` : ''}`
  return [inSheet, path, rule, sentence].filter((part) => part !== '').join('  ')
}
