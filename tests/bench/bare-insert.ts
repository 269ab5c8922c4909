import { join } from 'node:path'
import type { CityDatabase } from '#city/store/database.ts'
import { makeMonths, migrate } from '#city/store/migrate.ts'
import { root } from '../support/a-desk.ts'

type Value = string | number | boolean | bigint | null
type Row = Readonly<Record<string, Value>>
/** What a city holds of one log: the entries in order, and the rows of each case. */
export type CityRows = { readonly journal: readonly Row[]; readonly parts: readonly Part[] }
type Part = { readonly table: string; readonly byCase: ReadonlyMap<string, readonly Row[]> }

const parts = ['matter_case', 'item_case', 'material_item', 'paper', 'custody_thing', 'custody_leg'] as const
const pageSize = 2_000

/** Everything the pushed log of this centre became, read back from the city's own tables. */
export async function readCity(
  database: CityDatabase,
  maxEntries: number,
  centreId: string,
): Promise<CityRows> {
  return database.withBareSql(async (bare) => {
    const journal: Row[] = []
    while (journal.length < maxEntries) {
      const after = String(journal.at(-1)?.['seq'] ?? 0)
      const page = (await bare.rows(
        `SELECT * FROM journal WHERE centre_id = $1 AND seq > $2 ORDER BY seq LIMIT ${Math.min(pageSize, maxEntries - journal.length)}`,
        [centreId, after],
      )) as readonly Row[]
      if (page.length === 0) break
      journal.push(...page)
    }
    const read: Part[] = []
    for (const table of parts) {
      const rows = (await bare.rows(`SELECT * FROM ${table} WHERE centre_id = $1`, [
        centreId,
      ])) as readonly Row[]
      read.push({ table, byCase: Map.groupBy(rows, (row) => String(row['case_id'])) })
    }
    return { journal, parts: read }
  })
}

export type Inserted = { readonly entries: number; readonly ms: number; readonly rates: readonly number[] }

/**
 * The limit: the same rows into a fresh database of the same kind and schema, by multi-row inserts
 * written by hand, one transaction for as many entries as the pump sent in one request.
 */
export async function insertBare(
  database: CityDatabase,
  rows: CityRows,
  perBatch: number,
): Promise<Inserted> {
  return database.withBareSql(async (bare) => {
    await migrate(bare, join(root, 'migrations', 'city'))
    await makeMonths(bare, Date.now())
    const batches = batchesOf(rows, perBatch)
    const rates: number[] = []
    let total = 0
    let entries = 0
    for (const { journal, statements } of batches) {
      const startedMs = performance.now()
      await bare.exec('BEGIN')
      for (const { text, values } of statements) await bare.rows(text, values)
      await bare.exec('COMMIT')
      const tookMs = performance.now() - startedMs
      total += tookMs
      entries += journal
      rates.push((journal / tookMs) * 1_000)
    }
    return { entries, ms: total, rates }
  })
}

export type Statement = { readonly text: string; readonly values: string[] }

/** A case goes with the batch its first entry is in. Texts and values are made before the clock runs. */
function batchesOf(
  rows: CityRows,
  perBatch: number,
): readonly { readonly journal: number; readonly statements: readonly Statement[] }[] {
  const batches: { journal: number; statements: Statement[] }[] = []
  for (let at = 0; at < rows.journal.length; at += perBatch) {
    const journal = rows.journal.slice(at, at + perBatch)
    const cases = journal.flatMap((row) =>
      row['kind'] === 'matter-received' ? [String(row['case_id'])] : [],
    )
    const statements = [
      insertOf('journal', journal),
      ...rows.parts.map(({ byCase, table }) =>
        insertOf(
          table,
          cases.flatMap((caseId) => byCase.get(caseId) ?? []),
        ),
      ),
    ]
    batches.push({
      journal: journal.length,
      statements: statements.filter(({ values }) => values.length > 0),
    })
  }
  return batches
}

export function insertOf(table: string, rows: readonly Row[]): Statement {
  const names = Object.keys(rows[0] ?? {})
  let n = 0
  const tuples = rows.map(() => `(${names.map(() => `$${++n}`).join(',')})`)
  const values = rows.flatMap((row) => names.map((name) => textOf(row[name])))
  return {
    text: `INSERT INTO ${table} (${names.join(',')}) VALUES ${tuples.join(',')}`,
    values: values as string[],
  }
}

function textOf(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}
