import { describe, expect, test } from 'vitest'
import { checkCreditCode } from '#shared/domain/credit-code.ts'

const valid = [
  '91350100M000100Y43',
  '113101050024382256',
  '91360302MA00000013',
  '92360322MA00000022',
  '93360321000000005N',
  '543603130000000042',
]

describe('a unified social credit code', () => {
  test.each(valid)('%s is right', (creditCode) => {
    expect(checkCreditCode(creditCode)).toEqual({
      ok: true,
      value: { creditCode, registerArea: creditCode.slice(2, 8) },
    })
  })

  test.each(valid)('%s with any one character changed is refused', (creditCode) => {
    for (let at = 0; at < 18; at += 1) {
      const changed = creditCode[at] === '1' ? '2' : '1'
      expect(checkCreditCode(creditCode.slice(0, at) + changed + creditCode.slice(at + 1)).ok).toBe(false)
    }
  })

  test.each([
    ['91350100M', 'credit-code-length'],
    ['360302000012345', 'credit-code-length'],
    ['91350100M000I00Y43', 'credit-code-form'],
    ['91350100M000100Y44', 'credit-code-check-character'],
  ])('%s is refused as %s', (raw, code) => {
    expect(checkCreditCode(raw)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('typed in small letters is read as meant', () => {
    expect(checkCreditCode(' 93360321000000005n ')).toMatchObject({
      value: { creditCode: '93360321000000005N' },
    })
  })
})
