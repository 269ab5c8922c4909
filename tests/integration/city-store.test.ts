import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CityDatabase } from '#city/store/database.ts'
import { makeCluster, openEmbedded } from '#city/store/embedded.ts'
import { migrate } from '#city/store/migrate.ts'
import { openServer } from '#city/store/server-pool.ts'
import { assistOrder, letter, officer, rating } from '#city/store/tables/assist.ts'
import { cardHolder } from '#city/store/tables/card-holder.ts'
import { caseShare } from '#city/store/tables/case-share.ts'
import { area, centre } from '#city/store/tables/centre.ts'
import { cityLife } from '#city/store/tables/city-life.ts'
import { consultation } from '#city/store/tables/consultation.ts'
import { custodyIncident, custodyLeg, custodyOffer, custodyThing } from '#city/store/tables/custody.ts'
import { dayClose } from '#city/store/tables/day-close.ts'
import { desk } from '#city/store/tables/desk.ts'
import { deskContact } from '#city/store/tables/desk-contact.ts'
import { disposition } from '#city/store/tables/disposition.ts'
import { enrolmentCode } from '#city/store/tables/enrolment-code.ts'
import { deskEpoch, deskSession, requestSeen } from '#city/store/tables/epoch.ts'
import { erasure } from '#city/store/tables/erasure.ts'
import { feed, feedHead } from '#city/store/tables/feed.ts'
import { journal } from '#city/store/tables/journal.ts'
import { logHead } from '#city/store/tables/log-head.ts'
import { itemCase, materialItem, matterCase, paper } from '#city/store/tables/matter-case.ts'
import { office, officeAudit, officeRequest } from '#city/store/tables/office.ts'
import { picture, pictureUpload } from '#city/store/tables/picture.ts'
import { publication } from '#city/store/tables/publication.ts'
import { staff } from '#city/store/tables/staff.ts'
import { aCity, hasPostgres, newDatabase, newDataDir, stopDatabases } from '#tests/support/a-city.ts'
import { aLog, push, readFeed } from '#tests/support/a-log.ts'

