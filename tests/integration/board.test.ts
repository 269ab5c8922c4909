import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BoardRow } from '#shared/contract/lifecycle.ts'
import { grown, onEveryLane } from '#tests/support/a-full-board.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterEach(() => desk[Symbol.asyncDispose]())

async function board(limit = 10_000) {
  const answer = await desk.ask('case.board', { limit })
  if (!answer.ok) throw new Error('no board')
  return answer.value
}

function only(rows: readonly BoardRow[], caseId: string | undefined): BoardRow {
  const found = rows.find((row) => row.caseId === caseId)
  if (!found) throw new Error('not in this lane')
  return found
}

describe('a row of the board', () => {
  test('says which clock ends, how many days were used, and what was taken off', async () => {
    const cases = await onEveryLane(desk)
    const { notStarted, normal, overdue, stopped, untold } = await board()

    const late = only(overdue, cases['overdue'])
    expect(late).toMatchObject({ dueClock: 'PROMISED', promised: { n: 20, unit: 'W' } })
    expect(late.daysLeft).toBeLessThan(0)
    expect(late.run?.days).toBe((late.promised?.n ?? 0) - (late.daysLeft ?? 0))
    expect(only(untold, cases['untold'])).toMatchObject({ dueClock: 'NOTICE', daysLeft: 5 })
    expect(only(untold, cases['untold']).run).toBeUndefined()
    expect(only(normal, cases['normal'])).toMatchObject({ dueClock: 'PROMISED', run: { days: 0 } })
    expect(only(notStarted, cases['notStarted'])).toMatchObject({ dueClock: 'SUPPLEMENT', daysLeft: 15 })
    const rests = only(stopped, cases['stopped'])
    expect(rests).toMatchObject({ stop: { kind: 'TESTING' }, run: { days: 0 } })
    expect(rests.run?.stopped).toBeGreaterThan(20)
    expect(rests.stop?.expected).toBe('2026-11-05')
  })

  test('names the paper that may still follow and tells when its day has passed', async () => {
    const cases = await onEveryLane(desk)
    const { normal, overdue, soon } = await board()
    expect(only([...normal, ...overdue, ...soon], cases['late'])).toMatchObject({
      deficiencyExpired: true,
      deficiencies: [{ rowId: 'M09', expired: true }],
    })
    expect(only(normal, cases['normal'])).toMatchObject({ deficiencyExpired: false, deficiencies: [] })
  })

  test('masks the applicant, and two applicants of one masked name stay two', async () => {
    await onEveryLane(desk)
    const all = Object.values(await board()).flatMap((lane) => (Array.isArray(lane) ? lane : []))
    expect(new Set(all.map(({ applicantName }) => applicantName))).toEqual(new Set(['陈*香']))
    expect(new Set(all.map(({ applicantId }) => applicantId))).toEqual(new Set(['360302********0000']))
    expect(JSON.stringify(all)).not.toContain('360302195803120000')
  })

  test('whose stop is said to end in a year nobody has published is provisional', async () => {
    const before = await onEveryLane(desk)
    expect(only((await board()).stopped, before['stopped']).provisional).toBe(false)
    desk.clock.nowMs = Date.parse('2026-12-18T09:00:00+08:00')
    const { stopped } = await onEveryLane(desk)
    expect(only((await board()).stopped, stopped)).toMatchObject({
      provisional: true,
      stop: { expected: expect.stringMatching(/^2027-/) as string },
    })
  })

  test('that is late by a weekend only is late by one day', async () => {
    await onEveryLane(desk)
    const { normal } = await board()
    const due = normal[0]?.due ?? ''
    desk.clock.nowMs = Date.parse(`${due}T09:00:00+08:00`) + 86_400_000
    const { overdue } = await board()
    expect(overdue.find((row) => row.due === due)?.daysLeft).toBe(-1)
  })
})

describe('a board of five thousand items', () => {
  test('is there before anybody waits, and says when it is not whole', async () => {
    await onEveryLane(desk)
    grown(desk, 5_000)
    await board()
    const startMs = performance.now()
    const { more, today: _, ...lanes } = await board()
    const tookMs = performance.now() - startMs
    expect(Object.values(lanes).flat()).toHaveLength(5_000)
    expect(more).toBe(false)
    expect((await board(4_000)).more).toBe(true)
    expect(tookMs).toBeLessThan(2_000)
  })
})
