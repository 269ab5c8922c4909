import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseRow } from '#shared/contract/case.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { everythingBut, taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

let desk: TestDesk
const numbers: string[] = []
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
  for (let n = 0; n < 14; n += 1) {
    // Every other one in the same millisecond; from the eighth on, the next day.
    if (n % 2 === 0) desk.clock.nowMs += 60_000
    if (n === 8) desk.clock.nowMs += 86_400_000
    numbers.unshift((await taken(desk, aVisit('V04'), n % 3 === 0 ? 'NOT_REQUIRED' : 'ACCEPT')).caseNo)
  }
})
afterAll(() => desk[Symbol.asyncDispose]())

async function pages(scope: 'today' | 'open' | 'all', limit: number): Promise<readonly CaseRow[]> {
  const rows: CaseRow[] = []
  for (let guard = 0; guard < 50; guard += 1) {
    const last = rows.at(-1)
    const page = await desk.ask('case.list', { scope, limit, ...(last ? { after: last.caseNo } : {}) })
    if (!page.ok) throw new Error('a list is never refused')
    expect(page.value.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.value.rows)
    if (!page.value.more) return rows
  }
  throw new Error('the pages never end')
}

describe('the list of matters', () => {
  test.each([1, 3, 5, 14, 200])('shows every matter once, newest first, in pages of %i', async (limit) => {
    expect((await pages('all', limit)).map(({ caseNo }) => caseNo)).toEqual(numbers)
  })

  test('of today begins with today, of what is open leaves out what is done', async () => {
    expect((await pages('today', 4)).map(({ caseNo }) => caseNo)).toEqual(numbers.slice(0, 6))
    const open = await pages('open', 4)
    expect(open.map(({ caseNo }) => caseNo)).toEqual(numbers.filter((_, at) => (13 - at) % 3 !== 0))
    expect(open.every(({ state }) => state === 'IN_PROGRESS')).toBe(true)
  })

  test('masks name and number before they leave the desk, and reading changes nothing', async () => {
    const before = everythingBut(desk)
    const [row] = await pages('all', 14)
    expect(row).toMatchObject({
      applicantName: '陈*香',
      applicantId: '360302********0000',
      priority: { grounds: ['ELDERLY'] },
      sync: 'LOCAL',
    })
    const view = await desk.ask('case.view', { caseId: row?.caseId ?? ('' as never) })
    expect(JSON.stringify(view)).not.toMatch(
      /陈桂香|360302195803120000|13879912345|6217000010001234567|3组12号/,
    )
    expect(view).toMatchObject({ ok: true, value: { clerkName: '王芳', phone: '138****2345' } })
    expect(everythingBut(desk)).toEqual(before)
  })

  test('goes on after nothing when the number is unknown', async () => {
    const page = await desk.ask('case.list', { scope: 'all', limit: 5, after: '36032210220260918A079999X' })
    expect(page).toEqual({ ok: true, value: { rows: [], more: false } })
  })
})
