import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { CentreTotals } from '#shared/protocol/messages.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aLog, ask, openingMs, push, understood } from '#tests/support/a-log.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(
    `typing into a department's system, at a city on ${on}`,
    () => {
      let city: TestCity
      beforeAll(async () => {
        city = await aCity({ on })
      }, 120_000)
      afterAll(() => city?.close())

      test('is counted, and so is every value taken out for it', async () => {
        const desk = await city.enrolledDesk()
        const log = aLog(desk)
        log.opened()
        const { caseId } = log.received(1)
        for (const event of typed(caseId)) log.add({ event })

        expect(await push(desk, log.batch())).toMatchObject({ appliedSeq: 4, dispositions: [] })

        const path = `/v1/totals?from=2026-09-14&to=2026-09-14&desk=${desk.certificate.deskId}`
        const totals = understood(desk, await ask(desk, 'GET', path), CentreTotals)
        expect(totals.kinds).toMatchObject({ 'value-revealed': 1, 'typing-done': 1 })
      })

      test('of a case the city never heard of comes back', async () => {
        const desk = await city.enrolledDesk()
        const log = aLog(desk)
        log.opened()
        const caseId = uuidV7(openingMs)
        for (const event of typed(caseId)) log.add({ event })
        const ack = await push(desk, log.batch())
        expect(ack.dispositions.map(({ code }) => code)).toEqual(['case-not-received', 'case-not-received'])
      })
    },
  )

function typed(caseId: string) {
  const profile = { caseId, profileId: 'police', version: '1' }
  return [
    { type: 'value-revealed', ...profile, purpose: 'TYPING', n: 1, of: 'child.name', atMs: openingMs },
    {
      type: 'typing-done',
      ...profile,
      name: '公安户籍',
      on: '2026-09-14',
      lines: 9,
      skipped: 1,
      characters: 88,
    },
  ] as const
}