const steps = join(import.meta.dirname, '../../migrations/city')
const tables: readonly PgTable[] = [
  area,
  dayClose,
  centre,
  cityLife,
  desk,
  deskEpoch,
  deskSession,
  requestSeen,
  disposition,
  enrolmentCode,
  erasure,
  itemCase,
  journal,
  logHead,
  materialItem,
  matterCase,
  paper,
  staff,
  assistOrder,
  letter,
  officer,
  rating,
  consultation,
  feed,
  feedHead,
  office,
  officeAudit,
  officeRequest,
  publication,
  custodyThing,
  custodyLeg,
  custodyOffer,
  custodyIncident,
  caseShare,
  picture,
  pictureUpload,
  deskContact,
  cardHolder,
]

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the database of a city on ${on}`, () => {
    let database: CityDatabase
    const folder = newDataDir()
    beforeAll(async () => {
      if (on === 'pglite') await makeCluster(join(folder, 'pg'))
      database =
        on === 'pglite'
          ? await openEmbedded(folder)
          : await openServer(await newDatabase(), 2, () => undefined)
      await database.withBareSql((bare) => migrate(bare, steps))
    }, 120_000)
    afterAll(() => database?.close())

    test('has in SQL the very tables the program believes in', async () => {
      const rows = await database.withBareSql((bare) =>
        bare.rows(
          `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name <> 'migration'
             AND NOT (SELECT relispartition FROM pg_class WHERE oid = table_name::regclass) ORDER BY 1, 2`,
        ),
      )
      const inSql = rows.map((row) => Object.values(row).join(' '))
      const inProgram = tables.flatMap((table) => {
        const { name, columns } = getTableConfig(table)
        return columns.map(
          (column) => `${name} ${column.name} ${column.getSQLType()} ${column.notNull ? 'NO' : 'YES'}`,
        )
      })
      expect(inProgram.sort()).toEqual(inSql.sort())
    })

    test.runIf(on === 'pglite')('is counted as it grows: no server does it here', async () => {
      const bare = (statement: string) => database.withBareSql((sql) => sql.rows(statement))
      await bare('CREATE TABLE grown AS SELECT n FROM generate_series(1, 500) AS n')
      const counted = () => bare("SELECT attname FROM pg_stats WHERE tablename = 'grown'")
      expect(await counted()).toEqual([])
      for (let n = 0; n < 128; n++) await database.transaction(async () => undefined)
      expect(await counted()).toEqual([{ attname: 'n' }])
      await bare('DROP TABLE grown')
    })

    test('puts the centre first in the key of every table of a centre', async () => {
      const keys = await database.withBareSql((bare) =>
        bare.rows(
          `SELECT c.relname AS name, a.attname AS first FROM pg_index i
           JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
           WHERE i.indisprimary AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`,
        ),
      )
      const others = keys.filter((key) => key['first'] !== 'centre_id').map((key) => String(key['name']))
      expect(others.sort()).toEqual([
        'area',
        'city_life',
        'migration',
        'office',
        'office_audit',
        'publication',
      ])
    })

    test('waits for nothing for ever', async () => {
      const [row] = await database.withBareSql((bare) =>
        bare.rows(
          `SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l,
                  current_setting('idle_in_transaction_session_timeout') AS i, current_setting('synchronous_commit') AS c,
                  current_setting('fsync') AS f`,
        ),
      )
      expect(row).toEqual({ s: '20s', l: '5s', i: '15s', c: 'on', f: 'on' })
    })

    test('never changes or removes a row of the journal', async () => {
      for (const change of ["UPDATE journal SET body = ''", 'DELETE FROM journal', 'TRUNCATE journal'])
        await expect(database.withBareSql((bare) => bare.exec(change))).rejects.toThrow(/never changed/)
    })

    test('is not opened by a build whose steps differ from those that ran', async () => {
      const changed = newDataDir()
      mkdirSync(changed, { recursive: true })
      cpSync(steps, changed, { recursive: true })
      const last = readdirSync(changed).sort().at(-1) ?? ''
      const runs = (dir: string) => database.withBareSql((bare) => migrate(bare, dir))
      writeFileSync(join(changed, last), 'SELECT 1;')
      await expect(runs(changed)).rejects.toMatchObject({ code: 'migration-edited' })
      writeFileSync(join(changed, last.replace(/^\d{4}-.*/, '0001-older.sql')), 'SELECT 1;')
      await expect(runs(changed)).rejects.toMatchObject({ code: 'database-newer' })
      await expect(runs(steps)).resolves.toBeUndefined()
    })

    test('undoes a step that fails, and the steps before it in the same run', async () => {
      const more = newDataDir()
      cpSync(steps, more, { recursive: true })
      writeFileSync(join(more, '0090-good.sql'), 'CREATE TABLE good (a int);')
      writeFileSync(join(more, '0091-bad.sql'), 'CREATE TABLE bad (a nothing);')
      await expect(database.withBareSql((bare) => migrate(bare, more))).rejects.toThrow()
      const left = await database.withBareSql((bare) => bare.rows("SELECT to_regclass('good')::text AS good"))
      expect(left).toEqual([{ good: null }])
    })
  })

describe('an entry that waited', () => {
  test('takes effect when the city starts again and understands it', async () => {
    const city = await aCity({ on: 'pglite' })
    try {
      const enrolled = await city.enrolledDesk()
      const log = aLog(enrolled)
      log.opened()
      const received = log.received(1)
      log.decided(received.caseId)
      log.add({ event: { type: 'seal-affixed', caseId: received.caseId } })
      await push(enrolled, log.batch())
      await city.running.close()
      // As an older build would have left it: both entries of the case waiting, nothing applied.
      const database = await openEmbedded(city.dataDir)
      await database.withBareSql((bare) =>
        bare.exec(`
          DELETE FROM paper; DELETE FROM material_item; DELETE FROM item_case; DELETE FROM matter_case;
          INSERT INTO disposition SELECT centre_id, desk_id, epoch, seq, entry_id, case_id, 'HELD_SCHEMA', 'kind-unknown',
            'waits', 1 FROM journal WHERE kind LIKE 'matter-%'`),
      )
      await database.close()
      const applied: unknown[] = []
      await city.restart({ log: (line) => applied.push(line.n) })
      expect(applied[0]).toBe(2)
      // The desk was told they wait; now its feed says that they do not any more.
      expect((await readFeed(enrolled)).map(({ body, kind }) => [kind, JSON.parse(body)])).toMatchObject(
        [2, 3].map((seq) => [
          'disposition-changed',
          { deskId: enrolled.certificate.deskId, epoch: 1, seq, state: 'APPLIED' },
        ]),
      )
      expect((await push(enrolled, log.batch())).dispositions).toMatchObject([
        { seq: 4, code: 'kind-unknown' },
      ])
      const { body } = await city.operator(
        'GET',
        `/v1/operator/centres/${enrolled.certificate.centreId}/cases/${received.caseNo}`,
      )
      expect(body).toMatchObject({ items: [{ state: 'ACCEPTED' }, { state: 'ACCEPTED' }] })
      const waiting = await city.operator(
        'GET',
        `/v1/operator/centres/${enrolled.certificate.centreId}/dispositions`,
      )
      expect(waiting.body).toMatchObject({
        dispositions: [{ kind: 'seal-affixed', caseNo: received.caseNo }],
      })
    } finally {
      await city.close()
    }
  })
})

test('0009: originals of before custody was told are where the journal says', async () => {
  const dataDir = newDataDir()
  const city = await aCity({ on: 'pglite', dataDir })
  const desk = await city.enrolledDesk()
  const log = aLog(desk)
  log.opened()
  const materials = ['m1', 'm2'].map((rowId) => ({
    rowId,
    materialId: rowId,
    name: '居民户口簿',
    copies: 1,
    form: 'ORIGINAL',
    custodyPolicy: 'SHORT_HOLD',
    necessity: 'REQUIRED',
    howToObtain: '自备',
    usedBy: ['01'],
    judgement: { state: 'SUPPLIED', taken: 'ORIGINAL' },
  }))
  const { caseId } = log.received(1, { materials })
  const judged = { rowId: 'm1', judgement: { state: 'SUPPLIED', taken: 'ORIGINAL' } }
  const told = { caseId, on: '2026-09-15', atMs: 1 }
  log.add({ event: { type: 'originals-returned', ...told, rowIds: ['m1'], signedBy: '丁小满', papers: [] } })
  log.add({ event: { type: 'material-judged', ...told, rows: [judged] } })
  expect(await push(desk, log.batch())).toMatchObject({ dispositions: [] })
  await city.close()

  const database = await openEmbedded(dataDir)
  try {
    const all = () =>
      database.withBareSql(async (bare) => ({
        things: await bare.rows(
          'SELECT thing_id, row_id, holder_at, holder_key, since, tip, away, state, gone FROM custody_thing ORDER BY 1',
        ),
        legs: await bare.rows('SELECT * FROM custody_leg ORDER BY thing_id, leg_id'),
      }))
    const applied = await all()
    expect(applied.things.map((row) => row['state'])).toEqual(['RETURNED', 'AT_COUNTER', 'AT_COUNTER'])
    const step = readFileSync(join(steps, '0009-custody-before.sql'), 'utf8')
    await database.withBareSql((bare) =>
      bare.exec(`DELETE FROM custody_thing; DELETE FROM custody_leg; ${step}`),
    )
    expect(await all()).toEqual(applied)
  } finally {
    await database.close()
  }
}, 120_000)
