import { describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/desk.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Grade } from '#shared/domain/rating.ts'
import { RatingId, type StaffId } from '#shared/kernel/ids.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { anErrand, type Errand } from '../support/an-errand.ts'
import { taken } from '../support/at-the-counter.ts'
import { codeOf } from '../support/random-custody.ts'
import { aVisit } from '../support/visits.ts'

async function invited(desk: TestDesk, { orderId }: Pick<Errand, 'orderId'>, staffId?: StaffId) {
  const ratingId = RatingId.parse(uuidV7(desk.clock.nowMs + 17))
  const subject = { of: 'ORDER', orderId } as const
  const answer = await desk.ask('rating.invite', { ratingId, subject, ...(staffId ? { staffId } : {}) })
  return { ratingId, answer, subject }
}

async function moved(desk: TestDesk, ratingId: RatingId, move: Input<'rating.move'>['move'], on?: string) {
  const answer = await desk.ask('rating.move', { ratingId, move, ...(on ? { on } : {}) })
  return answer.ok ? answer.value.state : (codeOf(answer) ?? '')
}

const rate = (grade: Grade) => ({ act: 'RATE', grade, channel: 'DEVICE' }) as const

describe('a rating', () => {
  test('is asked for once a visit, and nobody pressing is no grade', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const { answer, ratingId, subject } = await invited(desk, errand)
    expect(answer).toMatchObject({ value: { state: 'INVITED' } })
    expect(answer.ok && answer.value.grade).toBe(undefined)
    const again = await desk.ask('rating.invite', { ratingId: RatingId.parse(uuidV7(1)), subject })
    // Who walked away without pressing is asked for the same rating again, never for a second one.
    expect(again).toMatchObject({ refusal: { code: 'already-invited', detail: { ratingId } } })
    expect(await moved(desk, ratingId, { act: 'DECLINE' })).toBe('UNRATED')
    expect(await moved(desk, ratingId, rate(1))).toBe('not-from-this-state')
    const after = await desk.ask('rating.invite', { ratingId: RatingId.parse(uuidV7(2)), subject })
    expect(after).toMatchObject({ refusal: { code: 'already-invited', detail: {} } })
    const listed = await desk.ask('rating.list', {
      scope: 'all',
      from: '2026-09-01',
      to: '2026-09-30',
      limit: 9,
    })
    expect(listed).toMatchObject({ value: { counts: { invited: 1, rated: 0, good: 0 } } })
  })

  test.each([
    [1, 'RATED'],
    [2, 'RATED'],
    [3, 'RATED'],
    [4, 'VERIFY'],
    [5, 'VERIFY'],
  ] as const)('of grade %i leads to %s', async (grade, state) => {
    await using desk = await aDesk()
    const { ratingId } = await invited(desk, await anErrand(desk))
    expect(await moved(desk, ratingId, rate(grade))).toBe(state)
  })

  test('that is bad is verified, put right in 15 working days, called back about and closed', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const { ratingId } = await invited(desk, errand, errand.officerId)
    expect(await moved(desk, ratingId, rate(5))).toBe('VERIFY')
    const finding = { act: 'CONFIRM', finding: '等了两小时', ownerId: errand.officerId } as const
    expect(await moved(desk, ratingId, finding)).toBe('manager-needed')
    await desk.signIn(2)
    const listed = await desk.ask('rating.list', {
      scope: 'bad',
      from: '2026-09-01',
      to: '2026-09-30',
      limit: 9,
    })
    // Fifteen working days: two holidays off, the Sunday 20 September and the Saturday 10 October worked.
    expect(listed).toMatchObject({
      value: { rows: [{ due: '2026-10-15', late: false, provisional: false }] },
    })
    expect(await moved(desk, ratingId, { ...finding, finding: '' })).toBe('finding-missing')
    expect(await moved(desk, ratingId, finding)).toBe('RECTIFY')
    const call = { act: 'FOLLOW_UP', spokeWith: '陈桂香' } as const
    expect(await moved(desk, ratingId, call)).toBe('not-rectified')
    expect(await moved(desk, ratingId, { act: 'RECTIFIED' })).toBe('measure-missing')
    expect(await moved(desk, ratingId, { act: 'RECTIFIED', measure: '加开一个窗口' })).toBe('RECTIFY')
    desk.clock.nowMs = Date.parse('2026-10-19T09:00:00+08:00')
    await desk.signIn(2)
    const late = await desk.ask('rating.list', {
      scope: 'bad',
      from: '2026-09-01',
      to: '2026-09-30',
      limit: 9,
    })
    expect(late).toMatchObject({ value: { rows: [{ late: true }] } })
    expect(await moved(desk, ratingId, { act: 'CLOSE' })).toBe('not-from-this-state')
    expect(await moved(desk, ratingId, call)).toBe('FOLLOWED_UP')
    expect(await moved(desk, ratingId, { act: 'CLOSE' })).toBe('CLOSED')
  })

  test('is appealed against once, and judged by nobody whom it is about', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    await desk.signIn(2)
    const { ratingId } = await invited(desk, errand)
    await moved(desk, ratingId, rate(4))
    const confirm = { act: 'CONFIRM', finding: '属实', ownerId: errand.officerId } as const
    expect(await moved(desk, ratingId, confirm)).toBe('own-rating')
    expect(await moved(desk, ratingId, { act: 'APPEAL' })).toBe('reason-missing')
    expect(await moved(desk, ratingId, { act: 'APPEAL', reason: '不是我办的' })).toBe('APPEALED')
    expect(await moved(desk, ratingId, { act: 'OVERTURN', finding: '查实' })).toBe('own-rating')
  })

  test('is not asked of a family in mourning', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const { caseId } = await taken(desk, aVisit('A06'))
    const asked = { ratingId: RatingId.parse(uuidV7(1)), subject: { of: 'CASE', caseId } } as const
    expect(codeOf(await desk.ask('rating.invite', asked))).toBe('not-asked-here')
  })
})
