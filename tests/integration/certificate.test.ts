import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { certificateLifeMs } from '#shared/domain/certificate.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { atTheCity, caseTaken, drained, until, waitingAt } from '#tests/support/a-copied-desk.ts'
import { aDesk, type HandClock, people, type TestDesk } from '#tests/support/a-desk.ts'

afterAll(stopDatabases)

const dayMs = 86_400_000

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a certificate of a city on ${on}`, () => {
    let clock: HandClock
    let city: TestCity
    let desk: TestDesk
    let deskId = ''
    beforeEach(async () => {
      clock = { nowMs: Date.now() }
      city = await aCity({ on, nowMs: () => clock.nowMs })
      const enrolled = await enrol(city.url, await city.newCode(), 'test')
      deskId = enrolled.certificate.deskId
      expect(enrolled.certificate.endsMs).toBe(clock.nowMs + certificateLifeMs)
      desk = await aDesk({ enrolled, cityUrl: city.url, clock, sync: true, lookEveryMs: 30 })
      await desk.signIn()
      await caseTaken(desk)
      await drained(desk)
    })
    afterEach(async () => {
      await desk.stop()
      await city.close()
    })
    const standing = async () => {
      const told = await desk.ask('certificate.state', {})
      return told.ok ? told.value : undefined
    }
    const fleet = async () => {
      const { body } = await city.operator('GET', '/v1/operator/desks')
      return (body as { desks: readonly { certificateEndsMs: number; epoch: number; alarms: string[] }[] })
        .desks
    }

    test('is renewed by the desk itself while it still counts, and nobody is asked anything', async () => {
      clock.nowMs += certificateLifeMs - 50 * dayMs
      await desk.ask('sync.now', {})
      await until(async () =>
        expect(await standing()).toMatchObject({ standing: 'GOOD', endsMs: clock.nowMs + certificateLifeMs }),
      )
      expect(await fleet()).toMatchObject([{ certificateEndsMs: clock.nowMs + certificateLifeMs, epoch: 1 }])
      // And under the new one the log goes on.
      await desk.signIn()
      const caseNo = await caseTaken(desk)
      await drained(desk)
      expect(await atTheCity(city)).toContain(caseNo)
    })

    test('that is over stops the line and not the counter; a code of the city lets the same log go on', async () => {
      const before = await desk.ask('epoch.state', {})
      desk = await cutOff(desk, city, clock)
      clock.nowMs += certificateLifeMs - 20 * dayMs
      expect(await standing()).toMatchObject({ standing: 'ENDS_SOON' })
      expect((await fleet())[0]?.alarms).toContain('CERTIFICATE')
      clock.nowMs += 21 * dayMs
      await desk.signIn()
      const caseNo = await caseTaken(desk)
      expect(await standing()).toMatchObject({ standing: 'OVER' })

      desk = await online(desk, city, clock)
      await desk.ask('sync.now', {})
      await until(async () => {
        const link = await desk.ask('sync.status', {})
        expect(link.ok && link.value.reason).toBe('certificate-over')
      })
      expect(await waitingAt(desk)).toBeGreaterThan(0)
      expect(await atTheCity(city)).not.toContain(caseNo)
      const later = await caseTaken(desk)

      // A code for a new desk is none for this one, and makes none.
      await desk.signIn(2)
      const give = async (code: string) => desk.ask('certificate.renew', { code, pin: people[2].pin })
      expect(await desk.ask('certificate.renew', { code: 'A', pin: '000000' })).toMatchObject(
        refuse('pin-wrong'),
      )
      await give(await city.newCode())
      await until(async () =>
        expect(await standing()).toMatchObject({ asked: false, refused: expect.stringMatching(/登记码/) }),
      )
      expect(await fleet()).toHaveLength(1)

      const made = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId: township, deskId })
      await give((made.body as { code: string }).code)
      await until(async () => expect(await standing()).toMatchObject({ standing: 'GOOD' }))
      await drained(desk)
      expect(await atTheCity(city)).toEqual(expect.arrayContaining([caseNo, later]))
      expect(await desk.ask('epoch.state', {})).toEqual(before)
    })
  })

/** The same desk, without a line. */
async function cutOff({ dir, secret, stop }: TestDesk, city: TestCity, clock: HandClock): Promise<TestDesk> {
  await stop()
  const desk = await aDesk({ dir, secret, cityUrl: city.url, clock })
  await desk.signIn()
  return desk
}

async function online({ dir, secret, stop }: TestDesk, city: TestCity, clock: HandClock): Promise<TestDesk> {
  await stop()
  const desk = await aDesk({ dir, secret, cityUrl: city.url, clock, sync: true, lookEveryMs: 30 })
  await desk.signIn()
  return desk
}
