import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Choice,
  decideMatter,
  defaultChoice,
  type ItemFacts,
  type RefusalGround,
} from '#shared/domain/decision.ts'
import { CentreRole } from '#shared/domain/item-case.ts'
import type { Judgement } from '#shared/domain/material.ts'

const supplied: Judgement = { state: 'SUPPLIED', taken: 'COPY' }
const waived: Judgement = { state: 'WAIVED', by: 'eLicense' }
const notApplicable: Judgement = { state: 'NOT_APPLICABLE' }
const deferred: Judgement = { state: 'DEFERRED', way: 'COUNTER', days: 3 }
const missing: Judgement = { state: 'EXPECTED', reason: 'MISSING' }
const wrong: Judgement = { state: 'EXPECTED', reason: 'WRONG_CONTENT', note: '日期不符' }
const conditions: RefusalGround = { category: 'CONDITIONS', reason: '不满八十周岁' }

type Wish = {
  readonly itemNo?: string
  readonly judgements: readonly (Judgement | undefined)[]
} & Partial<ItemFacts>

function anItem({ itemNo = '01', judgements, ...more }: Wish): ItemFacts {
  return {
    itemNo,
    name: `事项${itemNo}`,
    role: 'DECIDE',
    caseKind: 'PROMISED',
    allowsDeficiency: true,
    rows: judgements.map((judgement, at) => ({
      rowId: `${itemNo}-${at}`,
      name: `材料${itemNo}${at}`,
      judgement,
    })),
    ...more,
  }
}

/** What one item of one role becomes, or the code that stands in the way; written out, not computed. */
const own = {
  unjudged: {
    ACCEPT: 'rows-unjudged',
    ACCEPT_WITH_DEFICIENCY: 'rows-unjudged',
    CORRECT: 'rows-unjudged',
    REFUSE: 'rows-unjudged',
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: 'rows-unjudged',
    RECEIVE_ONLY: 'rows-unjudged',
  },
  complete: {
    ACCEPT: 'ACCEPTED',
    ACCEPT_WITH_DEFICIENCY: 'nothing-deferred',
    CORRECT: 'nothing-to-correct',
    REFUSE: 'ACCEPTANCE_REFUSED',
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: 'no-power-to-decide',
    RECEIVE_ONLY: 'must-be-accepted',
  },
  deferred: {
    ACCEPT: 'rows-open',
    ACCEPT_WITH_DEFICIENCY: 'ACCEPTED_WITH_DEFICIENCY',
    CORRECT: 'nothing-to-correct',
    REFUSE: 'ACCEPTANCE_REFUSED',
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: 'rows-open',
    RECEIVE_ONLY: 'RECEIVED',
  },
  open: {
    ACCEPT: 'rows-open',
    ACCEPT_WITH_DEFICIENCY: 'rows-open',
    CORRECT: 'CORRECTION_PENDING',
    REFUSE: 'ACCEPTANCE_REFUSED',
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: 'rows-open',
    RECEIVE_ONLY: 'RECEIVED',
  },
} as const
const none = 'no-power-to-accept'
const passedOn = {
  unjudged: { ...own.unjudged, REFUSE: none },
  complete: {
    ACCEPT: none,
    ACCEPT_WITH_DEFICIENCY: none,
    CORRECT: 'nothing-to-correct',
    REFUSE: none,
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: none,
    RECEIVE_ONLY: 'RECEIVED',
  },
  deferred: {
    ACCEPT: none,
    ACCEPT_WITH_DEFICIENCY: none,
    CORRECT: 'nothing-to-correct',
    REFUSE: none,
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: none,
    RECEIVE_ONLY: 'RECEIVED',
  },
  open: {
    ACCEPT: none,
    ACCEPT_WITH_DEFICIENCY: none,
    CORRECT: 'CORRECTION_PENDING',
    REFUSE: none,
    NOT_REQUIRED: 'NOT_REQUIRED',
    DECIDE_ON_SPOT: none,
    RECEIVE_ONLY: 'RECEIVED',
  },
} as const
const looks = {
  unjudged: [[undefined], [supplied, undefined], [missing, undefined]],
  complete: [[], [supplied], [waived], [notApplicable], [supplied, waived, notApplicable]],
  deferred: [[deferred], [supplied, deferred]],
  open: [[missing], [wrong], [supplied, missing], [deferred, wrong]],
} as const

