import { describe, expect, test } from 'vitest'
import { AssistMode, needsOfficer } from '#shared/domain/assist.ts'
import { AssistDetail, AssistMove, Registration } from '#shared/domain/assist-order.ts'
import { brokenRegistration, checkRegistration } from '#shared/domain/decide-assist.ts'
import { anOfficer, everyAssistAct, fullOrderMoves, officerId, today } from '#tests/support/assist-facts.ts'

const registration: Registration = {
  source: 'WINDOW',
  category: 'ELDERLY',
  served: {
    kind: 'PERSON',
    name: '陈桂香',
    idNumber: '360302195803120000',
    birthDate: '1958-03-12',
    noPhoneReason: '没有电话，找儿子',
  },
  detail: { mode: 'DELEGATE' },
  needs: [],
  officerId,
  priority: { grounds: ['ELDERLY'] },
  consent: { voluntary: true, privacy: true, sensitive: false },
}

describe('a registration', () => {
  const facts = { hasCase: true, on: today, officer: anOfficer() }
  const nobody = { served: undefined, priority: { grounds: [] } }
  test.each<readonly [string, Partial<Record<keyof Registration, unknown>>, object, string | undefined]>([
    ['in order', {}, {}, undefined],
    ['nobody wished', { consent: { ...registration.consent, voluntary: false } }, {}, 'consent-missing'],
    [
      'without the notice about data',
      { consent: { ...registration.consent, privacy: false } },
      {},
      'consent-missing',
    ],
    [
      'of a poor household without the tick of its own',
      { category: 'HARDSHIP' },
      {},
      'sensitive-consent-missing',
    ],
    [
      'of a child without the tick of its own',
      { served: { ...registration.served, birthDate: '2013-01-01' }, priority: { grounds: [] } },
      {},
      'sensitive-consent-missing',
    ],
    ['of nobody', nobody, {}, 'person-missing'],
    [
      'without telephone or reason',
      { served: { ...registration.served, noPhoneReason: undefined } },
      {},
      'phone-missing',
    ],
    ['without a case to act in', {}, { hasCase: false }, 'case-missing'],
    ['without an officer', { officerId: undefined }, {}, 'officer-missing'],
    ['of an officer never filed', {}, { officer: undefined }, 'officer-not-filed'],
    [
      'of an officer not approved',
      {},
      { officer: anOfficer({ approval: undefined }) },
      'officer-not-approved',
    ],
    [
      'of an officer whose filing lapsed',
      {},
      { officer: anOfficer({ validTo: '2026-09-17' }) },
      'filing-lapsed',
    ],
    [
      'of somebody young who claims to be old',
      { priority: { grounds: ['ELDERLY'] }, served: { ...registration.served, birthDate: '1990-01-01' } },
      {},
      'priority-differs',
    ],
    ['of another kind without a word', { category: 'OTHER' }, {}, 'category-reason-missing'],
    [
      'of a word at the counter',
      { ...nobody, detail: { mode: 'GUIDE' } },
      { hasCase: false, officer: undefined },
      undefined,
    ],
    ['of counsel about nothing', { ...nobody, detail: { mode: 'COUNSEL' } }, {}, 'question-missing'],
    [
      'of counsel about a question',
      { ...nobody, detail: { mode: 'COUNSEL', question: '怎么办' } },
      {},
      undefined,
    ],
    ['of a home visit to nowhere', { detail: { mode: 'HOME_VISIT' } }, {}, 'place-missing'],
    ['of company to nowhere', { detail: { mode: 'ESCORT' } }, {}, 'place-missing'],
    [
      'of another region without a body',
      { detail: { mode: 'CROSS_REGION', way: 'JOINT' } },
      {},
      'organ-missing',
    ],
    [
      'of policies for nobody',
      { ...nobody, detail: { mode: 'POLICY', policyIds: [] } },
      {},
      'profile-missing',
    ],
    ['of coaching without a theme', { ...nobody, detail: { mode: 'COACHING' } }, {}, 'matter-missing'],
    [
      'of a project without its number in the list',
      { detail: { mode: 'PROJECT', kind: 'KEY_PROJECT', projectName: '工业园' } },
      {},
      'project-missing',
    ],
    [
      'of a project in the list',
      { detail: { mode: 'PROJECT', kind: 'KEY_PROJECT', projectName: '工业园', listNo: '赣重2026-12' } },
      {},
      undefined,
    ],
  ])('%s', (_, change, how, code) => {
    const checked = checkRegistration({ ...registration, ...change } as Registration, { ...facts, ...how })
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('is told the same way by the rule that needs no registry', () => {
    expect(brokenRegistration(registration, facts)).toBeUndefined()
    expect(brokenRegistration(registration, { ...facts, hasCase: false })).toBe('case-missing')
  })

  test.each(AssistMode.options.filter(needsOfficer))('%s takes an officer', (mode) => {
    const detail = {
      mode,
      place: '村',
      way: 'JOINT',
      toOrgan: '长沙',
      kind: 'KEY_PROJECT',
      projectName: '园',
      listNo: '1',
    }
    const broken = brokenRegistration(
      { ...registration, officerId: undefined, detail: detail as unknown as Registration['detail'] },
      facts,
    )
    expect(broken).toBe('officer-missing')
  })
})

describe('the service is free of charge by construction', () => {
  const money = ['fee', 'feeFen', 'serviceFee', 'price', 'amount', 'amountFen', 'charge', 'paid']
  test.each(money)('%s finds no place in a registration, in its details or in an act', (name) => {
    expect(Registration.safeParse({ ...registration, [name]: 500 }).success).toBe(false)
    for (const option of AssistDetail.options) {
      expect(Object.keys(option.shape)).not.toContain(name)
      expect(
        option.safeParse({
          ...registration.detail,
          mode: option.shape.mode.value,
          way: 'JOINT',
          kind: 'KEY_PROJECT',
          policyIds: [],
          [name]: 1,
        }).success,
      ).toBe(false)
    }
    for (const act of everyAssistAct)
      expect(AssistMove.safeParse({ ...fullOrderMoves[act], [name]: 1 }).success).toBe(false)
  })
})
