import type Database from 'better-sqlite3'
import { uuidV7 } from '#shared/crypto/uuid.ts'

type Row = Readonly<Record<string, string | number | null>>
export type Captured = readonly { readonly table: string; readonly row: Row }[]

const tables = ['journal', 'party', 'matter_case', 'item_case', 'material_item', 'paper'] as const

/** Every row a commit left behind, journal included, as SQLite holds it. */
export function capture(db: Database.Database, afterPosition: number): Captured {
  return tables.flatMap((table) => {
    const column = table === 'journal' ? 'position' : 'changed_at'
    const rows = db.prepare(`SELECT * FROM ${table} WHERE ${column} > ?`).all(afterPosition) as Row[]
    return rows.map((row) => ({ table, row }))
  })
}

export function bytesOf(captured: Captured): number {
  return captured.reduce(
    (sum, { row }) =>
      sum +
      Object.values(row).reduce<number>((bytes, value) => bytes + Buffer.byteLength(String(value ?? '')), 0),
    0,
  )
}

export type BareCommit = {
  /** Fresh ids for one commit; not part of what is timed. */
  readonly prepare: () => Captured
  readonly write: (rows: Captured, draftId: string) => void
}

/**
 * The limit: the rows of one real commit once more, with other ids of the same length, through
 * statements prepared by hand and one transaction. Nothing is checked, merged or hashed.
 */
export function bareCommit(db: Database.Database, template: Captured, nowMs: () => number): BareCommit {
  const inserts = new Map(tables.map((table) => [table as string, insertOf(db, table, template)]))
  const dropDraft = db.prepare('DELETE FROM draft WHERE draft_id = ?')
  const lastPosition = db.prepare<[], { position: number; seq: number }>(
    'SELECT position, seq FROM journal ORDER BY position DESC LIMIT 1',
  )
  const oldIds = idsOf(template)
  let n = 0
  const write = db.transaction((rows: Captured, draftId: string) => {
    for (const { table, row } of rows) inserts.get(table)?.run(row)
    dropDraft.run(draftId)
  })
  return {
    prepare: () => {
      const last = lastPosition.get() ?? { position: 0, seq: 0 }
      n += 1
      return renewed(template, oldIds, { n, nowMs: nowMs(), ...last })
    },
    write: (rows, draftId) => write.immediate(rows, draftId),
  }
}

function insertOf(db: Database.Database, table: string, template: Captured) {
  const row = template.find((each) => each.table === table)?.row ?? {}
  const names = Object.keys(row)
  if (names.length === 0) return undefined
  return db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  )
}

function idsOf(template: Captured): readonly string[] {
  const found = template.flatMap(({ row }) =>
    ['case_id', 'party_id', 'paper_id', 'entry_id'].flatMap((name) => row[name] ?? []),
  )
  return [...new Set(found.map(String))]
}

type Fresh = { readonly n: number; readonly nowMs: number; readonly position: number; readonly seq: number }

/** New ids and numbers everywhere, also inside the JSON texts; positions go on from the journal's end. */
function renewed(
  template: Captured,
  oldIds: readonly string[],
  { n, nowMs, position, seq }: Fresh,
): Captured {
  const from = Math.min(
    ...template.flatMap(({ row, table }) => (table === 'journal' ? [Number(row['position'])] : [])),
  )
  const swaps = new Map(oldIds.map((id) => [id, uuidV7(nowMs)]))
  const serial = String(n).padStart(4, '0')
  const at = (old: Row[string] | undefined) => position + 1 + (Number(old) - from)
  const swap = (text: string) => {
    let swapped = text
    for (const [old, fresh] of swaps) swapped = swapped.replaceAll(old, fresh)
    // Another desk part keeps the numbers apart from those the desk itself gives.
    return swapped.replace(/A07(-?)\d{4}/g, `B07$1${serial}`)
  }
  return template.map(({ table, row }) => {
    const fresh: Record<string, string | number | null> = {}
    for (const [name, value] of Object.entries(row))
      fresh[name] = typeof value === 'string' ? swap(value) : value
    if (table === 'journal') {
      fresh['position'] = at(row['position'])
      fresh['seq'] = seq + 1 + (Number(row['position']) - from)
    } else fresh['changed_at'] = at(row['changed_at'])
    // Papers are numbered by kind and year: a year of their own leaves the desk's numbers alone.
    if (table === 'paper') Object.assign(fresh, { year: 1999, serial: n })
    return { table, row: fresh }
  })
}
