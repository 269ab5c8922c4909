import { afterAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '#city/store/embedded.ts'
import { openServer } from '#city/store/server-pool.ts'
import { PushAck, Signed } from '#shared/protocol/messages.ts'
import { answerVerifies } from '#shared/protocol/signing.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { recordedBody, recordedPush } from '#tests/support/a-recorded-push.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a desk of the first version at a city on ${on}`, () => {
    test('is understood byte for byte, put into effect, and known when it says the same again', async () => {
      const city = await aCity({ on })
      try {
        await withItsDesk(city)
        const { caseNo, centreId, headers } = recordedPush
        const pushed = async () => {
          const body = new Uint8Array(recordedBody)
          const response = await fetch(`${city.url}/v1/push`, { method: 'POST', headers, body })
          expect(response.status).toBe(200)
          const signed = Signed.parse(await response.json())
          // It knows no answer that is bound to a request.
          expect(signed.nonce).toBeUndefined()
          expect(answerVerifies(city.running.identity.publicKey, signed)).toBe(true)
          return PushAck.parse(JSON.parse(signed.body))
        }
        const first = await pushed()
        expect(first).toMatchObject({ received: { seq: 3 }, appliedSeq: 3, dispositions: [] })
        expect((await pushed()).received).toEqual(first.received)
        const { body } = await city.operator('GET', `/v1/operator/centres/${centreId}/cases/${caseNo}`)
        expect(body).toMatchObject({ items: [{ state: 'ACCEPTED' }, { state: 'ACCEPTED' }] })
      } finally {
        await city.close()
      }
    })
  })

/** Its enrolment was in another city's time: the rows it left are put where they were. */
async function withItsDesk(city: TestCity): Promise<void> {
  const { centreId, deskId, deskPart, publicKey } = recordedPush
  await city.running.close()
  const database = city.databaseUrl
    ? await openServer(city.databaseUrl, 1, () => undefined)
    : await openEmbedded(city.dataDir)
  await database.withBareSql((bare) =>
    bare.exec(`
      INSERT INTO centre VALUES ('${centreId}', '某镇便民服务中心', 1);
      INSERT INTO area VALUES ('${centreId}', 1);
      INSERT INTO desk (centre_id, desk_id, area, desk_part, public_key, epoch, status, enrolled_ms)
        VALUES ('${centreId}', '${deskId}', '${centreId}', '${deskPart}', '${publicKey}', 1, 'ACTIVE', 1);
      INSERT INTO desk_epoch (centre_id, desk_id, epoch, desk_part, public_key, reason, opened_ms)
        VALUES ('${centreId}', '${deskId}', 1, '${deskPart}', '${publicKey}', 'ENROLLED', 1)`),
  )
  await database.close()
  await city.restart()
}
