import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, Fault } from '#shared/kernel/fault.ts'
import { type NationalKind, type NationalRecord, nationalShapes } from '../../national/record.ts'

export const formats = ['jsonl', 'csv'] as const
export type Format = (typeof formats)[number]

/**
 * A folder of its own for the batch, one file a kind; it appears whole or not at all. The files hold names and
 * numbers of people, so nobody else on the machine may read them.
 */
export function writeBatch(
  out: string,
  batch: string,
  format: Format,
  records: readonly NationalRecord[],
): string {
  const folder = join(out, batch)
  if (existsSync(folder))
    throw new Fault('batch-there', folder, `${folder} 已经有了，没有覆盖。请换一个 --out，或者先移走它。`)
  let making: string | undefined
  try {
    mkdirSync(out, { recursive: true })
    making = mkdtempSync(join(out, `.${batch}-`))
    for (const kind of Object.keys(nationalShapes) as NationalKind[]) {
      const own = records.filter((record) => record.kind === kind)
      const content = format === 'csv' ? csvText(kind, own) : jsonLines(own)
      writeFileSync(join(making, `${kind}.${format}`), content, { mode: 0o600, flag: 'wx' })
    }
    renameSync(making, folder)
    return folder
  } catch (error) {
    if (making) rmSync(making, { recursive: true, force: true })
    throw new Fault('folder-refused', errorCode(error), `写不进 ${folder}，没有导出，请核对 --out。`)
  }
}

function jsonLines(records: readonly NationalRecord[]): string {
  return records.map(({ kind: _, ...fields }) => `${JSON.stringify(fields)}\n`).join('')
}

/** RFC 4180 with the head line of the exchange table; also without a row, so that an empty table is told. */
function csvText(kind: NationalKind, records: readonly NationalRecord[]): string {
  const heads = Object.keys(nationalShapes[kind].shape).filter((name) => name !== 'kind')
  const lines = records.map((record) => {
    const fields: Readonly<Record<string, string>> = record
    return heads.map((head) => cell(fields[head] ?? '')).join(',')
  })
  return [heads.join(','), ...lines].map((line) => `${line}\r\n`).join('')
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
