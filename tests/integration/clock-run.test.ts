import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { missing } from '../support/moves.ts'
import { newYearKnown } from '../support/random-life.ts'
import { aVisit, judged } from '../support/visits.ts'

const minuteMs = 60_000
let desk: TestDesk

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(async () => {
  await desk[Symbol.asyncDispose]()
  vi.useRealTimers()
})

async function opened(day: string): Promise<void> {
  desk = await aDesk({ clock: { nowMs: Date.parse(`${day}T16:00:00+08:00`) } })
  await desk.signIn()
}

/** Taken in with a paper missing, and nobody told the applicant anything. */
async function untold(): Promise<CaseId> {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const draft = { ...visit, materials: [...judged(visit, 'M10', missing)] }
  return (await taken(desk, draft, 'RECEIVE_ONLY')).caseId
}

async function only(caseId: CaseId) {
  const acts = await desk.ask('case.acts', { caseId })
  const [item] = acts.ok ? acts.value.items : []
  if (!item) throw new Error('no item')
  return item
}

describe('a desk that stays on over night', () => {
  test('sees the day begin within a minute, and acts on silence without anybody there', async () => {
    await opened('2026-09-18')
    const caseId = await untold()
    desk.clock.nowMs = Date.parse('2026-09-24T23:59:30+08:00')
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect((await only(caseId)).state).toBe('RECEIVED')
    desk.clock.nowMs += minuteMs
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(await only(caseId)).toMatchObject({ state: 'DEEMED_ACCEPTED', since: '2026-09-25' })
  })

  test('runs at most once an hour within a day, also when the clock was set back', async () => {
    await opened('2026-09-18')
    // The mark beside the database is written once, soon after the desk was opened.
    await vi.advanceTimersByTimeAsync(minuteMs)
    const looked = vi.spyOn(desk.opened.store, 'read')
    desk.clock.nowMs += minuteMs
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(looked).not.toHaveBeenCalled()
    desk.clock.nowMs += 60 * minuteMs
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(looked).toHaveBeenCalled()
    looked.mockClear()
    desk.clock.nowMs -= 30 * minuteMs
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(looked).toHaveBeenCalled()
  })
})

describe('when the working days of the coming year become known', () => {
  test('暂定 becomes a day, told by one event and no act', async () => {
    await opened('2026-12-25')
    const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
    const { caseId } = await taken(desk, visit, 'ACCEPT')
    const guessed = (await only(caseId)).clocks
    expect(guessed.provisional).toBe(true)
    const before = desk.journal().length

    expect(newYearKnown(desk)).toBe(1)

    const { clocks, state } = await only(caseId)
    expect(state).toBe('ACCEPTED')
    expect(clocks.provisional).toBe(false)
    expect((clocks.promisedDue ?? '') > (guessed.promisedDue ?? '')).toBe(true)
    expect(desk.journal().slice(before)).toEqual([
      { type: 'clocks-recalculated', caseId, items: [{ itemNo: '01', clocks }] },
    ])
    expect(newYearKnown(desk)).toBe(0)
  })
})
