import { globSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { apply } from '#main/store/apply/index.ts'
import { projections } from '#main/store/projections.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { journal } from '#main/store/tables/journal.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { Store } from '#shared/sqlite/store.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aNewLog } from '#tests/support/a-new-log.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aRandomDay } from '#tests/support/random-day.ts'
import { matterIds } from '#tests/support/random-visit.ts'
import { aVisit } from '#tests/support/visits.ts'

/** Not made from the journal: whose journal it is, what is being typed, PINs and the line. */
const notes = [
  'installation',
  'migration',
  'staff_pin',
  'draft',
  'sync_position',
  'disposition',
  'sync_link',
  'calendar_note',
  'catalogue_version',
  'catalogue_seen',
  'typing_mark',
  'feed_entry',
  'feed_cursor',
  'publication',
  'desk_command',
  'line_plan',
  'roster_person',
  'line_use',
  'day_answer',
  'picture_file',
  'log_life',
  'freeze',
  'bundle',
  'identity_note',
  'certificate_note',
  'log_fetched',
  'journal_branch',
]
const seeds = (process.env['PINGCHUANG_SEEDS'] ?? '1,2,3').split(',').map(Number)

describe('the tables of a desk are its journal, replayed', () => {
  test.each(seeds)('after a random day with all matters, decisions and prints (seed %i)', async (seed) => {
    await using desk = await aDesk()
    const day = await aRandomDay(desk, seed)
    aNewLog(desk)

    expect(new Set(day.matters)).toEqual(new Set(matterIds))
    expect(new Set(day.choices).size).toBeGreaterThan(3)
    expect(day.departments).toBeGreaterThan(20)
    expect(overtakenOf(desk)).toBeGreaterThan(3)
    expect(tablesOf(replayed(desk))).toEqual(tablesOf(desk.opened.store))
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('also when half of a day is written anew in another log, act by act under its own id', async () => {
    await using desk = await aDesk()
    await aRandomDay(desk, 7)
    const ids = () => new Set(rowsOf(desk).map(({ entryId }) => entryId))
    const before = { rows: rowsOf(desk), ids: ids() }
    const half = Math.floor(before.rows.length / 2)

    aNewLog(desk, half)

    const branch = desk.opened.store.client
      .prepare('SELECT kind, fate FROM journal_branch')
      .all() as readonly { kind: string; fate: string }[]
    expect(branch).toHaveLength(before.rows.length - half)
    // Only what speaks of places in the old log is not written anew; an act of a department after a place the city lacks is.
    const kinds = branch.filter(({ fate }) => fate !== 'READDED').map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['day-closed']))
    expect(rowsOf(desk).slice(0, half)).toEqual(before.rows.slice(0, half))
    const after = ids()
    expect([...before.ids].filter((id) => !after.has(id))).toHaveLength(kinds.length)
    expect(tablesOf(replayed(desk))).toEqual(tablesOf(desk.opened.store))
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('every event of the journal is one this build knows, in its own words', async () => {
    await using desk = await aDesk()
    await aRandomDay(desk, 4)
    aNewLog(desk)
    for (const event of desk.journal()) expect(DeskEvent.parse(event)).toEqual(event)
    const kinds = new Set(desk.journal().map(({ type }) => type))
    expect(kinds).toEqual(new Set(DeskEvent.options.map((option) => option.shape.type.value)))
  })

  test('a row changed by hand is no longer the journal', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'), 'ACCEPT')
    desk.opened.store.client.exec("UPDATE item_case SET state = 'DELIVERED'")
    expect(tablesOf(replayed(desk))).not.toEqual(tablesOf(desk.opened.store))
  })
})

describe('a row of the journal', () => {
  test.each([
    ["UPDATE journal SET body = '{}' WHERE position = 1", 'a journal row is never changed'],
    ['UPDATE journal SET position = position + 1000', 'a journal row is never changed'],
    ['DELETE FROM journal WHERE position = 3', 'a journal row is never removed'],
    ['DELETE FROM journal', 'a journal row is never removed'],
    [
      'INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE position = 1',
      'a journal row is never removed',
    ],
    [
      "INSERT INTO journal SELECT * FROM journal WHERE position = 1 ON CONFLICT DO UPDATE SET body = '{}'",
      'a journal row is never changed',
    ],
  ])('stands against %s', async (sql, why) => {
    await using desk = await aDesk()
    const before = desk.opened.store.client.prepare('SELECT * FROM journal').all()
    expect(() => desk.opened.store.client.exec(sql)).toThrow(why)
    expect(desk.opened.store.client.prepare('SELECT * FROM journal').all()).toEqual(before)
  })

  test('names the record before it, and every table row names the journal row that made it so', async () => {
    await using desk = await aDesk()
    await aRandomDay(desk, 5)
    const rows = desk.opened.store.read((reader) => listFrom(reader, 0, 10_000))
    expect(rows.map(({ position, seq }) => [position, seq])).toEqual(rows.map((_, at) => [at + 1, at + 1]))
    const positions = new Set(rows.map(({ position }) => position))
    // Letters follow from the name of the party they point at, whose row says where it came from.
    for (const [table, content] of Object.entries(tablesOf(desk.opened.store)))
      for (const row of (table === 'party_letters' ? [] : content) as readonly {
        changed_at?: number
        position?: number
      }[])
        expect(positions.has(row.changed_at ?? row.position ?? 0), table).toBe(true)
  })
})

test('every table is made from the journal, or is a note and named as one', async () => {
  await using desk = await aDesk()
  const names = Object.keys(tablesOf(desk.opened.store))
  expect([...projections, 'journal'].toSorted()).toEqual(names.toSorted())
})

describe('SQL and drizzle', () => {
  test('describe the same tables: columns, types, what may be empty, keys', async () => {
    await using desk = await aDesk()
    const { client } = desk.opened.store
    const described: Record<string, unknown> = {}
    for (const file of globSync('src-main/store/tables/*.ts', { cwd: root })) {
      const room = (await import(join(root, file))) as Record<string, unknown>
      for (const table of Object.values(room))
        if (is(table, SQLiteTable)) described[getTableConfig(table).name] = byDrizzle(table)
    }
    const names = client
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
      )
      .pluck()
      .all() as readonly string[]

    expect(described).toEqual(Object.fromEntries(names.map((name) => [name, bySql(client, name)])))
    expect(names.length).toBeGreaterThan(12)
  })

  test('every table is strict, so that a text never lands where a number belongs', async () => {
    await using desk = await aDesk()
    const tables = desk.opened.store.client.pragma('table_list') as readonly {
      name: string
      strict: number
      type: string
    }[]
    const loose = tables.filter(
      ({ name, strict, type }) => type === 'table' && !name.startsWith('sqlite_') && strict === 0,
    )
    expect(loose).toEqual([])
  })
})

function rowsOf(desk: TestDesk) {
  return desk.opened.store.read((reader) => listFrom(reader, 0, 10_000))
}

function overtakenOf(desk: TestDesk): number {
  const { client } = desk.opened.store
  return client
    .prepare('SELECT count(*) FROM item_move WHERE overtaken_at IS NOT NULL')
    .pluck()
    .get() as number
}

/** A second database, filled from nothing but the journal. */
function replayed(desk: TestDesk): Store {
  const copy = new Store(new Database(':memory:'))
  migrate(copy.client, join(root, 'migrations', 'desk'))
  const write = insertRow(journal)
  for (const row of desk.opened.store.read((reader) => listFrom(reader, 0, 10_000)))
    copy.write((writer) => {
      write(writer, row)
      apply(writer, DeskEvent.parse(JSON.parse(row.body)), {
        position: row.position,
        actor: row.actor as StaffId,
      })
      return ok(undefined)
    })
  return copy
}

function tablesOf({ client }: Store): Readonly<Record<string, readonly unknown[]>> {
  const names = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as readonly string[]
  const rows = (name: string) => client.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()
  return Object.fromEntries(names.filter((name) => !notes.includes(name)).map((name) => [name, rows(name)]))
}

type Column = {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly key: boolean
}

function byDrizzle(table: SQLiteTable): readonly Column[] {
  const { columns, primaryKeys } = getTableConfig(table)
  const keys = new Set(primaryKeys.flatMap((key) => key.columns.map(({ name }) => name)))
  return columns.map((column) => ({
    name: column.name,
    type: column.getSQLType().toUpperCase(),
    notNull: column.notNull,
    key: column.primary || keys.has(column.name),
  }))
}

function bySql(client: Database.Database, name: string): readonly Column[] {
  const columns = client.pragma(`table_info(${name})`) as readonly {
    name: string
    type: string
    notnull: number
    pk: number
  }[]
  return columns.map((column) => ({
    name: column.name,
    type: column.type,
    notNull: column.notnull === 1,
    key: column.pk > 0,
  }))
}
