import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { aCity, enrol, neighbour, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { aLog, ask, openingMs } from '#tests/support/a-log.ts'

afterAll(stopDatabases)

describe('enrolling a desk', () => {
  let nowMs = openingMs
  let city: TestCity
  beforeAll(async () => {
    city = await aCity({ nowMs: () => nowMs, enrolPerHour: 8 })
  }, 120_000)
  afterAll(() => city?.close())
  // A new hour: what earlier tests used up of the address's tries is there again.
  beforeEach(() => {
    nowMs += 86_400_000
  })

  const codeOf = ({ answer }: Awaited<ReturnType<typeof enrol>>) =>
    answer.status === 200 ? 'certified' : (JSON.parse(answer.text) as { code: string }).code

  test('gives each desk of a township its own part of the case number', async () => {
    const desks = [
      await city.enrolledDesk(),
      await city.enrolledDesk(`${township}001`),
      await city.enrolledDesk(),
    ]
    const parts = desks.map(({ certificate }) => certificate.deskPart)
    expect(new Set(parts).size).toBe(3)
    expect(desks[1]?.certificate).toMatchObject({ centreId: `${township}001`, epoch: 1, cityEpoch: 1 })
    const elsewhere = await city.enrolledDesk(neighbour)
    expect(elsewhere.certificate.deskPart).toBe('A01')
  })

  test('takes a code once, in any writing; the same desk may ask again, another may not', async () => {
    const code = await city.newCode()
    const first = await enrol(city.url, code.toLowerCase().replaceAll('-', ' '))
    expect(codeOf(first)).toBe('certified')
    const again = await enrol(city.url, code, first.keys)
    expect((JSON.parse(again.answer.text) as { body: string }).body).toBe(
      (JSON.parse(first.answer.text) as { body: string }).body,
    )
    expect(codeOf(await enrol(city.url, code))).toBe('E_ENROL_CODE')
  })

  test('burns a code after five wrong tries aimed at it', async () => {
    const code = await city.newCode()
    const wrong = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')
    for (let tries = 0; tries < 5; tries++) expect(codeOf(await enrol(city.url, wrong))).toBe('E_ENROL_CODE')
    expect(codeOf(await enrol(city.url, code))).toBe('E_ENROL_CODE')
  })

  test('lets a code run out after a day', async () => {
    const [early, late] = [await city.newCode(), await city.newCode()]
    nowMs += 86_400_000 - 1
    expect(codeOf(await enrol(city.url, early))).toBe('certified')
    nowMs += 1
    expect(codeOf(await enrol(city.url, late))).toBe('E_ENROL_CODE')
  })

  test('stops an address that keeps guessing, and not one that enrols', async () => {
    for (let desks = 0; desks < 10; desks++)
      expect(codeOf(await enrol(city.url, await city.newCode()))).toBe('certified')
    const guesses = await Promise.all(
      Array.from({ length: 10 }, () => enrol(city.url, '0000-0000-0000-0000')),
    )
    const codes = guesses.map(codeOf)
    expect(codes.filter((code) => code === 'E_ENROL_CODE')).toHaveLength(8)
    const stopped = guesses.find((guess) => codeOf(guess) === 'E_BUSY')
    expect(stopped?.answer.status).toBe(429)
    expect(Number(stopped?.answer.headers.get('retry-after'))).toBeGreaterThan(60)
  })

  test('wants proof of the key, and an Ed25519 key at that', async () => {
    const code = await city.newCode()
    const [mine, other] = [makeKeyPair(), makeKeyPair()]
    const borrowed = await enrol(city.url, code, { publicKey: mine.publicKey, privateKey: other.privateKey })
    expect(codeOf(borrowed)).toBe('E_SIG')
    const odd = await enrol(city.url, code, mine, { deskKey: mine.publicKey.replace('MCow', 'MCox') })
    expect(JSON.parse(odd.answer.text)).toMatchObject({ code: 'input-malformed', field: 'deskKey' })
    expect(codeOf(await enrol(city.url, code, mine, { proto: 0 }))).toBe('E_CLIENT_TOO_OLD')
    expect(codeOf(await enrol(city.url, code, mine))).toBe('certified')
  })

  test('is for known centres, and the operator is known by the token alone', async () => {
    const unknown = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId: '110101001' })
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not-found', field: 'centreId' } })
    const listed = await city.operator('GET', '/v1/operator/desks')
    expect(JSON.stringify(listed.body)).not.toContain('publicKey')
    for (const authorization of ['', 'Bearer wrong', `Basic ${city.running.operatorToken}`]) {
      const response = await fetch(`${city.url}/v1/operator/desks`, { headers: { authorization } })
      expect(response.status).toBe(401)
    }
    const moved = await city.operator('PUT', `/v1/operator/centres/${township}`, {
      centreId: neighbour,
      name: '某镇',
    })
    expect(moved.body).toMatchObject({ centreId: township })
    const more = await city.operator('PUT', `/v1/operator/centres/${township}`, {
      name: '某镇',
      role: 'admin',
    })
    expect(more).toMatchObject({ status: 400, body: { code: 'input-malformed', field: 'role' } })
  })

  test('a code given for a desk lets it begin anew: another key, other numbers, the old log sealed', async () => {
    const desk = await city.enrolledDesk()
    const { centreId, deskId } = desk.certificate
    const made = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId, deskId })
    const { code } = made.body as { code: string }
    const first = await enrol(city.url, code)
    const read = (text: string) =>
      JSON.parse((JSON.parse(text) as { body: string }).body) as typeof desk.certificate
    expect(read(first.answer.text)).toMatchObject({ deskId, epoch: 2, before: [{ epoch: 1, seq: 0 }] })
    expect(read(first.answer.text).deskPart).not.toBe(desk.certificate.deskPart)
    // The answer may have been lost: asked again with the same key, long after the code ran out.
    nowMs += 10 * 86_400_000
    const again = await enrol(city.url, code, first.keys)
    expect(read(again.answer.text)).toEqual(read(first.answer.text))
    expect(codeOf(await enrol(city.url, code))).toBe('E_ENROL_CODE')
    // Whoever still holds the old key is behind the fence.
    expect(JSON.parse((await ask(desk, 'GET', '/v1/cases')).text)).toMatchObject({ code: 'E_EPOCH_FENCED' })
    const elsewhere = { centreId: neighbour, deskId }
    expect(await city.operator('POST', '/v1/operator/enrolment-codes', elsewhere)).toMatchObject({
      status: 404,
      body: { field: 'deskId' },
    })
  })

  test('a revoked desk hands in what it had written, and nothing after; in thirty days it is sealed', async () => {
    const desk = await city.enrolledDesk()
    const path = `/v1/operator/desks/${desk.certificate.deskId}`
    const said = async (method: string, at: string, message?: unknown) =>
      JSON.parse((await ask(desk, method, at, message)).text) as Record<string, unknown>
    const log = aLog(desk)
    log.opened()
    log.received(1)
    expect(await said('GET', '/v1/cases')).toHaveProperty('sig')
    await city.operator('PUT', path, { status: 'REVOKED' })
    expect(await said('GET', '/v1/cases')).toMatchObject({ code: 'E_REVOKED_UPLOAD_ONLY' })
    const last = log.entries.length
    const point = { seq: last, hash: log.batch().head.hash }
    const start = { seq: 0, hash: noHash }
    const hello = {
      proto: 2,
      epoch: 1,
      head: point,
      acked: start,
      wallMs: openingMs,
      nextToken: 'a'.repeat(32),
    }
    const greeted = await said('POST', '/v1/hello', hello)
    expect(JSON.parse(greeted['body'] as string)).toMatchObject({ revoked: { throughSeq: last } })
    expect(await said('POST', '/v1/push', log.batch())).toHaveProperty('sig')
    log.received(2)
    expect(await said('POST', '/v1/push', log.batch())).toMatchObject({ code: 'E_EPOCH_FENCED' })
    // Also out of the memory that outlives the database.
    await city.restart()
    expect(await said('GET', '/v1/cases')).toMatchObject({ code: 'E_REVOKED_UPLOAD_ONLY' })
    await city.operator('PUT', path, { status: 'ACTIVE' })
    expect(await said('GET', '/v1/cases')).toHaveProperty('sig')
    await city.operator('PUT', path, { status: 'REVOKED' })
    nowMs += 30 * 86_400_000
    expect(await said('POST', '/v1/push', log.batch(1, 2))).toMatchObject({
      code: 'E_EPOCH_FENCED',
      reason: 'sealed',
    })
  })
})
