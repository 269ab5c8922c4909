import { afterAll, describe, expect, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { aCity, hasPostgres, restoredFrom, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { drained } from '#tests/support/a-copied-desk.ts'
import { aDesk } from '#tests/support/a-desk.ts'
import { aLog, push } from '#tests/support/a-log.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { runOnce } from '#tests/support/a-postgres.ts'
import { aPair } from '#tests/support/a-standby.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { runCommand } from '#tests/support/run-command.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

const dayMs = 86_400_000
type Fleet = { readonly desks: readonly { readonly receivedSeq: number; readonly pruneOkSeq: number }[] }

const copiedOf = async (city: TestCity) =>
  ((await city.operator('GET', '/v1/operator/desks')).body as Fleet).desks.map((desk) => desk.pruneOkSeq)
const check = (city: TestCity, copy: string) =>
  runCommand('backup', ['check', '--copy', copy, '--city', city.url, '--data', city.dataDir])

describe.skipIf(!hasPostgres)('a backup that was restored and read', () => {
  test('lets prune_ok go as far as it holds the log, and not one entry further', async () => {
    const city = await aCity({ on: 'postgres' })
    try {
      const desk = await city.enrolledDesk()
      const log = aLog(desk)
      log.opened()
      log.received(1)
      const { durable, pruneOkSeq, received } = await push(desk, log.batch())
      expect({ durable, pruneOkSeq }).toEqual({ durable: true, pruneOkSeq: 0 })
      const copy = await restoredFrom(city.databaseUrl ?? '')
      log.received(2)
      await push(desk, log.batch())

      // A byte of the last entry is not what was sent: it is named, and does not count.
      const rewrite = (body: string) =>
        runOnce(
          copy,
          `SET session_replication_role = replica; UPDATE journal SET body = ${body} WHERE seq = ${received.seq}`,
        )
      await rewrite("body || ' '")
      const ran = await check(city, copy)
      expect(ran.code).toBe(1)
      expect(ran.complained).toContain(`第 ${received.seq - 1} 条以后有缺损`)
      expect(await copiedOf(city)).toEqual([received.seq - 1])

      await rewrite('rtrim(body)')
      expect(await check(city, copy)).toMatchObject({ code: 0, complained: '' })
      expect(await copiedOf(city)).toEqual([received.seq])
      // A copy of another log holds nothing of this one, and nothing goes back.
      const { centreId, deskId } = desk.certificate
      const foreign = { centreId, deskId, epoch: 1, seq: received.seq + 1, hash: noHash }
      expect(await city.operator('POST', '/v1/operator/copies', { heads: [foreign] })).toEqual({
        status: 200,
        body: { held: 0 },
      })
      log.received(3)
      expect((await push(desk, log.batch())).pruneOkSeq).toBe(received.seq)
    } finally {
      await city.close()
    }
  })

  test('lets a verified picture leave the desk after its thirty days', async () => {
    const city = await aCity({ on: 'postgres' })
    const enrolled = await enrol(city.url, await city.newCode(), 'test')
    const clock = { nowMs: Date.now() - 40 * dayMs }
    const desk = await aDesk({ enrolled, cityUrl: city.url, clock, sync: true, lookEveryMs: 50 })
    try {
      await desk.signIn()
      const pictureId = await photographed(desk)
      await drained(desk)
      await expect.poll(() => uploaded(desk), { timeout: 30_000 }).toBe(1)
      expect(await check(city, await restoredFrom(city.databaseUrl ?? ''))).toMatchObject({ code: 0 })
      const told = async () => {
        await desk.ask('sync.now', {})
        const status = await desk.ask('sync.status', {})
        return status.ok ? status.value.pruneOk : 0
      }
      await expect.poll(told, { timeout: 20_000 }).toBeGreaterThan(0)
      clock.nowMs += 31 * dayMs
      desk.engine.runClocks()
      await desk.signIn()
      expect(await desk.ask('picture.show', { pictureId })).toMatchObject({
        ok: false,
        refusal: { code: 'picture-cleared' },
      })
    } finally {
      await desk.stop()
      await city.close()
    }
  })
})

describe.skipIf(!hasPostgres)('a standby that was named', () => {
  test('lets prune_ok follow what it has flushed', async () => {
    const pair = await aPair()
    const city = await aCity({ on: 'postgres', databaseUrl: pair.url, standby: 'walreceiver' })
    try {
      const desk = await city.enrolledDesk()
      const log = aLog(desk)
      log.opened()
      const { received } = await push(desk, log.batch())
      await expect
        .poll(async () => (await city.running.lookAtStandby(), copiedOf(city)), { timeout: 20_000 })
        .toEqual([received.seq])
    } finally {
      await city.close()
      await pair.stop()
    }
  })
})

test('a city on PGlite takes no copy for one and says so', async () => {
  const city = await aCity({ on: 'pglite' })
  try {
    const desk = await city.enrolledDesk()
    const log = aLog(desk)
    log.opened()
    const { received } = await push(desk, log.batch())
    const { centreId, deskId } = desk.certificate
    const head = { centreId, deskId, epoch: 1, ...received }
    expect(await city.operator('POST', '/v1/operator/copies', { heads: [head] })).toMatchObject({
      status: 503,
      body: { code: 'not-ready', reason: 'not-durable' },
    })
    expect(await copiedOf(city)).toEqual([0])
  } finally {
    await city.close()
  }
})

async function photographed(desk: Awaited<ReturnType<typeof aDesk>>): Promise<string> {
  const kept = await desk.ask('picture.keep', { picture: aPicture().toString('base64'), label: '居民户口簿' })
  if (!kept.ok) throw new Error(kept.refusal.code)
  const { pictureId } = kept.value
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const rowId = visit.materials[0]?.rowId ?? ''
  await taken(desk, { ...visit, pictures: [{ rowId, pictureId }] })
  return pictureId
}

async function uploaded(desk: Awaited<ReturnType<typeof aDesk>>): Promise<number> {
  await desk.ask('sync.now', {})
  const told = await desk.ask('picture.uploads', { limit: 10 })
  return told.ok ? told.value.confirmed : 0
}
