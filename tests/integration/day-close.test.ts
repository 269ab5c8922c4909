import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { hash } from '#shared/crypto/suite.ts'
import { daySumText } from '#shared/domain/day-close.ts'
import { aCity, type CityOn, hasPostgres, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, fridayMorning, people, type TestDesk } from '../support/a-desk.ts'
import { runOnce } from '../support/a-postgres.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { closed, planned, staffIdOf } from '../support/day-closing.ts'
import { aFaultyLine, type FaultyLine } from '../support/faulty-line.ts'
import { aVisitWithOriginals, inHand } from '../support/random-custody.ts'
import { aVisit } from '../support/visits.ts'

const day = '2026-09-18'
const monday = Date.parse('2026-09-21T09:00:00+08:00')

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 25 })

const codeOf = (answer: { ok: boolean; refusal?: { code: string } }) =>
  answer.ok ? 'ok' : answer.refusal?.code

async function takeOne(desk: TestDesk, matterId = 'V04') {
  desk.clock.nowMs += 60_000
  return taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }), 'ACCEPT')
}

describe('the day at a desk', () => {
  test('whose clock was set back says how often, and is closed only for a reason', async () => {
    await takeOne(desk)
    desk.clock.nowMs -= 7 * 60_000
    await takeOne(desk)
    const { needs, sum } = await planned(desk)
    expect(sum.suspect).toBe(1)
    expect(needs.clock).toBe(true)
    const before = desk.journal().length
    expect(codeOf(await closed(desk))).toBe('clock-set-back')
    expect(desk.journal()).toHaveLength(before)
    expect(codeOf(await closed(desk, { reasons: { clock: '电脑时间快了，已调准' } }))).toBe('ok')
    expect((await planned(desk)).sum.suspect).toBeUndefined()
  })

  let desk: TestDesk
  beforeEach(async () => {
    desk = await aDesk()
    await desk.signIn(0)
  })
  afterEach(() => desk.stop())

  test('is counted from the journal and signed by two over the same sum', async () => {
    await takeOne(desk)
    await takeOne(desk, 'V05')
    const { sum } = await planned(desk)
    expect(sum).toMatchObject({ date: day, nth: 1, after: 0, late: 0, lines: { RECEIVED: 2 } })

    const answer = await closed(desk)

    expect(answer).toMatchObject({ ok: true, value: { date: day, nth: 1 } })
    const written = desk.journal().findLast((event) => event.type === 'day-closed')
    expect(written).toMatchObject({ sum: { lines: { RECEIVED: 2 }, through: sum.through } })
    if (written?.type !== 'day-closed') throw new Error('not written')
    expect(written.digest).toBe(hash(daySumText(written.sum, written.reasons)).toString('base64url'))
    expect(written.countedBy).not.toBe(written.signedBy)
  })

  test.each([
    ['the same person', 'same-person', { signer: 0 }],
    ['two without a manager', 'manager-missing', { signer: 1 }],
    ['a wrong PIN of the counter', 'pin-wrong', { pin: '000111' }],
    ['a day that has not come', 'day-ahead', { date: '2026-09-19' }],
    ['a sum that has moved on', 'day-moved-on', { through: 1 }],
  ] as const)('is refused for %s, and nothing changes', async (_why, code, wish) => {
    await takeOne(desk)
    const before = everythingBut(desk, 'staff_pin')
    const { sum } = await planned(desk)
    const second = 'signer' in wish ? wish.signer : 2
    const answer = await desk.ask('day.close', {
      date: sum.date,
      through: sum.through,
      reasons: {},
      pin: people[0].pin,
      second: { staffId: await staffIdOf(desk, second), pin: people[second].pin },
      ...('signer' in wish ? {} : wish),
    })
    expect(codeOf(answer)).toBe(code)
    expect(everythingBut(desk, 'staff_pin')).toEqual(before)
  })

  test('is refused for a wrong PIN of the second person', async () => {
    const second = { staffId: await staffIdOf(desk, 2), pin: '111999' }
    expect(await closed(desk, { second })).toMatchObject({
      refusal: { code: 'pin-wrong', detail: { who: 'second' } },
    })
  })

  test('closes without a manager only for a reason, and is marked until one closes it again', async () => {
    await takeOne(desk)
    const alone = await closed(desk, { signer: 1, reasons: { alone: '负责人在县里开会' } })
    expect(codeOf(alone)).toBe('ok')
    const month = await desk.ask('day.month', { month: '2026-09' })
    expect(month).toMatchObject({ value: { days: [{ date: day, alone: true, nth: 1 }] } })
    await closed(desk, { reasons: { again: '负责人回来签字' } })
    const later = await desk.ask('day.month', { month: '2026-09' })
    expect(later).toMatchObject({ value: { days: [{ date: day, alone: false, nth: 2 }] } })
  })

  test('is closed a second time only for a reason, and the first stays as it was', async () => {
    await takeOne(desk)
    await closed(desk)
    await takeOne(desk)
    expect(codeOf(await closed(desk))).toBe('day-closed-already')
    expect(await closed(desk, { reasons: { again: '下班前又收一件' } })).toMatchObject({ value: { nth: 2 } })
    const first = await desk.ask('day.report', { date: day, nth: 1 })
    const second = await desk.ask('day.report', { date: day, nth: 2 })
    expect(first).toMatchObject({ value: { sum: { lines: { RECEIVED: 1 } } } })
    expect(second).toMatchObject({ value: { sum: { lines: { RECEIVED: 1 } }, state: 'PROVISIONAL' } })
  })

  test('takes over what was done after the close before, with every entry in one close', async () => {
    await takeOne(desk)
    await closed(desk)
    await takeOne(desk)
    desk.clock.nowMs = monday
    await desk.signIn(0)
    const next = await planned(desk)
    const first = desk.journal().find((event) => event.type === 'day-closed')
    if (first?.type !== 'day-closed') throw new Error('not written')
    expect(next.sum.after).toBe(first.sum.through)
    expect(next.sum).toMatchObject({ date: '2026-09-21', late: 2, lines: { RECEIVED: 1 } })
    // What Friday did after its close has no day of its own any more: it is told with Monday, as 补报.
    expect(next.missed).toEqual([day])
    expect(codeOf(await desk.ask('day.plan', { date: '2026-09-17' }))).toBe('day-passed')
  })

  test('of before can still be closed the next morning, without what the new day began with', async () => {
    await takeOne(desk)
    desk.clock.nowMs = monday
    await desk.signIn(0)
    await takeOne(desk)
    expect((await planned(desk)).missed).toEqual([day])
    expect((await planned(desk, day)).sum).toMatchObject({ date: day, lines: { RECEIVED: 1 } })
    expect(await closed(desk, { date: day })).toMatchObject({ value: { date: day } })
    expect((await planned(desk)).sum).toMatchObject({ date: '2026-09-21', lines: { RECEIVED: 1 }, late: 0 })
  })

  test('is nothing at all when nothing was done, and can be closed so', async () => {
    const { sum } = await planned(desk)
    expect(sum.lines).toEqual({})
    expect(codeOf(await closed(desk))).toBe('ok')
  })

  test('stays closed over a restart', async () => {
    await takeOne(desk)
    await closed(desk)
    desk = await desk.restart()
    await desk.signIn(0)
    expect(codeOf(await closed(desk))).toBe('day-closed-already')
  })
})