describe('one item under one choice', () => {
  for (const role of CentreRole.options)
    for (const caseKind of ['IMMEDIATE', 'PROMISED'] as const)
      for (const look of ['unjudged', 'complete', 'deferred', 'open'] as const)
        test(`${role}, ${caseKind}, ${look}: each choice does what the table says`, () => {
          const table = role === 'DECIDE' || role === 'FIRST_REVIEW' ? own : passedOn
          for (const judgements of looks[look])
            for (const choice of Choice.options) {
              const onSpot = role === 'DECIDE' && caseKind === 'IMMEDIATE' && look === 'complete'
              const expected = onSpot && choice === 'DECIDE_ON_SPOT' ? 'COMPLETED' : table[look][choice]
              const item = anItem({ role, caseKind, judgements })
              expect([choice, said(decideMatter([item], choice, conditions))]).toEqual([choice, expected])
            }
        })

  test('a row nobody looked at is named, once, however many items use it', () => {
    const shared = { rowId: 'M01', name: '身份证', judgement: undefined }
    const items = [
      anItem({ judgements: [], rows: [shared] }),
      anItem({ itemNo: '02', judgements: [], rows: [shared] }),
    ]

    expect(decideMatter(items, 'ACCEPT')).toEqual({
      ok: false,
      refusal: { code: 'rows-unjudged', detail: { n: '1', rows: '身份证' } },
    })
  })

  test('an item that allows no deficiency is not accepted with one; the paper is asked for instead', () => {
    const barred = anItem({ judgements: [deferred], allowsDeficiency: false })
    expect(said(decideMatter([barred], 'ACCEPT_WITH_DEFICIENCY'))).toBe('deficiency-not-allowed')
    expect(said(decideMatter([barred], 'CORRECT'))).toBe('CORRECTION_PENDING')
  })
})

describe('refusing acceptance', () => {
  const item = anItem({ judgements: [supplied] })

  test('needs a ground, and the right organ where it is not ours', () => {
    expect(said(decideMatter([item], 'REFUSE'))).toBe('refusal-ground-missing')
    const notOurs = { category: 'NOT_OURS', reason: '属县局' } as const
    expect(said(decideMatter([item], 'REFUSE', notOurs))).toBe('right-organ-missing')
    expect(said(decideMatter([item], 'REFUSE', { ...notOurs, rightOrgan: '  ' }))).toBe('right-organ-missing')
    expect(said(decideMatter([item], 'REFUSE', { ...notOurs, rightOrgan: '上栗县民政局' }))).toBe(
      'ACCEPTANCE_REFUSED',
    )
  })

  test('papers do not matter where the matter is not ours, but they do where conditions are not met', () => {
    const unseen = anItem({ judgements: [undefined] })
    const elsewhere = { category: 'NOT_OURS', reason: '属县局', rightOrgan: '上栗县民政局' } as const
    expect(said(decideMatter([unseen], 'REFUSE', elsewhere))).toBe('ACCEPTANCE_REFUSED')
    expect(said(decideMatter([unseen], 'REFUSE', conditions))).toBe('rows-unjudged')
  })

  test('leaves what is only passed on where it is', () => {
    const items = [item, anItem({ itemNo: '02', role: 'COLLECT', judgements: [supplied] })]
    expect(states(decideMatter(items, 'REFUSE', conditions))).toEqual(['ACCEPTANCE_REFUSED', 'RECEIVED'])
  })
})

