import { describe, expect, test } from 'vitest'
import { checkDisabledCertificate } from '#shared/domain/disabled-certificate.ts'
import { isPriorityOf, type Priority, priorityIn, priorityOf } from '#shared/domain/priority.ts'
import { ok, refuse } from '#shared/kernel/result.ts'

const id = '360302195803120000'
const other = '360313200011300006'
const today = '2026-09-18'

describe('the number of a 残疾人证', () => {
  test.each([
    [`${id}41`, { number: `${id}41`, kind: 4, grade: 1 }],
    [` ${id}74b1 `, { number: `${id}74B1`, kind: 7, grade: 4, reissue: 1 }],
    ['３６０３０２１９５８０３１２００００１１', { number: `${id}11`, kind: 1, grade: 1 }],
  ])('%s is read', (raw, facts) => {
    expect(checkDisabledCertificate(raw, id)).toEqual(ok(facts))
  })

  test.each([
    ['', 'certificate-form'],
    [id, 'certificate-form'],
    [`${id}4`, 'certificate-form'],
    [`${id}81`, 'certificate-form'],
    [`${id}01`, 'certificate-form'],
    [`${id}45`, 'certificate-form'],
    [`${id}40`, 'certificate-form'],
    [`${id}41B`, 'certificate-form'],
    [`${id}41C1`, 'certificate-form'],
    [`${other}41`, 'certificate-of-another'],
  ] as const)('%s is refused: %s', (raw, code) => {
    expect(checkDisabledCertificate(raw, id)).toEqual(refuse(code))
  })

  test('cannot be checked against nobody', () => {
    expect(checkDisabledCertificate(`${id}41`, undefined)).toEqual(refuse('certificate-of-another'))
  })
})

describe('who goes first', () => {
  test.each([
    ['sixty today', '1966-09-18', ['ELDERLY']],
    ['sixty tomorrow', '1966-09-19', []],
    ['of unknown age', undefined, []],
  ])('somebody %s', (_, birthDate, grounds) => {
    expect(priorityOf({}, { birthDate }, today)).toEqual(ok({ grounds }))
  })

  test('all grounds are told, in one order', () => {
    const claim = { disabledCertificate: `${id}41`, otherReason: '抱着婴儿' }
    expect(priorityOf(claim, { birthDate: '1958-03-12', idNumber: id }, today)).toEqual(
      ok({
        grounds: ['ELDERLY', 'DISABLED', 'OTHER'],
        disabledCertificate: `${id}41`,
        otherReason: '抱着婴儿',
      }),
    )
  })

  test('a certificate of somebody else is no ground', () => {
    expect(priorityOf({ disabledCertificate: `${other}41` }, { idNumber: id }, today)).toEqual(
      refuse('certificate-of-another'),
    )
  })

  test('a claim that was made up does not stand', () => {
    expect(isPriorityOf({ grounds: ['ELDERLY'] }, { birthDate: '1990-01-01' }, today)).toBe(false)
    expect(isPriorityOf({ grounds: ['OTHER'] }, {}, today)).toBe(false)
    expect(
      isPriorityOf({ grounds: ['DISABLED'], disabledCertificate: `${id}41` }, { idNumber: id }, today),
    ).toBe(true)
  })
})

describe('who goes first in a case', () => {
  const said = (of: string, priority: Priority) => ({ of, priority })
  const ill = said('one', { grounds: ['OTHER'], otherReason: '化疗期间' })
  const disabled = said('two', { grounds: ['DISABLED'], disabledCertificate: `${other}43` })

  test.each([
    ['by age alone', { birthDate: '1958-03-12' }, [], { grounds: ['ELDERLY'] }],
    ['by a certificate shown at another visit', {}, [disabled], { grounds: ['DISABLED'] }],
    ['by a reason given in this case', {}, [ill], { grounds: ['OTHER'], otherReason: '化疗期间' }],
    ['by nothing', { birthDate: '2000-11-30' }, [], { grounds: [] }],
  ])('%s', (_, person, before, priority) => {
    expect(priorityIn(person, before, 'one', today)).toEqual(priority)
  })

  test('a reason given in another case is none in this one', () => {
    expect(priorityIn({}, [ill], 'two', today)).toEqual({ grounds: [] })
  })
})