describe('the originals counted by hand', () => {
  test('must be counted, and a difference needs a reason', async () => {
    await using desk = await aDesk()
    await desk.signIn(0)
    await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
    const things = (await inHand(desk)).length
    const { needs, sum } = await planned(desk)
    expect(sum.custody).toEqual({ in: things, out: 0, held: things, here: things })
    expect(needs.count).toBe(true)
    const { date, through } = sum
    const second = { staffId: await staffIdOf(desk, 2), pin: people[2].pin }
    const uncounted = { date, through, reasons: {}, pin: people[0].pin, second }
    expect(codeOf(await desk.ask('day.close', uncounted))).toBe('count-missing')
    expect(codeOf(await closed(desk, { counted: 0 }))).toBe('count-differs')
    const told = { counted: 0, reasons: { count: '户口簿在负责人抽屉，明早核对' } }
    expect(codeOf(await closed(desk, told))).toBe('ok')
  })
})

describe.each(['pglite', ...(hasPostgres ? ['postgres'] : [])] as CityOn[])(
  'the day at a city on %s',
  (on) => {
    let city: TestCity
    let line: FaultyLine
    let desk: TestDesk
    const clock = { nowMs: fridayMorning }
    beforeAll(async () => {
      city = await aCity({ on, nowMs: () => clock.nowMs })
    })
    afterAll(() => city.close())
    beforeEach(async () => {
      clock.nowMs = fridayMorning
      line = await aFaultyLine(city.url)
      desk = await anEnrolledDesk()
    })
    afterEach(async () => {
      await desk.stop()
      await line.close()
    })

    async function anEnrolledDesk(own = clock): Promise<TestDesk> {
      const enrolled = await enrol(line.url, await city.newCode(), 'test')
      const made = await aDesk({
        enrolled,
        cityUrl: line.url,
        sync: true,
        lookEveryMs: 50,
        idleMs: 2_000,
        clock: own,
      })
      await made.signIn(0)
      return made
    }

    async function settled(of: TestDesk) {
      await of.ask('sync.now', {})
      await until(async () =>
        expect(await of.ask('sync.status', {})).toMatchObject({ value: { waiting: 0 } }),
      )
    }

    async function reported(of: TestDesk, date = day, nth = 1) {
      const answer = await of.ask('day.report', { date, nth })
      if (!answer.ok) throw new Error(answer.refusal.code)
      return answer.value
    }

    test('is provisional without a line and final once the city counts the same', async () => {
      line.set('down')
      await takeOne(desk)
      await closed(desk)
      expect(await reported(desk)).toMatchObject({ state: 'PROVISIONAL', apart: [] })

      line.set('up')
      await desk.ask('sync.now', {})

      await until(async () => expect((await reported(desk)).state).toBe('FINAL'))
      const { answer, rows } = await reported(desk)
      expect(answer?.receipt).toMatch(/./)
      expect(rows.every(({ city: there, desk: here, sent }) => here === there && sent === here)).toBe(true)
      expect(rows.find(({ line: each }) => each === 'RECEIVED')).toMatchObject({ desk: 1, sent: 1, city: 1 })
    })

    test('with the clock far off is closed only for a reason', async () => {
      await desk.stop()
      const late = { nowMs: clock.nowMs + 6 * 60_000 }
      desk = await anEnrolledDesk(late)
      await settled(desk)
      expect(codeOf(await closed(desk))).toBe('clock-off')
      expect(codeOf(await closed(desk, { reasons: { clock: '电脑时间快了六分钟，已报修' } }))).toBe('ok')
    })

    test('that ends at midnight belongs to one day or the other, never to both', async () => {
      const before = await takeOne(desk)
      clock.nowMs = Date.parse('2026-09-19T00:00:00+08:00') - 1
      const { sum: last } = await planned(desk)
      clock.nowMs += 2
      const after = await takeOne(desk)
      expect(before.caseNo.slice(9, 17)).not.toBe(after.caseNo.slice(9, 17))
      // Seen before midnight and signed after it: the same records, for a new one came in behind them.
      const friday = await planned(desk, day)
      expect(friday.sum).toMatchObject({ through: last.through, lines: { RECEIVED: 1 } })
      expect(codeOf(await closed(desk, { date: day }))).toBe('ok')
      expect(await closed(desk)).toMatchObject({ ok: true, value: { date: '2026-09-19' } })
      await until(async () => expect((await reported(desk, '2026-09-19')).state).toBe('FINAL'))
      expect(await reported(desk)).toMatchObject({ state: 'FINAL', sum: { lines: { RECEIVED: 1 } } })
    })

    // Rows are taken away behind the program's back, which only the server of its own allows.
    if (on === 'postgres')
      test('shows the very record the city has lost from its tables', async () => {
        const { caseId, caseNo } = await takeOne(desk)
        await settled(desk)
        for (const table of ['paper', 'material_item', 'item_case', 'matter_case'])
          await runOnce(city.databaseUrl ?? '', `DELETE FROM ${table} WHERE case_id = '${caseId}'`)
        await closed(desk)
        await until(async () => expect((await reported(desk)).state).toBe('DIFFERENT'))
        const { apart, rows } = await reported(desk)
        expect(apart).toMatchObject([{ why: 'NO_ROWS', caseNo, kind: 'matter-received' }])
        expect(rows.find((row) => row.line === 'RECEIVED')).toMatchObject({ desk: 1, city: 0 })
      })

    test('belongs to each desk of a centre on its own; the centre has both', async () => {
      const other = await anEnrolledDesk()
      await takeOne(desk)
      await takeOne(other)
      await takeOne(other, 'V05')
      await closed(desk)
      await closed(other)
      for (const each of [desk, other])
        await until(async () => expect((await reported(each)).state).toBe('FINAL'))
      const { body } = await city.operator(
        'GET',
        `/v1/operator/centres/${township}/days?from=${day}&to=${day}`,
      )
      const { days } = body as { days: { state: string; lines: { RECEIVED?: number } }[] }
      const mine = days.map(({ lines, state }) => [state, lines.RECEIVED])
      expect(mine).toContainEqual(['FINAL', 2])
      expect(mine).toContainEqual(['FINAL', 1])
      await other.stop()
    })
  },
)

afterAll(stopDatabases)
