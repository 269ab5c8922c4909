import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { RatingId } from '#shared/kernel/ids.ts'
import { aCity, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { acted, anErrand, broughtHome, handedOver, signed } from '../support/an-errand.ts'
import { fullOrderMoves } from '../support/assist-facts.ts'

describe('an errand at the city', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity()
  }, 120_000)
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  test('is where the desk says it is, with its letter, its officer and its rating, and nothing comes back', async () => {
    await using desk = await aDesk({
      enrolled: await enrol(city.url, await city.newCode(township), 'test'),
      cityUrl: city.url,
      sync: true,
      lookEveryMs: 60_000,
    })
    const errand = await anErrand(desk)
    await signed(desk, errand)
    await handedOver(desk, errand)
    for (const act of ['TAKE_MATERIALS', 'START', 'PROGRESS', 'FINISH'] as const)
      await acted(desk, errand, fullOrderMoves[act])
    await broughtHome(desk, errand)
    await acted(desk, errand, fullOrderMoves.RETURN_MATERIALS)
    const ratingId = RatingId.parse(uuidV7(desk.clock.nowMs))
    await desk.ask('rating.invite', { ratingId, subject: { of: 'ORDER', orderId: errand.orderId } })
    await desk.ask('rating.move', { ratingId, move: { act: 'RATE', grade: 5, channel: 'DEVICE' } })
    await everythingSent(desk)

    const sums = await desk.ask('sync.status', {})
    expect(sums).toMatchObject({ value: { waiting: 0, returned: 0, held: 0 } })
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/assist?on=2026-09-18`)
    expect(body).toEqual({ orders: { MATERIALS_RETURNED: 1 }, letters: { FULFILLED: 1 } })
    const kinds = new Set(desk.journal().map(({ type }) => type))
    for (const kind of [
      'officer-filed',
      'assist-registered',
      'letter-signed',
      'letter-ended',
      'rating-moved',
    ])
      expect(kinds).toContain(kind)
  }, 120_000)
})

async function everythingSent(desk: TestDesk): Promise<void> {
  await expect
    .poll(
      async () => {
        await desk.ask('sync.now', {})
        const status = await desk.ask('sync.status', {})
        return status.ok ? status.value.waiting : undefined
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(0)
}
