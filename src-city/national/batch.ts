import { rowsOf } from './case-rows.ts'
import type { CodeSet } from './codes.ts'
import type { CaseHistory } from './history.ts'
import type { NationalRecord, NationalRow, Operation } from './record.ts'
import { timeText } from './times.ts'

export type Span = { readonly fromMs: number; readonly beforeMs: number }
export type Batch = { readonly name: string; readonly source: string; readonly codes: CodeSet }

/**
 * What changed in the records of one case while the city took in the entries of a span.
 *
 * Worked out from the history alone: the rows before the span beside the rows after it. The same span asked
 * for twice says the same, and spans that follow each other tell every change once.
 */
export function changesOf(
  history: CaseHistory,
  { beforeMs, fromMs }: Span,
  { codes, name, source }: Batch,
): readonly NationalRecord[] {
  const { told } = history
  const first = told.findIndex(({ atMs }) => atMs >= fromMs)
  if (first < 0) return []
  const end = told.findIndex(({ atMs }) => atMs >= beforeMs)
  const last = end < 0 ? told.length : end
  const rowsAt = (length: number) =>
    new Map(rowsOf(history, told.slice(0, length), codes).map((row) => [row.row_guid, row]))

  const before = rowsAt(first)
  const changedMs = new Map<string, number>()
  let now = before
  for (let length = first + 1; length <= last; length += 1) {
    const next = rowsAt(length)
    const atMs = told[length - 1]?.atMs ?? fromMs
    for (const guid of new Set([...now.keys(), ...next.keys()]))
      if (!same(now.get(guid), next.get(guid))) changedMs.set(guid, atMs)
    now = next
  }
  const gone = [...before.values()].filter(({ row_guid }) => !now.has(row_guid))
  return [...now.values(), ...gone].flatMap((row) => {
    const was = before.get(row.row_guid)
    const is = now.get(row.row_guid)
    const atMs = changedMs.get(row.row_guid)
    if (atMs === undefined || same(was, is)) return []
    const cd_operation: Operation = is ? (was ? 'U' : 'I') : 'D'
    return [{ ...row, cd_operation, cd_time: timeText(atMs), cd_batch: name, data_source: source }]
  })
}

function same(one: NationalRow | undefined, other: NationalRow | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
