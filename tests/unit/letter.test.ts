import { describe, expect, test } from 'vitest'
import { addDays } from '#shared/domain/day.ts'
import { checkLetterEnd, isNeverDelegated } from '#shared/domain/decide-letter.ts'
import {
  defaultPeriod,
  LetterAct,
  LetterEnd,
  letterStateOn,
  letterWarning,
  mandateFor,
  mandateOf,
  NeverDelegated,
} from '#shared/domain/letter.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { rules } from '#tests/support/a-desk.ts'
import { aLetter, officerId, otherOfficerId, today } from '#tests/support/assist-facts.ts'

describe('where a letter stands', () => {
  test.each([
    ['the day before its first', '2026-09-13', 'SIGNED', 'letter-not-yet'],
    ['its first day', '2026-09-14', 'ACTIVE', undefined],
    ['its last day', '2026-10-16', 'ACTIVE', undefined],
    ['the day after its last', '2026-10-17', 'EXPIRED', 'letter-expired'],
  ])('on %s', (_, day, state, code) => {
    expect(letterStateOn(aLetter(), day)).toBe(state)
    const mandate = mandateFor(aLetter(), 'SUBMIT', day)
    expect(mandate.ok ? undefined : mandate.refusal.code).toBe(code)
  })

  test.each([
    ['REVOKED', 'REVOKED', 'letter-revoked'],
    ['PRINCIPAL_DIED', 'VOID', 'principal-died'],
    ['FULFILLED', 'FULFILLED', 'letter-fulfilled'],
    ['RENEWED', 'EXPIRED', 'letter-expired'],
    ['STOPPED', 'REVOKED', 'letter-revoked'],
  ] as const)('ended by %s: from that very day on, not before', (cause, state, code) => {
    const letter = aLetter({ ended: { on: '2026-09-20', cause } })
    expect(letterStateOn(letter, '2026-09-19')).toBe('ACTIVE')
    expect(letterStateOn(letter, '2026-09-20')).toBe(state)
    expect(mandateFor(letter, 'SUBMIT', '2026-09-19').ok).toBe(true)
    expect(mandateFor(letter, 'SUBMIT', '2026-09-20')).toMatchObject({ refusal: { code } })
  })

  test('every end has its state', () => {
    expect(LetterEnd.options).toHaveLength(5)
  })
})

describe('the power to act', () => {
  test.each(LetterAct.options)('%s is given by its tick and by no other', (act) => {
    expect(mandateFor(aLetter({ acts: [act] }), act, today)).toEqual(
      ok({ act, day: today, officerId, subDelegation: false }),
    )
    const others = LetterAct.options.filter((each) => each !== act)
    expect(mandateFor(aLetter({ acts: others }), act, today)).toEqual(refuse('act-not-authorised', { act }))
  })

  test('is nobody’s without a letter', () => {
    expect(mandateFor(undefined, 'ANY', today)).toEqual(refuse('letter-missing'))
    expect(mandateOf([], 'SUBMIT', today)).toEqual(refuse('letter-missing'))
  })

  test('goes over from one letter to the next without a gap', () => {
    const first = aLetter({ ended: { on: '2026-10-10', cause: 'RENEWED' } })
    const second = aLetter({ validFrom: '2026-10-10', validTo: '2026-11-30', acts: ['SUBMIT'] })
    const letters = [second, first]
    expect(mandateOf(letters, 'COLLECT_RESULT', '2026-10-09').ok).toBe(true)
    expect(mandateOf(letters, 'COLLECT_RESULT', '2026-10-10')).toMatchObject({
      refusal: { code: 'act-not-authorised' },
    })
    expect(mandateOf(letters, 'SUBMIT', '2026-10-10').ok).toBe(true)
    expect(mandateOf(letters, 'SUBMIT', '2026-12-01')).toEqual(refuse('letter-expired', { to: '2026-11-30' }))
  })

  test('never covers what is the principal’s own', () => {
    expect(
      LetterAct.options.filter((act) => (NeverDelegated.options as readonly string[]).includes(act)),
    ).toEqual([])
    for (const act of [
      '代签承诺书',
      '代为承诺属实',
      '变更申请内容',
      '修改申请事项',
      '放弃领取权利',
      '全权办理',
      '代为声明',
    ])
      expect(isNeverDelegated(act), act).toBe(true)
    for (const act of ['复印材料', '领取表格', '陪同查勘']) expect(isNeverDelegated(act), act).toBe(false)
  })
})

