import { describe, expect, test } from 'vitest'
import { checkSigning, checkTerms, type LetterFacts } from '#shared/domain/decide-letter.ts'
import { LetterTerms } from '#shared/domain/letter.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { aLetter, anOfficer, letterFacts, theTerms, today } from '#tests/support/assist-facts.ts'
import { inkOf, someText } from '#tests/support/ink.ts'

const guardian = {
  as: 'GUARDIAN',
  name: '陈志强',
  idNumber: '360313200011300006',
  birthDate: '1985-01-01',
  relation: '父亲',
  proof: '户口簿',
} as const
const child = {
  kind: 'PERSON',
  name: '陈小雨',
  idNumber: '360321202506180009',
  birthDate: '2025-06-18',
} as const
const youth = (birthDate: string) => ({ ...child, birthDate })
const firm = {
  kind: 'ORGANISATION',
  name: '萍乡某公司',
  idNumber: '91360300',
  legalRepresentative: '刘总',
} as const

describe('terms', () => {
  test.each<readonly [string, Partial<LetterTerms>, Partial<LetterFacts>, string | undefined]>([
    ['in order', {}, {}, undefined],
    [
      'of an order that is no 代办',
      {},
      { order: { ...letterFacts().order, mode: 'ACCOMPANY' } },
      'order-not-delegated',
    ],
    ['of an order that is over', {}, { order: { ...letterFacts().order, state: 'STOPPED' } }, 'order-over'],
    ['signed tomorrow', {}, { on: '2026-09-19' }, 'date-ahead'],
    ['signed before the registration', {}, { on: '2026-09-13' }, 'before-registration'],
    [
      'for an officer whose filing lapsed',
      {},
      { officer: anOfficer({ validTo: '2026-09-17' }) },
      'filing-lapsed',
    ],
    [
      'for an officer on the last day of the filing',
      {},
      { officer: anOfficer({ validTo: today }) },
      undefined,
    ],
    ['for nobody filed', {}, { officer: undefined }, 'officer-not-filed'],
    ['a second letter that renews nothing', {}, { letters: [aLetter()] }, 'renewal-needed'],
    ['a renewal', {}, { letters: [aLetter()], renews: true }, undefined],
    [
      'a renewal for somebody who died',
      {},
      { letters: [aLetter({ ended: { on: today, cause: 'PRINCIPAL_DIED' } })], renews: true },
      'principal-died',
    ],
    ['about nothing', { items: [] }, {}, 'items-missing'],
    ['about an item of another case', { items: [{ itemNo: '09', name: '别的' }] }, {}, 'item-foreign'],
    [
      'about what must be done in person',
      {},
      {
        items: [
          {
            itemNo: '01',
            name: '身份证申领',
            requiresPresence: true,
            presenceReason: '要采集指纹',
            allowsDelegation: true,
          },
        ],
      },
      'presence-required',
    ],
    [
      'about what nobody may do for another',
      {},
      { items: [{ itemNo: '01', name: '婚姻登记', requiresPresence: false, allowsDelegation: false }] },
      'delegation-not-allowed',
    ],
    ['without a tick', { acts: [] }, {}, 'acts-missing'],
    ['with another act not named', { acts: ['OTHER'] }, {}, 'other-act-missing'],
    ['with another act', { acts: ['OTHER'], otherAct: '代取邮件' }, {}, undefined],
    ['with an act nobody hands over', { acts: ['OTHER'], otherAct: '代签承诺书' }, {}, 'act-never-delegated'],
    ['with such an act beside no tick', { otherAct: '代签承诺书' }, {}, 'act-never-delegated'],
    ['that begin today', { validFrom: today }, {}, undefined],
    ['that began yesterday', { validFrom: '2026-09-17' }, {}, 'letter-backdated'],
    ['that end before they begin', { validTo: '2026-09-17' }, {}, 'period-reversed'],
    ['of one day', { validTo: today }, {}, undefined],
    ['of half a year to the day', { validTo: '2027-03-18' }, {}, undefined],
    ['of half a year and a day', { validTo: '2027-03-19' }, {}, 'period-too-long'],
    ['without consent to the data', { dataConsent: false }, {}, 'data-consent-missing'],
    [
      'about a disability without its own tick',
      { sensitiveConsent: false },
      { order: { ...letterFacts().order, sensitive: true } },
      'sensitive-consent-missing',
    ],
    ['about nothing sensitive, without that tick', { sensitiveConsent: false }, {}, undefined],
    ['of a child, by a guardian', { principal: child, signer: guardian }, {}, undefined],
    [
      'of a child without the tick of its own',
      { principal: child, signer: guardian, sensitiveConsent: false },
      {},
      'sensitive-consent-missing',
    ],
    [
      'of a child, by itself',
      { principal: child, signer: { as: 'PRINCIPAL', name: child.name } },
      {},
      'guardian-needed',
    ],
    [
      'of somebody eighteen tomorrow, by themselves',
      { principal: youth('2008-09-19'), signer: { as: 'PRINCIPAL', name: child.name } },
      {},
      'guardian-needed',
    ],
    [
      'of somebody eighteen today, by themselves',
      { principal: youth('2008-09-18'), signer: { as: 'PRINCIPAL', name: child.name } },
      {},
      undefined,
    ],
    [
      'of a child, by a guardian without proof',
      { principal: child, signer: { ...guardian, proof: undefined } },
      {},
      'guardian-proof-missing',
    ],
    [
      'of a child, by a guardian who is none',
      { principal: child, signer: { ...guardian, birthDate: '2008-09-19' } },
      {},
      'guardian-minor',
    ],
    [
      'of a child, by itself as its guardian',
      { principal: child, signer: { ...guardian, idNumber: child.idNumber } },
      {},
      'signer-not-entitled',
    ],
    [
      'of an adult, by somebody else',
      { signer: { as: 'PRINCIPAL', name: '陈志强' } },
      {},
      'signer-not-entitled',
    ],
    [
      'of an adult without capacity, by a guardian with a ruling',
      { signer: { ...guardian, proof: '法院判决书' } },
      {},
      undefined,
    ],
    [
      'of an adult, by a legal representative',
      { signer: { as: 'LEGAL_REPRESENTATIVE', name: '陈桂香' } },
      {},
      'signer-not-entitled',
    ],
    [
      'of a firm, by its legal representative',
      { principal: firm, signer: { as: 'LEGAL_REPRESENTATIVE', name: '刘总' } },
      {},
      undefined,
    ],
    [
      'of a firm, by its bookkeeper',
      { principal: firm, signer: { as: 'LEGAL_REPRESENTATIVE', name: '小王' } },
      {},
      'signer-not-entitled',
    ],
  ])('%s', (_, terms, facts, code) => {
    const checked = checkTerms(theTerms(terms as Partial<LetterTerms>), letterFacts(facts))
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('say why somebody must come in person', () => {
    const items = [
      {
        itemNo: '01',
        name: '身份证申领',
        requiresPresence: true,
        presenceReason: '要采集指纹',
        allowsDelegation: true,
      },
    ]
    expect(checkTerms(theTerms(), letterFacts({ items }))).toEqual(
      refuse('presence-required', { item: '身份证申领', reason: '要采集指纹' }),
    )
  })

  test.each(['fee', 'serviceFee', 'amount'])('have no place for %s', (name) => {
    expect(LetterTerms.safeParse({ ...theTerms(), [name]: 1 }).success).toBe(false)
  })
})

describe('signing', () => {
  const facts = { ...letterFacts(), textSha256: someText, officerName: '李敏' }
  test('by who may sign, under this text', () => {
    expect(checkSigning(theTerms(), inkOf('陈桂香'), facts)).toEqual(ok(undefined))
  })
  test.each([
    ['in another name', inkOf('陈志强'), 'signer-not-entitled'],
    ['under another text', inkOf('陈桂香', 'B'.repeat(43)), 'text-changed'],
    ['with a dot', inkOf('陈桂香', someText, 5), 'signature-blank'],
  ] as const)('%s is refused', (_, signature, code) => {
    expect(checkSigning(theTerms(), signature, facts)).toMatchObject({ refusal: { code } })
  })
})
