import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { record } from '#main/store/record.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { SyncStatus } from '#shared/contract/sync.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { aCity, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, seamsAt, type TestDesk } from '../support/a-desk.ts'
import { aFaultyLine, type FaultyLine } from '../support/faulty-line.ts'
import { aVisit } from '../support/visits.ts'

/** Waits for what the desk itself says; never for a time. */
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 25 })

describe('a desk and its line to the city', () => {
  let city: TestCity
  let line: FaultyLine
  let desk: TestDesk
  beforeAll(async () => {
    city = await aCity()
  })
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })
  beforeEach(async () => {
    line = await aFaultyLine(city.url)
    const enrolled = await enrol(line.url, await city.newCode(), 'test')
    desk = await aDesk({ enrolled, cityUrl: line.url, sync: true, lookEveryMs: 50, idleMs: 400 })
    await desk.signIn()
    await until(async () => expect((await status()).waiting).toBe(0))
  })
  afterEach(async () => {
    await desk.stop()
    await line.close()
  })

  async function status(): Promise<SyncStatus> {
    const answer = await desk.ask('sync.status', {})
    if (!answer.ok) throw new Error('no status')
    return answer.value
  }

  async function takeIn(matterId = 'V04'): Promise<{ caseId: CaseId; caseNo: string }> {
    desk.clock.nowMs += 60_000
    const draft = aVisit(matterId, { nowMs: desk.clock.nowMs })
    await desk.ask('draft.save', { draft })
    const decided = await desk.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })
    if (!decided.ok) throw new Error(decided.refusal.code)
    return { caseId: decided.value.caseId, caseNo: decided.value.caseNo }
  }

  async function stateOf(caseId: string) {
    const view = await desk.ask('case.view', { caseId: caseId as never })
    return view.ok ? view.value.sync : undefined
  }

  async function atTheCity(): Promise<readonly string[]> {
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/cases?limit=200`)
    return (body as { cases: readonly { caseNo: string }[] }).cases.map(({ caseNo }) => caseNo)
  }

  test('takes people in without a server, and says 本机 until the city has confirmed', async () => {
    line.set('down')
    const taken = await takeIn()
    await until(async () => expect(await status()).toMatchObject({ link: 'OFFLINE', reason: 'no-answer' }))
    expect(await stateOf(taken.caseId)).toBe('LOCAL')

    line.set('up')
    await desk.ask('sync.now', {})

    await until(async () => expect(await stateOf(taken.caseId)).toBe('CONFIRMED'))
    expect(await status()).toMatchObject({ link: 'CONNECTED', waiting: 0, durable: city.on === 'postgres' })
    expect(await atTheCity()).toContain(taken.caseNo)
  })

  test('does not wait for ever on a server that hangs', async () => {
    line.set('hang')
    const taken = await takeIn()
    await until(async () => expect(await status()).toMatchObject({ link: 'OFFLINE', reason: 'timeout' }))
    expect(await stateOf(taken.caseId)).toBe('LOCAL')
    line.set('up')
    await desk.ask('sync.now', {})
    await until(async () => expect(await stateOf(taken.caseId)).toBe('CONFIRMED'))
  })

  test('is not fooled by a login page that answers 200', async () => {
    line.set('portal')
    const taken = await takeIn()
    await until(async () => expect(await status()).toMatchObject({ link: 'OFFLINE', reason: 'not-the-city' }))
    expect(await stateOf(taken.caseId)).toBe('LOCAL')
    line.set('up')
    await desk.ask('sync.now', {})
    await until(async () => expect(await stateOf(taken.caseId)).toBe('CONFIRMED'))
  })

  test('sends again when the answer was lost after the city had committed, and nothing is doubled', async () => {
    line.set('lose-answer')
    const taken = await takeIn()
    await until(async () => expect(await atTheCity()).toContain(taken.caseNo))
    expect(await stateOf(taken.caseId)).not.toBe('CONFIRMED')

    line.set('up')
    await desk.ask('sync.now', {})

    await until(async () => expect(await stateOf(taken.caseId)).toBe('CONFIRMED'))
    expect((await atTheCity()).filter((no) => no === taken.caseNo)).toHaveLength(1)
  })

  test('has two batches on their way, and sends the later one again when it came first', async () => {
    await desk.stop()
    const pushes: string[] = []
    const laterOne = Promise.withResolvers<void>()
    const carry: Carry = async (address, request) => {
      if (!address.endsWith('/v1/push')) return overHttp(address, request)
      const nth = pushes.push('sent')
      if (nth === 2) await laterOne.promise
      const brought = await overHttp(address, request)
      pushes[nth - 1] = brought.status === 200 ? 'taken' : brought.text
      if (nth === 3) laterOne.resolve()
      return brought
    }
    const enrolled = await enrol(line.url, await city.newCode(), 'test')
    desk = await aDesk({ enrolled, cityUrl: line.url, sync: true, lookEveryMs: 50, idleMs: 5_000, carry })
    await desk.signIn()
    await until(async () => expect((await status()).waiting).toBe(0))
    pushes.length = 0
    line.set('down')
    const { caseId, caseNo } = await takeIn()
    const viewed: DeskEvent = {
      type: 'value-revealed',
      caseId,
      purpose: 'CALL_BACK',
      of: 'phone',
      atMs: desk.clock.nowMs,
    }
    desk.opened.store.write((writer) => {
      for (let n = 0; n < 900; n++) record(writer, { actor: 'desk', seams: seamsAt(desk.clock) }, viewed)
      return ok(undefined)
    })
    line.set('up')
    await desk.ask('sync.now', {})

    await until(async () => expect((await status()).waiting).toBe(0))
    expect(pushes[2]).toContain('E_GAP')
    expect(pushes.filter((how) => how === 'taken')).toHaveLength(pushes.length - 1)
    expect(await atTheCity()).toContain(caseNo)
  })

  test('goes on after a restart of the desk, which remembers only what is in its database', async () => {
    line.set('down')
    const first = await takeIn()
    desk = await desk.restart()
    await desk.signIn()
    const second = await takeIn()
    expect((await status()).waiting).toBe(4)

    line.set('up')
    await desk.ask('sync.now', {})

    await until(async () => expect((await status()).waiting).toBe(0))
    expect(await atTheCity()).toEqual(expect.arrayContaining([first.caseNo, second.caseNo]))
  })

  test('goes on after a restart of the city', async () => {
    const before = await takeIn()
    await city.restart()
    const after = await takeIn()
    await desk.ask('sync.now', {})
    await until(async () => expect(await stateOf(after.caseId)).toBe('CONFIRMED'))
    expect(await atTheCity()).toEqual(expect.arrayContaining([before.caseNo, after.caseNo]))
  })

  test('shows what the city sent back, with its sentence, and lets the next case pass', async () => {
    line.set('down')
    const { caseId } = await takeIn()
    // The same document decided once more than the law knows: the desk refuses it, so it is written below it.
    const decided = desk.journal().findLast((event) => event.type === 'matter-decided')
    if (decided?.type !== 'matter-decided') throw new Error('nothing was decided')
    desk.opened.store.write((writer) => {
      record(writer, { actor: 'desk', seams: seamsAt(desk.clock) }, { ...decided, papers: [] })
      return ok(undefined)
    })
    const next = await takeIn()
    line.set('up')
    await desk.ask('sync.now', {})

    await until(async () => expect(await stateOf(next.caseId)).toBe('CONFIRMED'))
    expect(await stateOf(caseId)).toBe('RETURNED')
    expect((await status()).returned).toBe(1)
    const outbox = await desk.ask('sync.outbox', { limit: 20 })
    expect(outbox.ok && outbox.value.rows[0]).toMatchObject({
      state: 'RETURNED',
      sentence: expect.stringMatching(/[。]$/),
    })
  })
})
