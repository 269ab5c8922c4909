import { type CityRows, insertOf, type Statement } from './bare-insert.ts'

/** One case as other programs would keep it: what happened to it, in its order, without our chain. */
export type CaseDocument = { readonly caseId: string; readonly entries: readonly CaseEntry[] }
type CaseEntry = {
  readonly kind: string
  readonly actor: unknown
  readonly wallMs: unknown
  readonly body: unknown
}

/** A case to send, and the rows it becomes at the city. */
export type CaseFile = { readonly document: CaseDocument; readonly statements: readonly Statement[] }

export function caseFilesOf({ journal, parts }: CityRows): readonly CaseFile[] {
  const byCase = Map.groupBy(
    journal.filter((row) => row['case_id'] !== null),
    (row) => String(row['case_id']),
  )
  return [...byCase].map(([caseId, rows]) => ({
    document: {
      caseId,
      entries: rows.map((row) => {
        const { actor, wall_ms: wallMs } = JSON.parse(String(row['envelope'])) as Record<string, unknown>
        return { kind: String(row['kind']), actor, wallMs, body: JSON.parse(String(row['body'])) as unknown }
      }),
    },
    statements: [
      insertOf('journal', rows),
      ...parts.flatMap(({ byCase: found, table }) => {
        const own = found.get(caseId) ?? []
        return own.length > 0 ? [insertOf(table, own)] : []
      }),
    ],
  }))
}
