import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BareSql, CityDatabase } from '#city/store/database.ts'
import { makeCluster, openEmbedded } from '#city/store/embedded.ts'
import { makeMonths, migrate } from '#city/store/migrate.ts'
import { openServer } from '#city/store/server-pool.ts'
import { reach, Store } from '#city/store/store.ts'
import { consultation } from '#city/store/tables/consultation.ts'
import { CentreId, type ConsultationId, type DeskId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import {
  hasPostgres,
  neighbour,
  newDatabase,
  newDataDir,
  stopDatabases,
  township,
} from '#tests/support/a-city.ts'
import { brokenRules, rewritesOf } from '#tests/support/schema-rules.ts'
import { strayStatements } from '#tests/support/stray-statements.ts'

const steps = join(import.meta.dirname, '../../migrations/city')
/** What a mistaken statement may say: the database, not the statement, keeps centres apart. */
const anyCentre = isNotNull(consultation.centreId)
const nowMs = Date.UTC(2026, 8, 14)

/** A step of a careless day for each rule, and what it is found by. */
const careless: ReadonlyArray<readonly [step: string, found: RegExp]> = [
  ['CREATE INDEX staff_by_desk ON staff (desk_id)', /^1: .*staff_by_desk/],
  ['CREATE TABLE visit (visit_id text PRIMARY KEY, centre_id text NOT NULL)', /^1: .*visit/],
  ['CREATE TABLE visit (visit_id text PRIMARY KEY)', /^2: .*visit/],
  [
    'ALTER TABLE paper ADD CONSTRAINT of_case FOREIGN KEY (centre_id, case_id) REFERENCES matter_case',
    /^6: .*of_case/,
  ],
  ['CREATE SEQUENCE feed_number', /^7, 13: .*feed_number/],
  ['ALTER TABLE office_audit ADD COLUMN n integer GENERATED ALWAYS AS IDENTITY', /^7, 13: /],
  ['ALTER TABLE matter_case ADD COLUMN applicant_phone text', /^9: .*applicant_phone/],
  [
    'CREATE TRIGGER told AFTER INSERT ON paper FOR EACH STATEMENT EXECUTE FUNCTION refuse_feed_change()',
    /^14: .*paper told/,
  ],
  ['ALTER TABLE paper ADD COLUMN printed_at timestamptz', /^16: .*paper\.printed_at/],
  ['ALTER TABLE picture ADD COLUMN file bytea', /^17: .*picture\.file/],
  ['CREATE TABLE visit (centre_id text PRIMARY KEY)', /^rows of a centre are guarded.*visit/],
  ['ALTER TABLE paper DISABLE ROW LEVEL SECURITY', /^rows of a centre are guarded.*paper/],
]

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the schema of a city on ${on}`, () => {
    let database: CityDatabase
    let store: Store
    beforeAll(async () => {
      const folder = newDataDir()
      if (on === 'pglite') await makeCluster(join(folder, 'pg'))
      database =
        on === 'pglite'
          ? await openEmbedded(folder)
          : await openServer(await newDatabase(), 2, () => undefined)
      await bare((sql) => migrate(sql, steps))
      await bare((sql) => makeMonths(sql, nowMs))
      store = new Store(database)
    }, 120_000)
    afterAll(() => database?.close())
    const bare = <Value>(work: (sql: BareSql) => Promise<Value>) => database.withBareSql(work)

    test('obeys the rules, and a step that breaks one is found', async () => {
      expect(await bare(brokenRules)).toEqual([])
      for (const [step, found] of careless) {
        const faults = await bare(async (sql) => {
          await sql.exec(`BEGIN; ${step}`)
          const broken = await brokenRules(sql)
          await sql.exec('ROLLBACK')
          return broken
        })
        expect(faults, step).toContainEqual(expect.stringMatching(found))
      }
    })

    test('keeps an entry in the month of its id, and a clock gone mad in the rest', async () => {
      const entry = (seq: number, id: string) =>
        `INSERT INTO journal VALUES ('${township}', 'd', 1, ${seq}, '${id}', 'k', 1, NULL, '2026-09-14', false, '', '', '', '', 1)`
      const at = (ms: number, tail = '0000-000000000000') =>
        ms
          .toString(16)
          .padStart(12, '0')
          .replace(/^(.{8})/, '$1-') + `-7000-8${tail.slice(1)}`
      const september = at(Date.UTC(2026, 8, 14))
      await bare(async (sql) => {
        await sql.exec(entry(1, september))
        await sql.exec(entry(2, at(Date.UTC(2026, 8, 30, 23, 59, 59, 999))))
        await sql.exec(entry(3, at(Date.UTC(2026, 9, 1))))
        await sql.exec(entry(4, at(Date.UTC(1980, 0, 1))))
      })
      const lies = await bare((sql) =>
        sql.rows('SELECT tableoid::regclass::text AS part FROM journal ORDER BY seq'),
      )
      expect(lies.map(({ part }) => part)).toEqual([
        'journal_202609',
        'journal_202609',
        'journal_202610',
        'journal_rest',
      ])
      await expect(bare((sql) => sql.exec(entry(9, september)))).rejects.toThrow(/duplicate key/)
      const pressed = await bare((sql) =>
        sql.rows(
          `SELECT DISTINCT attcompression AS way FROM pg_attribute
           WHERE attname = 'body' AND attrelid::regclass::text LIKE 'journal%' AND attlen = -1`,
        ),
      )
      // PostgreSQL as it is packaged presses with LZ4; PGlite was built without.
      expect(pressed).toEqual([{ way: on === 'postgres' ? 'l' : '' }])
      for (const part of ['journal_202609', 'journal_rest'])
        await expect(bare((sql) => sql.exec(`TRUNCATE ${part}`))).rejects.toThrow(/never changed/)
    })

    test('makes the months ahead once, and leaves a month alone whose entries lie in the rest', async () => {
      expect(await bare((sql) => makeMonths(sql, nowMs))).toBe(0)
      expect(await bare((sql) => makeMonths(sql, Date.UTC(2026, 9, 2)))).toBe(1)
      expect(await bare((sql) => makeMonths(sql, Date.UTC(1980, 0, 20)))).toBe(12)
    })

    test('shows a centre its own rows and lets it write no others, whatever a statement says', async () => {
      const [own, foreign] = [CentreId.parse(township), CentreId.parse(neighbour)]
      const asked = (centreId: CentreId, consultationId: string) => ({
        centreId,
        consultationId: consultationId as ConsultationId,
        deskId: 'd' as DeskId,
        code: 'c',
        matterId: null,
        loggedOn: '2026-09-14',
      })
      const add = (scope: readonly CentreId[], row: ReturnType<typeof asked>) =>
        store.write(scope, async (writer) => {
          await writer.insert(consultation).values(row)
          return ok(undefined)
        })
      await add([own], asked(own, 'one'))
      await add([foreign], asked(foreign, 'two'))
      const seen = (scope: readonly CentreId[] | 'city') =>
        store.read(scope, (reader) =>
          reader.select({ id: consultation.consultationId }).from(consultation).where(anyCentre),
        )
      expect(await seen([own])).toEqual([{ id: 'one' }])
      expect(await seen([])).toEqual([])
      expect(await seen('city')).toHaveLength(2)
      await expect(add([own], asked(foreign, 'three'))).rejects.toMatchObject({ cause: { code: '42501' } })
      const renamed = store.write([own], async (writer) => {
        await writer.update(consultation).set({ code: 'changed' }).where(anyCentre)
        return ok(undefined)
      })
      expect(await renamed).toEqual(ok(undefined))
      const codes = await store.read('city', (reader) =>
        reader
          .select({ code: consultation.code })
          .from(consultation)
          .where(anyCentre)
          .orderBy(consultation.consultationId),
      )
      expect(codes.map(({ code }) => code)).toEqual(['changed', 'c'])
      // For the whole city there is nothing to write among the rows of centres.
      const byCity = store.write('city', async (writer) => {
        await writer.update(consultation).set({ code: 'city' }).where(anyCentre)
        return ok(undefined)
      })
      await expect(byCity).rejects.toMatchObject({ cause: { code: '42501' } })
      // An act that names another centre reaches it, and only in its own transaction.
      const reached = store.write('city', async (writer) => {
        await reach(writer, [own])
        await reach(writer, [foreign])
        await writer.insert(consultation).values([asked(own, 'four'), asked(foreign, 'five')])
        return ok(undefined)
      })
      expect(await reached).toEqual(ok(undefined))
      expect(await seen([own])).toHaveLength(2)
    })
  })

test('no step takes away or rewrites what was recorded, and no statement of the program moves a row', () => {
  const files = globSync('*.sql', { cwd: steps })
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter((file) => rewritesOf(readFileSync(join(steps, file), 'utf8')))).toEqual([])
  for (const sql of ['ALTER TABLE desk DROP COLUMN area', "UPDATE journal SET body = ''", 'DROP TABLE paper'])
    expect(rewritesOf(sql), sql).toBe(true)
  const logged = (statement: string) =>
    strayStatements(`pingchuang-city|LOG:  execute <unnamed>: ${statement}\n`)
  expect(logged(`update "paper" set "printed" = 1 where "centre_id" = $1`)).toEqual([])
  for (const stray of [
    'select * from "paper" where "case_id" = $1',
    'update "paper" set "centre_id" = $1 where "centre_id" = $2',
    'listen centre_id',
    'insert into journal (centre_id) values ($1)',
  ])
    expect(logged(stray), stray).toHaveLength(1)
})
