import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { PictureStanding, PictureStandings } from '#shared/protocol/picture.ts'
import { aCity, hasPostgres, neighbour, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { aLog, ask, type EnrolledDesk, push, understood } from '../support/a-log.ts'
import { aPicture, aPictureTold, photographed, statesOf } from '../support/a-picture.ts'
import { taken } from '../support/at-the-counter.ts'
import { aFaultyLine, type FaultyLine } from '../support/faulty-line.ts'
import { aLottery } from '../support/lottery.ts'
import { aVisit } from '../support/visits.ts'

/** Waits for what the desk itself says; never for a time. */
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 25 })

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`pictures on their way to a city on ${on}`, () => {
    let city: TestCity
    let line: FaultyLine
    let desk: TestDesk
    beforeAll(async () => {
      city = await aCity({ on })
    })
    afterAll(async () => {
      await city.close()
    })
    beforeEach(async () => {
      line = await aFaultyLine(city.url)
      const enrolled = await enrol(line.url, await city.newCode(), 'test')
      desk = await aDesk({ enrolled, cityUrl: line.url, sync: true, lookEveryMs: 50, idleMs: 2_000 })
      // After hours the line is theirs; the cap of the day has a test of its own.
      desk.clock.nowMs += 10 * 3_600_000
      await desk.signIn()
    })
    afterEach(async () => {
      await desk.stop()
      await line.close()
    })

    test('arrive whole, are looked at by their hash, and only then count as 市级已确认', async () => {
      line.set('down')
      const { caseId, ids } = await photographed(desk, [90_000, 260_000])
      expect(await statesOf(desk, caseId)).toEqual(['LOCAL', 'LOCAL'])
      line.set('up')
      await desk.ask('sync.now', {})
      await until(async () => expect(await statesOf(desk, caseId)).toEqual(['CONFIRMED', 'CONFIRMED']))
      for (const id of ids) expect(nameOfFile(readFileSync(atTheCity(city, id)))).toBe(id)
      const uploads = await desk.ask('picture.uploads', { limit: 10 })
      expect(uploads.ok && uploads.value).toMatchObject({ confirmed: 2, waiting: 0, rows: [] })
      expect(uploads.ok && uploads.value.confirmedBytes).toBeGreaterThan(350_000)
    })

    test('never hold up a record: the case is confirmed although its pictures cannot get through', async () => {
      line.set('down')
      const { caseId, ids } = await photographed(desk, [400_000])
      // Somebody copied the folder and took the file away.
      desk.opened.pictures.remove(ids[0] ?? '')
      line.set('up')
      await desk.ask('sync.now', {})
      await until(async () => {
        const view = await desk.ask('case.view', { caseId })
        expect(view.ok && view.value.sync).toBe('CONFIRMED')
      })
      await until(async () => expect(await statesOf(desk, caseId)).toEqual(['MISSING']))
      const uploads = await desk.ask('picture.uploads', { limit: 10 })
      expect(uploads.ok && uploads.value.rows).toMatchObject([{ pictureId: ids[0], state: 'MISSING' }])
    })

    test('go on at the byte the city has flushed when the city is stopped in the middle', async () => {
      line.set('down')
      const { caseId, ids } = await photographed(desk, [1_900_000])
      line.set('slow')
      await desk.ask('sync.now', {})
      await until(async () => expect(await sentBytes(desk)).toBeGreaterThan(60_000))
      await city.restart()
      line.set('up')
      await desk.ask('sync.now', {})
      await until(async () => expect(await statesOf(desk, caseId)).toEqual(['CONFIRMED']))
      expect(nameOfFile(readFileSync(atTheCity(city, ids[0] ?? '')))).toBe(ids[0])
      // One chunk at most went over the line twice (sync.md R16 on our scale).
      expect(line.sentBytes()).toBeLessThan(1_900_000 + 1_048_576 + 400_000)
    })

    test('go on after the desk was started anew', async () => {
      line.set('down')
      const { caseId } = await photographed(desk, [700_000])
      line.set('slow')
      await desk.ask('sync.now', {})
      await until(async () => expect(await sentBytes(desk)).toBeGreaterThan(60_000))
      desk = await desk.restart()
      await desk.signIn()
      line.set('up')
      await desk.ask('sync.now', {})
      await until(async () => expect(await statesOf(desk, caseId)).toEqual(['CONFIRMED']))
    })

    test('on a line paid for by the byte wait for their hours and stop at the cap; records do neither', async () => {
      await desk.signIn(2)
      await desk.ask('line.keepPlan', { plan: { metered: true, hours: { from: 20, to: 22 } } })
      const { caseId } = await photographed(desk, [600_000, 600_001, 600_002])
      await until(async () =>
        expect(await desk.ask('sync.status', {})).toMatchObject({ value: { waiting: 0 } }),
      )
      expect(await lineOf(desk)).toMatchObject({
        dayBytes: 0,
        waits: { why: 'HOURS', untilMs: Date.parse('2026-09-18T20:00:00+08:00') },
      })
      expect(await statesOf(desk, caseId)).toEqual(['LOCAL', 'LOCAL', 'LOCAL'])

      await desk.ask('line.keepPlan', { plan: { metered: true, cap: { per: 'DAY', megabytes: 1 } } })
      const untilMs = Date.parse('2026-09-19T00:00:00+08:00')
      await until(async () => expect(await lineOf(desk)).toMatchObject({ waits: { why: 'CAP', untilMs } }))
      desk = await desk.restart()
      await desk.signIn(2)
      const leftBytes = 1_048_576 - (await lineOf(desk)).dayBytes
      expect(leftBytes >= 0 && leftBytes < 65_536).toBe(true)
      expect(await statesOf(desk, caseId)).toContain('SENT')

      desk.clock.nowMs += 24 * 3_600_000
      await desk.ask('sync.now', {})
      const all = ['CONFIRMED', 'CONFIRMED', 'CONFIRMED']
      await until(async () => expect(await statesOf(desk, caseId)).toEqual(all))
      expect((await lineOf(desk)).monthBytes).toBeGreaterThanOrEqual(1_800_000)
    })

    test('let a record that is written meanwhile go first, between two chunks', async () => {
      line.set('down')
      const { caseId } = await photographed(desk, [1_900_000, 1_900_000])
      line.set('slow')
      await desk.ask('sync.now', {})
      await until(async () => expect(await sentBytes(desk)).toBeGreaterThan(60_000))
      const later = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs + 60_000 }), 'ACCEPT')
      await until(async () => {
        const view = await desk.ask('case.view', { caseId: later.caseId })
        expect(view.ok && view.value.sync).toBe('CONFIRMED')
      })
      expect(await statesOf(desk, caseId)).not.toEqual(['CONFIRMED', 'CONFIRMED'])
    })
  })