const judgement = fc.constantFrom<Judgement>(supplied, waived, notApplicable, deferred, missing, wrong)
const items = (of: fc.Arbitrary<Judgement | undefined>) =>
  fc
    .array(
      fc.record({
        role: fc.constantFrom(...CentreRole.options),
        caseKind: fc.constantFrom('IMMEDIATE' as const, 'PROMISED' as const),
        allowsDeficiency: fc.boolean(),
        judgements: fc.array(of, { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((wishes) => wishes.map((wish, at) => anItem({ ...wish, itemNo: `0${at + 1}` })))
const choice = fc.constantFrom(...Choice.options)
const isOwn = ({ role }: ItemFacts) => role === 'DECIDE' || role === 'FIRST_REVIEW'
const isComplete = ({ rows }: ItemFacts) =>
  rows.every((row) => ['SUPPLIED', 'WAIVED', 'NOT_APPLICABLE'].includes(row.judgement?.state ?? ''))

describe('whatever the items and the papers are', () => {
  test('a complete application is never held back (art. 32(1)(5))', () => {
    fc.assert(
      fc.property(items(judgement), choice, (facts, chosen) => {
        if (chosen === 'REFUSE' || chosen === 'NOT_REQUIRED') return
        const decided = decideMatter(facts, chosen)
        if (!decided.ok) return
        for (const [at, item] of facts.entries())
          if (isOwn(item) && isComplete(item))
            expect(decided.value[at]?.state).toMatch(/^(ACCEPTED|COMPLETED)$/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('there is always something to choose once every row was looked at, and the preselected one works', () => {
    fc.assert(
      fc.property(items(judgement), (facts) => {
        expect(decideMatter(facts, defaultChoice(facts)).ok).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('what is only passed on is never accepted, decided or refused here', () => {
    fc.assert(
      fc.property(items(fc.option(judgement, { nil: undefined })), choice, (facts, chosen) => {
        const decided = decideMatter(facts, chosen, conditions)
        if (!decided.ok) return
        expect(decided.value.map(({ itemNo }) => itemNo)).toEqual(facts.map(({ itemNo }) => itemNo))
        for (const [at, item] of facts.entries())
          if (!isOwn(item))
            expect(decided.value[at]?.state).toMatch(/^(RECEIVED|CORRECTION_PENDING|NOT_REQUIRED)$/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('one more paper on the table never makes it worse', () => {
    fc.assert(
      fc.property(items(judgement), choice, fc.nat(4), fc.nat(3), (facts, chosen, atItem, atRow) => {
        const better = facts.map((item, i) => ({
          ...item,
          rows: item.rows.map((row, r) =>
            i === atItem && r === atRow ? { ...row, judgement: supplied } : row,
          ),
        }))
        const before = decideMatter(facts, chosen, conditions)
        const after = decideMatter(better, chosen, conditions)
        if ((chosen === 'ACCEPT' || chosen === 'DECIDE_ON_SPOT') && before.ok) expect(after).toEqual(before)
        if (!before.ok || !after.ok) return
        for (const [at, { state }] of before.value.entries())
          if (state.startsWith('ACCEPTED') || state === 'COMPLETED')
            expect(after.value[at]?.state).toMatch(/^(ACCEPTED|COMPLETED)/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('nothing is decided while a row was not looked at, but turning away', () => {
    fc.assert(
      fc.property(items(fc.constant(undefined)), choice, (facts, chosen) => {
        if (chosen === 'NOT_REQUIRED' || facts.every(({ rows }) => rows.length === 0)) return
        expect(said(decideMatter(facts, chosen, conditions))).toMatch(/^(rows-unjudged|no-power-to-accept)$/)
      }),
    )
  })
})

function said(decided: ReturnType<typeof decideMatter>): string {
  return decided.ok ? (decided.value[0]?.state ?? 'nothing') : decided.refusal.code
}

function states(decided: ReturnType<typeof decideMatter>): readonly string[] {
  return decided.ok ? decided.value.map(({ state }) => state) : [decided.refusal.code]
}
