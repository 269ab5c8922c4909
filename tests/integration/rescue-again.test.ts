import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { aCity, newDataDir, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aSyncingDesk, atTheCity, caseTaken, drained, goOn, until } from '#tests/support/a-copied-desk.ts'
import { aDesk, cheapPins, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

/** What the simulator found; seeds change their meaning with every accident that is added, these stay. */
describe('a desk the city had to stop', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity({ on: 'pglite', dataDir: newDataDir() })
  }, 120_000)
  afterAll(() => city.close())

  test('hands in its pictures also after it was revoked', async () => {
    const enrolled = await enrol(city.url, await city.newCode(), 'test')
    const quiet = await aDesk({ enrolled, cityUrl: city.url, clock: { nowMs: Date.now() } })
    await cheapPins(quiet)
    await quiet.signIn()
    const picture = aPicture({ bytes: 90_000 }).toString('base64')
    const kept = await quiet.ask('picture.keep', { picture, label: '户口簿' })
    if (!kept.ok) throw new Error(kept.refusal.code)
    const visit = aVisit('V04', { nowMs: quiet.clock.nowMs })
    const rowId = visit.materials[0]?.rowId ?? ''
    await taken(quiet, { ...visit, pictures: [{ rowId, pictureId: kept.value.pictureId }] })
    const { deskId } = enrolled.certificate
    await city.operator('PUT', `/v1/operator/desks/${deskId}`, { status: 'REVOKED' })
    await quiet.stop()
    const { clock, dir, secret } = quiet

    await using desk = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, timeoutMs: 8_000 })
    await until(() => expect(uploadsOf(desk)).toEqual(['VERIFIED']))
  })

  test('is rescued also by a city that has lost its memory since', async () => {
    const desk = await aSyncingDesk(city)
    const caseNo = await caseTaken(desk)
    await drained(desk)
    await desk.stop()
    rmSync(join(desk.dir, 'head-mark.json'))
    await city.running.close()
    rmSync(join(city.dataDir, 'pg'), { recursive: true })
    await city.restart()

    const { clock, dir, secret } = desk
    await using again = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, timeoutMs: 8_000 })
    await goOn(again)
    await drained(again)
    expect(await atTheCity(city)).toContain(caseNo)
  }, 150_000)
})

function uploadsOf({ opened }: TestDesk): readonly unknown[] {
  return opened.store.client.prepare('SELECT upload FROM picture_file').pluck().all()
}