describe('a warning', () => {
  test.each([
    [8, undefined],
    [7, 'SEVEN_DAYS'],
    [2, 'SEVEN_DAYS'],
    [1, 'ONE_DAY'],
    [0, 'ONE_DAY'],
    [-1, undefined],
  ])('%d days before the end: %s', (left, warning) => {
    expect(letterWarning(aLetter(), addDays('2026-10-16', -left))).toBe(warning)
  })

  test('is not given for what is over', () => {
    expect(
      letterWarning(aLetter({ ended: { on: '2026-10-01', cause: 'REVOKED' } }), '2026-10-15'),
    ).toBeUndefined()
  })
})

describe('the period of a letter', () => {
  const { calendar } = rules
  test('runs to the last promise and ten working days on, National Day left out', () => {
    const promised = [
      { n: 2, unit: 'W' },
      { n: 5, unit: 'W' },
    ] as const
    expect(defaultPeriod(calendar, today, promised)).toEqual({
      validFrom: today,
      validTo: '2026-10-15',
      provisional: false,
    })
  })
  test('is ten working days where nothing is promised', () => {
    expect(defaultPeriod(calendar, '2026-10-12', [])).toEqual({
      validFrom: '2026-10-12',
      validTo: '2026-10-26',
      provisional: false,
    })
  })
  test('ends after half a year at the latest', () => {
    expect(defaultPeriod(calendar, today, [{ n: 12, unit: 'M' }])).toEqual({
      validFrom: today,
      validTo: '2027-03-18',
      provisional: false,
    })
  })
  test('is provisional over a year nobody has published', () => {
    expect(defaultPeriod(calendar, '2026-12-28', [{ n: 20, unit: 'W' }]).provisional).toBe(true)
  })
})

describe('the end of a letter', () => {
  const end = { cause: 'REVOKED', on: today, signedOn: '2026-09-14', today } as const
  test.each([
    ['today', aLetter(), {}, undefined],
    ['on the day it was signed', aLetter(), { on: '2026-09-14' }, undefined],
    ['before it was signed', aLetter(), { on: '2026-09-13' }, 'before-signing'],
    ['tomorrow', aLetter(), { on: '2026-09-19' }, 'date-ahead'],
    ['on its last day', aLetter({ validTo: today }), {}, undefined],
    ['after its last day', aLetter({ validTo: '2026-09-17' }), {}, 'letter-over'],
    [
      'by death after its last day',
      aLetter({ validTo: '2026-09-17' }),
      { cause: 'PRINCIPAL_DIED' },
      undefined,
    ],
    ['a second time', aLetter({ ended: { on: '2026-09-16', cause: 'REVOKED' } }), {}, 'letter-over'],
    [
      'before a renewal takes over',
      aLetter({ ended: { on: '2026-10-01', cause: 'RENEWED' } }),
      {},
      undefined,
    ],
    ['after a renewal took over', aLetter({ ended: { on: today, cause: 'RENEWED' } }), {}, 'letter-over'],
  ] as const)('%s', (_, letter, change, code) => {
    const checked = checkLetterEnd(letter, { ...end, ...change })
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })
})

test('a letter names one officer', () => {
  expect(mandateFor(aLetter({ officerId: otherOfficerId }), 'SUBMIT', today)).toMatchObject({
    value: { officerId: otherOfficerId },
  })
})
