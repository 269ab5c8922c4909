import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { RefusalProof } from '#shared/protocol/epoch.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Problem } from '#shared/protocol/messages.ts'
import { answerVerifies } from '#shared/protocol/signing.ts'
import { aCity, neighbour, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import {
  aLog,
  ask,
  type Change,
  type EnrolledDesk,
  openingMs,
  packings,
  push,
  readCase,
} from '#tests/support/a-log.ts'

afterAll(stopDatabases)

describe('the line of a city', () => {
  let city: TestCity
  let desk: EnrolledDesk
  beforeAll(async () => {
    city = await aCity()
    desk = await city.enrolledDesk()
  }, 120_000)
  afterAll(() => city?.close())

  type Heard = { readonly status: number; readonly headers: Headers; readonly text: string }
  /** Every refusal is a problem with a code and a Chinese sentence, and gives nothing away. */
  const problem = ({ status, headers, text }: Heard) => {
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(headers.get('server')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(text).not.toMatch(/stack|\bat .*:\d+|node_modules|fastify|postgres|select /i)
    const { code, sentence, field } = Problem.parse(JSON.parse(text))
    expect(sentence).toMatch(/^[一-龥].+。$/)
    return { status, code, field }
  }
  const pushed = async (change: Change, message?: unknown) =>
    problem(await ask(desk, 'POST', '/v1/push', message, change))

  test('takes no body longer than the welcome says', async () => {
    const big = Buffer.alloc(limits.maxBytes + 1, 0x20)
    expect(await pushed({ raw: big })).toEqual({ status: 413, code: 'E_TOO_LARGE', field: 'body' })
  })

  test.each(['gzip', 'zstd'] as const)(
    'stops unpacking %s there, whatever the bomb would have become',
    async (packing) => {
      const bomb = Buffer.alloc(200 * 1_048_576)
      const before = process.memoryUsage().rss
      expect(packings[packing](bomb).length).toBeLessThan(1_048_576)
      expect(await pushed({ raw: bomb, packing })).toEqual({
        status: 413,
        code: 'E_TOO_LARGE',
        field: 'body',
      })
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1_048_576)
    },
    120_000,
  )

  test('unpacks a batch and nothing else', async () => {
    for (const packing of ['gzip', 'zstd'] as const) {
      const unpressed = { 'content-encoding': packing }
      expect(await pushed({ headers: unpressed, raw: Buffer.from('{}') })).toMatchObject({
        status: 400,
        field: 'content-encoding',
      })
      const hello = await ask(desk, 'POST', '/v1/hello', {}, { packing })
      expect(problem(hello)).toEqual({ status: 415, code: 'input-malformed', field: 'content-encoding' })
    }
    const brotli = { headers: { 'content-encoding': 'br' }, raw: Buffer.from('{}') }
    expect(await pushed(brotli)).toMatchObject({ status: 415, field: 'content-encoding' })
  })

  test('reads JSON and says which field is wrong', async () => {
    const typed = (type: string) => ({ headers: { 'content-type': type }, raw: Buffer.from('{}') })
    expect(await pushed(typed('text/plain'))).toEqual({
      status: 415,
      code: 'input-malformed',
      field: 'content-type',
    })
    expect(await pushed({ raw: Buffer.from('{"proto":1,') })).toEqual({
      status: 400,
      code: 'input-malformed',
      field: 'body',
    })
    expect(await pushed({ raw: Buffer.from([0x7b, 0xff, 0x7d]) })).toMatchObject({
      status: 400,
      field: 'body',
    })
    expect(await pushed({ raw: Buffer.from('[]') })).toMatchObject({ status: 400, field: 'body' })
    expect(await pushed({ raw: Buffer.alloc(0) })).toMatchObject({ status: 400, field: 'body' })
    const log = aLog(desk)
    log.opened()
    const batch = log.batch()
    expect(await pushed({}, { ...batch, fromSeq: '1' })).toMatchObject({ status: 400, field: 'fromSeq' })
    expect(await pushed({}, { ...batch, centreId: neighbour })).toMatchObject({
      status: 400,
      field: 'centreId',
    })
    // A key may be anything, also somebody's name or number; and a text may be none that can be kept.
    for (const [change, field] of [
      [{ 丁小满: 1 }, '?'],
      [{ '360322199001011234': 1 }, '?'],
      [{ batchId: 'b\u0000' }, 'batchId'],
      [{ fromSeq: 2_147_483_648 }, 'fromSeq'],
      [{ batchId: 'b\ud800' }, 'batchId'],
    ] as const)
      expect(await pushed({}, { ...batch, ...change })).toMatchObject({ status: 400, field })
    const nowhere = await city.operator('GET', `/v1/operator/centres/${neighbour}/cases/%00`)
    expect(nowhere).toMatchObject({ status: 400, body: { code: 'input-malformed', field: 'caseNo' } })
    expect(await pushed({}, { ...batch, entries: [{}] })).toMatchObject({
      status: 400,
      field: 'entries.0.envelope',
    })
    expect(await pushed({}, { ...batch, proto: 3 })).toMatchObject({
      status: 426,
      code: 'E_CLIENT_TOO_OLD',
      field: 'proto',
    })
    expect(await pushed({}, { ...batch, epoch: 2 })).toMatchObject({
      status: 409,
      code: 'E_EPOCH_FENCED',
      field: 'epoch',
    })
    const entry = { ...batch.entries[0], body: '{"a":"\u0000"}' }
    expect(await pushed({}, { ...batch, entries: [entry] })).toMatchObject({
      status: 400,
      field: 'entries.0.body',
    })
  })

  test('believes a desk by its signature over what was sent', async () => {
    const asked = async (change: Change, path = '/v1/cases') => {
      const answer = await ask(desk, 'GET', path, undefined, change)
      const { reason } = JSON.parse(answer.text) as { reason?: string }
      return { ...problem(answer), reason }
    }
    const no = { status: 401, code: 'E_AUTH' }
    const unknown = { 'x-desk-id': uuidV7(openingMs) }
    expect(await asked({ headers: unknown })).toEqual({ ...no, field: 'x-desk-id', reason: 'desk-unknown' })
    const wrong = { ...no, field: 'x-signature', reason: 'signature-wrong' }
    expect(await asked({ key: makeKeyPair().privateKey })).toEqual(wrong)
    expect(await asked({ headers: { 'x-created-ms': '2' } })).toEqual(wrong)
    expect(await asked({ headers: { 'x-body-sha256': 'A'.repeat(43) } })).toMatchObject({
      ...no,
      field: 'x-body-sha256',
    })
    const stranger = await city.enrolledDesk()
    expect(await asked({ headers: { 'x-desk-id': stranger.certificate.deskId } })).toEqual(wrong)
    const bare = await fetch(`${city.url}/v1/cases`)
    expect(bare.status).toBe(401)
  })

  test('believes a request of today once and in its own time, and says what time it is', async () => {
    const newer = await city.enrolledDesk()
    const asked = (aheadMs: number, nonce: string, change: Change = {}) => {
      const version2 = { createdMs: String(Date.now() + aheadMs), nonce }
      return ask(newer, 'GET', '/v1/cases', undefined, { ...change, version2 })
    }
    const said = (answer: Heard) => {
      const { reason, signed } = Problem.parse(JSON.parse(answer.text))
      const proven = signed && answerVerifies(newer.cityKey, signed) && signed.nonce
      return { ...problem(answer), reason, proven, told: JSON.parse(signed?.body ?? '{}') as object }
    }
    const no = { status: 401, code: 'E_AUTH' }
    const [first, late] = [uuidV7(openingMs), uuidV7(openingMs)]
    expect((await asked(0, first)).status).toBe(200)
    const again = { ...no, field: 'x-nonce', reason: 'replayed', proven: first }
    expect(said(await asked(0, first))).toMatchObject(again)
    for (const aheadMs of [-301_000, 301_000]) {
      const { told, ...rest } = said(await asked(aheadMs, late))
      expect(rest).toEqual({ ...no, field: 'x-created-ms', reason: 'clock', proven: late })
      const { cityMs } = RefusalProof.parse(told)
      expect(Math.abs(cityMs - Date.now())).toBeLessThan(60_000)
    }
    // What came outside the window was never believed, so its nonce is still good; a body of another digest is not.
    expect((await asked(-200_000, late)).status).toBe(200)
    expect(
      said(await asked(0, uuidV7(openingMs), { headers: { 'x-body-sha256': 'A'.repeat(43) } })),
    ).toMatchObject({
      ...no,
      field: 'x-body-sha256',
    })
    // It was heard in the newer version: nobody speaks for it in the older one again, nor after a restart.
    expect(said(await ask(newer, 'GET', '/v1/cases'))).toMatchObject({ ...no, reason: 'profile-older' })
    await city.restart()
    expect(said(await asked(0, first))).toMatchObject(again)
  })

  test('shows a desk the cases of its own centre and no others', async () => {
    const foreign = await city.enrolledDesk(neighbour)
    const log = aLog(foreign)
    log.opened()
    const received = log.received(1)
    log.received(2)
    await push(foreign, log.batch())
    expect(await readCase(foreign, received.caseNo)).toMatchObject({ caseNo: received.caseNo })
    const peek = await ask(desk, 'GET', `/v1/cases/${received.caseNo}`)
    const never = await ask(desk, 'GET', '/v1/cases/3603221032026091A0100017')
    expect(problem(peek)).toEqual({ status: 404, code: 'not-found', field: 'caseNo' })
    expect(peek.text).toBe(never.text)
    const signed = JSON.parse((await ask(foreign, 'GET', '/v1/cases?limit=1')).text) as { body: string }
    expect(JSON.parse(signed.body)).toMatchObject({
      cases: [{ caseNo: received.caseNo }],
      next: received.caseNo,
    })
    const mine = JSON.parse((await ask(desk, 'GET', '/v1/cases')).text) as { body: string }
    expect(JSON.parse(mine.body)).toEqual({ cases: [], next: null })
    expect(problem(await ask(desk, 'GET', '/v1/cases?limit=1000'))).toMatchObject({
      status: 400,
      field: 'limit',
    })
    expect(problem(await ask(desk, 'GET', `/v1/cases?centreId=${neighbour}`))).toMatchObject({
      field: 'centreId',
    })
    const operator = await city.operator('GET', `/v1/operator/centres/${neighbour}/cases/${received.caseNo}`)
    expect(operator).toMatchObject({ status: 200, body: { caseNo: received.caseNo } })
  })

  test('answers nothing that is not in its table', async () => {
    const heard = async (path: string, init?: RequestInit) => {
      const response = await fetch(city.url + path, init)
      return problem({ status: response.status, headers: response.headers, text: await response.text() })
    }
    for (const path of ['/', '/v1', '/v1/push/', '/admin', '/v1/operator', '/v1/%00'])
      expect(await heard(path)).toMatchObject({ status: 404, code: 'not-found' })
    expect(await heard('/v1/%zz')).toMatchObject({ status: 400, field: 'path' })
    expect(await heard('/v1/push')).toEqual({ status: 405, code: 'method', field: 'method' })
    expect(await heard('/healthz', { method: 'DELETE' })).toMatchObject({ status: 405 })
    const allow = (await fetch(`${city.url}/v1/cases`, { method: 'PATCH' })).headers.get('allow')
    expect(allow).toBe('GET')
  })

  test('survives a caller that does not speak HTTP', async () => {
    const said = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(Number(new URL(city.url).port), '127.0.0.1', () => socket.write('你好\r\n\r\n'))
      socket.on('data', (piece) => {
        text += piece.toString()
      })
      socket.on('close', () => resolve(text))
    })
    expect(said).toContain('HTTP/1.1 400')
    expect(said).toContain('input-malformed')
    expect((await fetch(`${city.url}/healthz`)).status).toBe(200)
  })

  test('asks a desk that hurries to wait', async () => {
    const busy = await aCity({ deskBurst: 2, deskPerHour: 60 })
    try {
      const hurried = await busy.enrolledDesk()
      await ask(hurried, 'GET', '/v1/cases')
      await ask(hurried, 'GET', '/v1/cases')
      const third = await ask(hurried, 'GET', '/v1/cases')
      expect(problem(third)).toMatchObject({ status: 429, code: 'E_BUSY' })
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await busy.close()
    }
  })
})
