import { describe, expect, test } from 'vitest'
import { clocksOf, firstReviewOf } from '#shared/domain/clocks.ts'
import { decideMove, type ItemFacts } from '#shared/domain/decide-move.ts'
import { Move } from '#shared/domain/move.ts'
import { derived, nextDay } from '#shared/domain/move-clocks.ts'
import { anItemIn, department, factsOn, fullMoves } from '#tests/support/moves.ts'

const on = '2026-09-22'
const { calendar } = factsOn(on)

function extended(days: number, item: Partial<ItemFacts>): unknown {
  const move = { act: 'EXTEND', days, approver: '周建国', reason: '需要部门会商' } as const
  const decided = decideMove(anItemIn('IN_REVIEW', item), move, factsOn(on))
  return decided.ok ? decided.value.clocks.extension?.days : decided.refusal
}

describe('the one extension of art. 42', () => {
  test('is ten working days for a permit, and not one more', () => {
    expect(extended(10, {})).toBe(10)
    expect(extended(11, {})).toMatchObject({ code: 'extension-too-long', detail: { most: '10' } })
  })

  test('is fifteen where several departments decide the permit together', () => {
    expect(extended(15, { joint: true })).toBe(15)
  })

  test('is not cut by the law of permits for what is none', () => {
    expect(extended(15, { permit: false })).toBe(15)
  })

  test('of fifteen days for a permit, written before this was a rule, is read all the same', () => {
    expect(Move.safeParse({ act: 'EXTEND', days: 15, approver: '周建国', reason: '会商' }).success).toBe(true)
  })
})

describe('the stage of the lower organ, art. 43', () => {
  const role = 'FIRST_REVIEW'

  test('is twenty working days for a permit, what the catalogue says for anything, nothing otherwise', () => {
    const own = { n: 5, unit: 'W' } as const
    expect(firstReviewOf({ role, permit: true })).toEqual({ n: 20, unit: 'W' })
    expect(firstReviewOf({ role, permit: true, firstReview: own })).toEqual(own)
    expect(firstReviewOf({ role, permit: false, firstReview: own })).toEqual(own)
    expect(firstReviewOf({ role, permit: false })).toBeUndefined()
    expect(firstReviewOf({ role: 'DECIDE', permit: true, firstReview: own })).toBeUndefined()
  })

  const item = {
    role,
    promised: { n: 30, unit: 'W' },
    statutory: { n: 40, unit: 'W' },
    firstReview: { n: 20, unit: 'W' },
  } as const

  test('runs from acceptance beside the clocks of the whole, and is the next day until the file goes up', () => {
    const clocks = clocksOf(calendar, item, 'ACCEPTED', '2026-04-30')
    expect(clocks.firstReviewDue).toBe('2026-06-01')
    expect(nextDay('ACCEPTED', clocks)).toBe('2026-06-01')
    const facts = factsOn('2026-05-20', { receivedOn: '2026-04-30' })
    const accepted = anItemIn('ACCEPTED', { ...item, since: '2026-04-30', clocks })
    const sent = decideMove(accepted, fullMoves.REVIEW, facts)
    if (!sent.ok) throw new Error(sent.refusal.code)
    expect(sent.value.clocks).toEqual({ ...clocks, firstReviewDue: undefined })
    expect(nextDay('IN_REVIEW', sent.value.clocks)).toBe(clocks.promisedDue)
  })

  test('does not hide a promise that ends before it', () => {
    const short = { ...item, promised: { n: 10, unit: 'W' } } as const
    const clocks = clocksOf(calendar, short, 'ACCEPTED', '2026-04-30')
    expect(nextDay('ACCEPTED', clocks)).toBe(clocks.promisedDue)
  })

  test('is over when the department decides at once, and when the applicant withdraws', () => {
    const clocks = clocksOf(calendar, item, 'ACCEPTED', '2026-09-14')
    const accepted = anItemIn('ACCEPTED', { ...item, caseKind: 'IMMEDIATE', clocks })
    for (const [move, by] of [
      [fullMoves.APPROVE, department],
      [fullMoves.WITHDRAW, { organ: 'centre' }],
    ] as const) {
      const ended = decideMove(accepted, move, factsOn(on, { by }))
      if (!ended.ok) throw new Error(ended.refusal.code)
      expect(ended.value.clocks.firstReviewDue).toBeUndefined()
    }
  })

  test('an item accepted before there was such a clock gets none when its days are reckoned again', () => {
    const old = anItemIn('ACCEPTED', item)
    expect(derived(calendar, old, old.clocks).firstReviewDue).toBeUndefined()
  })
})
