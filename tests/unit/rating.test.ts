import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brokenRatingRule,
  decideRatingMove,
  Grade,
  isBad,
  isRatingOpen,
  RatingAct,
  type RatingFacts,
  RatingMove,
  RatingState,
  ratingStateAfter,
  rectifyDue,
} from '#shared/domain/rating.ts'
import { rules } from '#tests/support/a-desk.ts'
import { officerId, today } from '#tests/support/assist-facts.ts'

const full: { readonly [Act in RatingAct]: Extract<RatingMove, { act: Act }> } = {
  RATE: { act: 'RATE', grade: 2, channel: 'DEVICE' },
  DECLINE: { act: 'DECLINE' },
  CONFIRM: { act: 'CONFIRM', finding: '等候时间过长', ownerId: officerId },
  RECTIFIED: { act: 'RECTIFIED', measure: '增开一个窗口' },
  FOLLOW_UP: { act: 'FOLLOW_UP', spokeWith: '陈桂香' },
  CLOSE: { act: 'CLOSE' },
  APPEAL: { act: 'APPEAL', reason: '评错了人' },
  UPHOLD: { act: 'UPHOLD', finding: '评价属实' },
  OVERTURN: { act: 'OVERTURN', finding: '评价的是别的部门' },
}
const bad = { ...full.RATE, grade: 4 } as const

/** domain.md 3.6, written out a second time. */
const book: Readonly<Record<RatingState, Partial<Record<RatingAct, RatingState>>>> = {
  INVITED: { RATE: 'RATED', DECLINE: 'UNRATED' },
  RATED: {},
  UNRATED: {},
  VERIFY: { CONFIRM: 'RECTIFY', APPEAL: 'APPEALED' },
  RECTIFY: { RECTIFIED: 'RECTIFY', FOLLOW_UP: 'FOLLOWED_UP', APPEAL: 'APPEALED' },
  FOLLOWED_UP: { CLOSE: 'CLOSED', APPEAL: 'APPEALED' },
  CLOSED: {},
  APPEALED: { UPHOLD: 'RECTIFY', OVERTURN: 'CLOSED' },
}
const facts = (state: RatingState, change: Partial<RatingFacts> = {}): RatingFacts => ({
  state,
  since: '2026-09-14',
  rectified: true,
  appealed: false,
  ...change,
})

describe('a rating', () => {
  for (const state of RatingState.options)
    for (const act of RatingAct.options) {
      const to = book[state][act]
      test(`${state} ${to ? `goes to ${to}` : 'does not go on'} by ${act}`, () => {
        const decided = decideRatingMove(facts(state), full[act], { on: today, today })
        if (to) expect(decided).toEqual({ ok: true, value: { from: state, to } })
        else expect(decided).toMatchObject({ refusal: { code: 'not-from-this-state' } })
      })
    }

  test.each([
    [1, 'RATED'],
    [2, 'RATED'],
    [3, 'RATED'],
    [4, 'VERIFY'],
    [5, 'VERIFY'],
  ] as const)('of grade %d goes to %s by itself', (grade, state) => {
    expect(ratingStateAfter('INVITED', { act: 'RATE', grade, channel: 'DEVICE' })).toBe(state)
    expect(isBad(grade)).toBe(state === 'VERIFY')
  })

  test('has five grades and none for silence', () => {
    for (const grade of [0, 6, 1.5, '1', null, undefined]) expect(Grade.safeParse(grade).success).toBe(false)
    expect(RatingMove.safeParse({ act: 'RATE', channel: 'DEVICE' }).success).toBe(false)
    expect(ratingStateAfter('INVITED', full.DECLINE)).toBe('UNRATED')
  })

  test.each<readonly [string, RatingState, RatingMove, Partial<RatingFacts>, string, string]>([
    [
      'found true in no words',
      'VERIFY',
      { act: 'CONFIRM', ownerId: officerId },
      {},
      today,
      'finding-missing',
    ],
    ['put right in no words', 'RECTIFY', { act: 'RECTIFIED' }, {}, today, 'measure-missing'],
    [
      'called back about before anything was done',
      'RECTIFY',
      full.FOLLOW_UP,
      { rectified: false },
      today,
      'not-rectified',
    ],
    ['called back with nobody', 'RECTIFY', { act: 'FOLLOW_UP' }, {}, today, 'reason-missing'],
    ['appealed without a reason', 'VERIFY', { act: 'APPEAL' }, {}, today, 'reason-missing'],
    ['appealed twice', 'RECTIFY', full.APPEAL, { appealed: true }, today, 'already-appealed'],
    ['decided on appeal in no words', 'APPEALED', { act: 'OVERTURN' }, {}, today, 'finding-missing'],
    ['given before the visit', 'INVITED', full.RATE, {}, '2026-09-13', 'before-last-act'],
    ['given tomorrow', 'INVITED', bad, {}, '2026-09-19', 'date-ahead'],
  ])('%s is refused', (_, state, move, change, on, code) => {
    expect(decideRatingMove(facts(state, change), move, { on, today })).toMatchObject({ refusal: { code } })
  })
})

describe('what a bad rating is owed', () => {
  test.each([
    ['2026-09-04', '2026-09-24', false],
    ['2026-09-18', '2026-10-15', false],
    ['2026-12-25', '2027-01-15', true],
  ])('given on %s: by %s', (ratedOn, due, provisional) => {
    expect(rectifyDue(rules.calendar, ratedOn)).toEqual({ due, provisional })
  })

  test('is never closed before it was put right and told, unless the appeal overturns it', () => {
    const act = fc.constantFrom(...RatingAct.options)
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let rating = facts('VERIFY', { rectified: false })
        const told: RatingAct[] = []
        for (const each of acts) {
          const move = full[each]
          if (brokenRatingRule(rating, move, today)) continue
          told.push(each)
          const to = ratingStateAfter(rating.state, move) ?? rating.state
          rating = {
            ...rating,
            state: to,
            rectified: rating.rectified || each === 'RECTIFIED',
            appealed: rating.appealed || each === 'APPEAL',
          }
        }
        if (!isRatingOpen(rating.state)) {
          const rightly = told.includes('RECTIFIED') && told.includes('FOLLOW_UP')
          expect(rightly || told.includes('OVERTURN')).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
