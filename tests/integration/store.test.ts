import Database from 'better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok, refuse } from '#shared/kernel/result.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { Store } from '#shared/sqlite/store.ts'

const folder = sqliteTable('folder', { no: integer('no').primaryKey(), holder: text('holder') })
const put = insertRow(folder)

let store: Store
beforeEach(() => {
  store = new Store(new Database(':memory:'))
  store.client.exec('CREATE TABLE folder (no INTEGER NOT NULL PRIMARY KEY, holder TEXT) STRICT')
})
afterEach(() => store[Symbol.dispose]())

const folders = () => store.read((reader) => reader.select().from(folder).all())

describe('one act of the counter', () => {
  test('that succeeds is kept whole', () => {
    const answer = store.write((writer) => {
      put(writer, { no: 1, holder: '王芳' })
      put(writer, { no: 2 })
      return ok('kept')
    })
    expect(answer).toEqual(ok('kept'))
    expect(folders()).toEqual([
      { no: 1, holder: '王芳' },
      { no: 2, holder: null },
    ])
  })

  test('that is refused half way leaves no trace, and the refusal is the answer', () => {
    const answer = store.write((writer) => {
      put(writer, { no: 1, holder: '王芳' })
      return refuse('already-offered', { to: '李敏' })
    })
    expect(answer).toEqual(refuse('already-offered', { to: '李敏' }))
    expect(folders()).toEqual([])
  })

  test('that fails half way leaves no trace either, and the fault goes on to the host', () => {
    const fail = () =>
      store.write((writer) => {
        put(writer, { no: 1 })
        put(writer, { no: 1 })
        return ok(undefined)
      })
    expect(fail).toThrow('UNIQUE')
    expect(folders()).toEqual([])
    expect(store.client.inTransaction).toBe(false)
  })

  test('after a refusal the next one works as ever', () => {
    store.write(() => refuse('no'))
    store.write((writer) => {
      put(writer, { no: 3 })
      return ok(undefined)
    })
    expect(folders()).toEqual([{ no: 3, holder: null }])
  })
})
