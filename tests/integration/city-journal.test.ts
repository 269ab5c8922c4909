import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { LogPage } from '#shared/protocol/epoch.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { aLog, ask, type EnrolledDesk, openingMs, push, readCase, understood } from '#tests/support/a-log.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the journal of a city on ${on}`, () => {
    let city: TestCity
    let desk: EnrolledDesk

    beforeAll(async () => {
      city = await aCity({ on })
    }, 120_000)
    afterAll(() => city?.close())
    beforeEach(async () => {
      desk = await city.enrolledDesk()
    })

    // PGlite has one connection: nothing comes at the same moment.
    if (on === 'postgres')
      test('meets an act that another log brings at this moment', async () => {
        const log = aLog(desk)
        log.opened()
        const { caseId, caseNo } = log.received(1)
        const { papers } = log.decided(caseId)
        const event = { type: 'paper-printed', caseId, paperId: papers[0]?.paperId }
        const entry = log.add({ event, entryId: uuidV7(openingMs) })
        const other = new pg.Client({ connectionString: city.databaseUrl })
        await other.connect()
        await other.query('BEGIN')
        await other.query(
          `INSERT INTO journal VALUES ($1, 'another', 1, 1, $2, 'paper-printed', 1, $3, '2026-09-14', false, '', '', $4, '', 1)`,
          [township, (JSON.parse(entry.envelope) as { entry_id: string }).entry_id, caseId, entry.body],
        )
        const pushed = push(desk, log.batch())
        await expect
          .poll(async () => (await other.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount)
          .toBe(1)
        await other.query('COMMIT')
        await other.end()
        const ack = await pushed
        expect(ack).toMatchObject({ received: { seq: 4 }, dispositions: [] })
        // It had its effect when the other log brought it.
        const { papers: printed } = await readCase(desk, caseNo)
        expect(printed.map((paper) => paper.printed)).toEqual(papers.map(() => 0))
      })

    test('keeps every character of a text', async () => {
      const log = aLog(desk)
      log.opened()
      const odd = ['\u001f\u001f', '\u001e\u001f', 'a\u001fb', '""', '\\"', '{,}', 'NULL']
      for (const body of odd) log.add({ event: {}, kind: 'from-tomorrow', body })
      const ack = await push(desk, log.batch())
      expect(ack.dispositions.map(({ code }) => code)).toEqual(odd.map(() => 'kind-unknown'))
      const page = await ask(desk, 'GET', `/v1/log?epoch=${desk.certificate.epoch}&after=0`)
      expect(understood(desk, page, LogPage).entries).toEqual(log.entries)
    })
  })
