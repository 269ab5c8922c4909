import { afterAll, describe, expect, test } from 'vitest'
import { alarmsOf, deskAlarms, type SeenDesk } from '#city/fleet/alarms.ts'
import { enrol } from '#main/sync/enrol.ts'
import { appVersion } from '#shared/kernel/app-version.ts'
import { aCity, hasPostgres, stopDatabases, township } from '#tests/support/a-city.ts'
import { drained } from '#tests/support/a-copied-desk.ts'
import { aDesk } from '#tests/support/a-desk.ts'
import { aLog, ask } from '#tests/support/a-log.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'
import packageJson from '../../package.json' with { type: 'json' }

afterAll(stopDatabases)

type Seen = SeenDesk & { readonly deskId: string; readonly alarms: readonly string[] }

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the fleet as a city on ${on} sees it`, () => {
    test('says when each desk was heard, what waits there and since when, and how its clock goes', async () => {
      const city = await aCity({ on })
      try {
        const fleet = async () => {
          const { body } = await city.operator('GET', '/v1/operator/desks')
          return (body as { desks: Seen[] }).desks
        }
        const clock = { nowMs: Date.now() - 26 * 3_600_000 }
        const enrolled = await enrol(city.url, await city.newCode(township), 'test')
        const offline = await aDesk({ enrolled, cityUrl: city.url, clock })
        await offline.signIn()
        await taken(offline, aVisit('V04', { nowMs: clock.nowMs }))
        const { dir, secret } = offline
        await offline.stop()
        expect(await fleet()).toMatchObject([{ seenMs: null, waiting: null, alarms: [] }])

        // A day later there is a line again; the clock of the machine is ten minutes fast.
        clock.nowMs = Date.now() + 600_000
        const lookEveryMs = 60_000
        await using back = await aDesk({ dir, secret, cityUrl: city.url, clock, sync: true, lookEveryMs })
        await expect
          .poll(async () => (await fleet())[0]?.alarms, { timeout: 20_000 })
          .toEqual(['UNSENT', 'CLOCK'])
        const [first] = await fleet()
        expect(first).toMatchObject({ appVersion, refusedCode: null, held: 0 })
        expect(first?.waiting).toBeGreaterThan(2)
        // The next greeting, with nothing to send, has nothing that waits.
        await back.signIn()
        await drained(back)
        const quiet = { waiting: 0, oldestMs: null, alarms: ['CLOCK'] }
        await expect
          .poll(async () => (await back.ask('sync.now', {})) && (await fleet())[0], { timeout: 20_000 })
          .toMatchObject(quiet)
      } finally {
        await city.close()
      }
    })

    test('a desk whose log is not the city’s is told by name', async () => {
      const city = await aCity({ on })
      try {
        const desk = await city.enrolledDesk()
        const log = aLog(desk)
        log.opened()
        await ask(desk, 'POST', '/v1/push', log.batch())
        const elsewhere = { seq: 1, hash: 'A'.repeat(43) }
        const told = { proto: 1, epoch: 1, head: elsewhere, acked: elsewhere, wallMs: Date.now() }
        expect(await ask(desk, 'POST', '/v1/hello', told)).toMatchObject({ status: 409 })
        const { body } = await city.operator('GET', '/v1/operator/desks')
        expect((body as { desks: Seen[] }).desks).toMatchObject([
          { refusedCode: 'E_FORKED', alarms: ['LOG'] },
        ])
      } finally {
        await city.close()
      }
    })
  })

describe('what somebody of the city has to look at', () => {
  const nowMs = Date.UTC(2026, 8, 14)
  const well: SeenDesk = {
    status: 'ACTIVE',
    enrolledMs: 0,
    certificateEndsMs: null,
    seenMs: nowMs - 60_000,
    lastReceivedMs: nowMs - 60_000,
    waiting: 3,
    oldestMs: nowMs - 3_600_000,
    skewMs: 1000,
    refusedCode: null,
    held: 0,
    returned: 0,
  }

  test.for([
    ['nothing of a desk at work', {}, []],
    ['a copy of a desk', { refusedCode: 'E_CLONE_SUSPECT' }, ['LOG']],
    ['what was sent back, and what waits', { held: 1, returned: 2 }, ['RETURNED', 'HELD']],
    ['an act alone for more than a day', { oldestMs: nowMs - 86_500_000 }, ['UNSENT']],
    ['an old act that has been confirmed since', { oldestMs: nowMs - 86_500_000, waiting: 0 }, []],
    ['three days of silence', { seenMs: nowMs - 260_000_000, lastReceivedMs: null }, ['SILENT']],
    ['nobody misses a desk that was revoked', { seenMs: 0, lastReceivedMs: 0, status: 'REVOKED' }, []],
    ['a certificate of 29 days more', { certificateEndsMs: nowMs + 29 * 86_400_000 }, ['CERTIFICATE']],
    ['six minutes slow', { skewMs: -360_000 }, ['CLOCK']],
  ] as const)('%s', ([, change, alarms]) => {
    expect(alarmsOf({ ...well, ...change }, nowMs)).toEqual(alarms)
    expect(deskAlarms).toEqual(expect.arrayContaining([...alarms]))
  })
})

test('the version desks tell is the one of the package', () => {
  expect(appVersion).toBe(packageJson.version)
})