describe('the city and a sealed file', () => {
  let city: TestCity
  let desk: EnrolledDesk
  let log: ReturnType<typeof aLog>
  beforeAll(async () => {
    city = await aCity({ on: 'pglite' })
    desk = await city.enrolledDesk()
    log = aLog(desk)
    log.opened()
  })
  afterAll(async () => {
    await city.close()
  })

  test('takes chunks at their place only, and tells the place to who comes with another', async () => {
    const { bytes, pictureId } = await told(aPicture({ bytes: 200_000 }))
    expect(await chunk(pictureId, 1_000, bytes.subarray(1_000, 2_000))).toMatchObject({
      state: 'PART',
      offset: 0,
    })
    expect(await chunk(pictureId, 0, bytes.subarray(0, 100_000))).toMatchObject({ offset: 100_000 })
    // The answer was lost and the chunk comes again: nothing is written twice.
    expect(await chunk(pictureId, 0, bytes.subarray(0, 100_000))).toMatchObject({ offset: 100_000 })
    expect(await finish(pictureId)).toMatchObject({ state: 'PART', offset: 100_000 })
    expect(await chunk(pictureId, 100_000, bytes.subarray(100_000))).toMatchObject({ offset: bytes.length })
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
  })

  test('throws away a file whose hash is another, and begins anew', async () => {
    const { bytes, pictureId } = await told(aPicture({ bytes: 80_000, n: 2 }))
    const wrong = Buffer.from(bytes)
    wrong[40_000] = (wrong[40_000] ?? 0) ^ 1
    await chunk(pictureId, 0, wrong)
    expect(await finish(pictureId)).toMatchObject({ state: 'PART', offset: 0 })
    await chunk(pictureId, 0, bytes)
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
  })

  test('believes the disk and not its own notes about what was flushed', async () => {
    const { bytes, pictureId } = await told(aPicture({ bytes: 90_000, n: 3 }))
    await chunk(pictureId, 0, bytes.subarray(0, 50_000))
    // After a power cut a file may be shorter than what was told of it.
    truncateSync(`${atTheCity(city, pictureId)}.part`, 20_000)
    expect(await standingOf(pictureId)).toMatchObject({ state: 'PART', offset: 20_000 })
    await chunk(pictureId, 20_000, bytes.subarray(20_000))
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
  })

  test.each([
    ['is no picture', Buffer.from('%PDF-1.7 and so on'.repeat(400))],
    ['is larger than any screen', aPicture({ width: 20_000, height: 20_000 })],
  ])('does not keep a file that opens and %s', async (_, plain) => {
    const { bytes, pictureId } = await told(plain)
    await chunk(pictureId, 0, bytes)
    expect(await finish(pictureId)).toMatchObject({ state: 'REFUSED' })
    expect(filesOf(city)).not.toContain(pictureId)
  })

  test('does not keep a file that is not the one its entry commits to', async () => {
    const { bytes, pictureId } = await told(aPicture({ n: 4 }), { commitment: 'A'.repeat(43) })
    await chunk(pictureId, 0, bytes)
    expect(await finish(pictureId)).toMatchObject({ state: 'REFUSED' })
  })

  test('refuses more than the entry speaks of, and a chunk beyond the limit', async () => {
    const { bytes, pictureId } = await told(aPicture({ bytes: 70_000, n: 5 }))
    const long = Buffer.concat([bytes, Buffer.alloc(1)])
    expect(await problemOf('PATCH', `/v1/pictures/${pictureId}?offset=0`, long)).toBe('E_TOO_LARGE')
    const huge = Buffer.alloc(1_048_577)
    expect(await problemOf('PATCH', `/v1/pictures/${pictureId}?offset=0`, huge)).toBe('E_TOO_LARGE')
    expect(await standingOf(pictureId)).toMatchObject({ offset: 0 })
  })

  test('knows no picture that no entry told of, and none of another centre', async () => {
    const { bytes, pictureId } = await told(aPicture({ n: 6 }))
    const stranger = await city.enrolledDesk(neighbour)
    expect(await problemOf('PATCH', `/v1/pictures/${pictureId}?offset=0`, bytes, stranger)).toBe('not-found')
    expect(await problemOf('POST', `/v1/pictures/${pictureId}/done`, Buffer.from('{}'), stranger)).toBe(
      'not-found',
    )
    const reply = await ask(stranger, 'POST', '/v1/pictures/have', { pictures: [pictureId] })
    expect(understood(stranger, reply, PictureStandings)).toEqual({
      pictures: [{ pictureId, state: 'UNKNOWN', offset: 0 }],
    })
    const untold = 'B'.repeat(42) + 'A'
    expect(await problemOf('PATCH', `/v1/pictures/${untold}?offset=0`, bytes)).toBe('not-found')
    for (const name of ['..%2F..%2Fidentity.json', 'a'.repeat(44), '../x'])
      expect(['input-malformed', 'not-found', 'E_AUTH']).toContain(
        await problemOf('PATCH', `/v1/pictures/${name}?offset=0`, bytes),
      )
  })

  test('takes bytes signed for one place at no other', async () => {
    const { bytes, pictureId } = await told(aPicture({ n: 7 }))
    const reply = await ask(desk, 'PATCH', `/v1/pictures/${pictureId}?offset=0`, undefined, {
      raw: bytes,
      headers: { 'content-type': 'application/offset+octet-stream', 'x-body-sha256': 'A'.repeat(43) },
    })
    expect(codeOf(reply)).toBe('E_AUTH')
  })

  test('answers no mangled request with a fault of its own, and keeps what it has', async () => {
    const { bytes, pictureId } = await told(aPicture({ bytes: 70_000, n: 9 }))
    await chunk(pictureId, 0, bytes.subarray(0, 30_000))
    const lottery = aLottery(7)
    const types = ['application/offset+octet-stream', 'application/json', 'text/plain', 'multipart/form-data']
    for (let n = 0; n < 400; n += 1) {
      const offset = lottery.pick([
        '0',
        '30000',
        '-1',
        '1e9',
        '99999999999999999999',
        'x',
        '',
        '30000&offset=0',
      ])
      const id = lottery.pick([pictureId, pictureId.slice(1), `${pictureId}A`, '%00', '.', 'A'.repeat(43)])
      const path = lottery.pick([
        `/v1/pictures/${id}?offset=${offset}`,
        `/v1/pictures/${id}`,
        `/v1/pictures/${id}/done`,
        '/v1/pictures/have',
      ])
      const raw = lottery.pick([
        Buffer.alloc(0),
        Buffer.from('{"pictures":[]}'),
        Buffer.from(`{"pictures":["${id}"],"centreId":"${neighbour}"}`),
        Buffer.from('\u0000not json'),
        bytes.subarray(0, 100),
      ])
      const reply = await ask(desk, lottery.pick(['PATCH', 'POST', 'PUT', 'DELETE']), path, undefined, {
        raw,
        headers: { 'content-type': lottery.pick(types) },
      })
      expect(reply.status, `${n}: ${path}`).toBeLessThan(500)
    }
    await chunk(
      pictureId,
      (await standingOf(pictureId))?.offset ?? 0,
      bytes.subarray((await standingOf(pictureId))?.offset ?? 0),
    )
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
  })

  test('that was wiped finds the files it still has by their own bytes', async () => {
    const { bytes, pictureId } = await told(aPicture({ n: 8 }))
    await chunk(pictureId, 0, bytes)
    expect(await finish(pictureId)).toMatchObject({ state: 'VERIFIED' })
    const other = await aCity({ on: 'pglite' })
    try {
      const again = await other.enrolledDesk()
      const moved = aLog(again)
      moved.opened()
      const event = log.entries
        .map(({ body }) => JSON.parse(body) as { pictureId?: string })
        .find((each) => each.pictureId === pictureId)
      moved.add({ event: event ?? {} })
      await push(again, moved.batch())
      const place = atTheCity(other, pictureId)
      writeFileSync(ensured(place), bytes)
      const reply = await ask(again, 'POST', '/v1/pictures/have', { pictures: [pictureId] })
      expect(understood(again, reply, PictureStandings).pictures).toMatchObject([{ state: 'VERIFIED' }])
    } finally {
      await other.close()
    }
  })

  async function told(plain: Buffer, change: object = {}) {
    const { bytes, event, name } = aPictureTold(plain)
    const from = log.entries.length + 1
    log.add({
      event: { ...event, ...change },
    })
    await push(desk, log.batch(from === 2 ? 1 : from))
    return { bytes, pictureId: name }
  }

  async function chunk(pictureId: string, offset: number, bytes: Uint8Array): Promise<PictureStanding> {
    const reply = await ask(desk, 'PATCH', `/v1/pictures/${pictureId}?offset=${offset}`, undefined, {
      raw: bytes,
      headers: { 'content-type': 'application/offset+octet-stream' },
    })
    return understood(desk, reply, PictureStanding)
  }

  async function finish(pictureId: string): Promise<PictureStanding> {
    return understood(desk, await ask(desk, 'POST', `/v1/pictures/${pictureId}/done`, {}), PictureStanding)
  }

  async function standingOf(pictureId: string): Promise<PictureStanding | undefined> {
    const reply = await ask(desk, 'POST', '/v1/pictures/have', { pictures: [pictureId] })
    return understood(desk, reply, PictureStandings).pictures[0]
  }

  async function problemOf(method: string, path: string, bytes: Uint8Array, by = desk): Promise<string> {
    const type = method === 'PATCH' ? 'application/offset+octet-stream' : 'application/json'
    const reply = await ask(by, method, path, undefined, { raw: bytes, headers: { 'content-type': type } })
    return codeOf(reply)
  }
})

async function lineOf(desk: TestDesk) {
  const line = await desk.ask('line.plan', {})
  if (!line.ok) throw new Error('no line')
  return line.value
}

async function sentBytes(desk: TestDesk): Promise<number> {
  const uploads = await desk.ask('picture.uploads', { limit: 10 })
  return uploads.ok ? uploads.value.sentBytes : 0
}

function atTheCity(city: Pick<TestCity, 'dataDir'>, pictureId: string): string {
  return join(city.dataDir, 'pictures', township, pictureId.slice(0, 2), pictureId)
}

function filesOf(city: TestCity): readonly string[] {
  const folder = join(city.dataDir, 'pictures', township)
  return readdirSync(folder).flatMap((sub) => readdirSync(join(folder, sub)))
}

function ensured(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  return file
}

function codeOf({ text }: { readonly text: string }): string {
  return (JSON.parse(text) as { code?: string }).code ?? ''
}
