import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { makeConsultationCode } from '#shared/domain/consultation.ts'
import { CentreTotals } from '#shared/protocol/messages.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aLog, ask, openingMs, push, understood } from '#tests/support/a-log.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a consultation at a city on ${on}`, () => {
    let city: TestCity
    beforeAll(async () => {
      city = await aCity({ on })
    }, 120_000)
    afterAll(() => city?.close())

    test('is counted by kind, and said again it stays one', async () => {
      const desk = await city.enrolledDesk()
      const log = aLog(desk)
      log.opened()
      const said = consulted(desk.certificate.deskPart, 1)
      log.add({ event: said })
      log.add({ event: { ...said, matterId: 'A06' } })

      expect(await push(desk, log.batch())).toMatchObject({ appliedSeq: 3, dispositions: [] })

      const path = `/v1/totals?from=2026-09-14&to=2026-09-14&desk=${desk.certificate.deskId}`
      const totals = understood(desk, await ask(desk, 'GET', path), CentreTotals)
      expect(totals.kinds).toMatchObject({ 'consultation-logged': 2 })
    })

    test('with a code its desk could not have given comes back with a sentence', async () => {
      const desk = await city.enrolledDesk()
      const log = aLog(desk)
      log.opened()
      log.add({ event: consulted('ZZZ', 1) })
      const ack = await push(desk, log.batch())
      expect(ack.dispositions).toMatchObject([
        { seq: 2, state: 'RETURNED_RULE', code: 'consultation-code-foreign' },
      ])
    })
  })

function consulted(deskPart: string, number: number) {
  return {
    type: 'consultation-logged',
    consultationId: uuidV7(openingMs),
    docNo: `某镇便民咨字〔2026〕第${deskPart}-0001号`,
    code: makeConsultationCode({ deskPart, number }),
    number,
    serial: number,
    on: '2026-09-14',
    atMs: openingMs,
    catalogueVersion: '2026.09',
    matterId: 'A04',
    matterName: '灵活就业',
    answers: {},
    has: [],
  } as const
}
