import { getTableColumns, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { prepared, type Writer } from './store.ts'

/** A prepared insert of one whole row; columns the row does not name become NULL. */
export function insertRow<Table extends SQLiteTable>(
  table: Table,
): (writer: Writer, row: Table['$inferInsert']) => void {
  const names = Object.keys(getTableColumns(table))
  const blank = Object.fromEntries(names.map((name) => [name, null]))
  const values = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]))
  const statement = prepared((writer: Writer) =>
    writer
      .insert(table)
      .values(values as unknown as Table['$inferInsert'])
      .prepare(),
  )
  return (writer, row) => {
    statement(writer).run({ ...blank, ...row })
  }
}
