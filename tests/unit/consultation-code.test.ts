import { describe, expect, test } from 'vitest'
import {
  checkConsultationCode,
  formatConsultationCode,
  makeConsultationCode,
} from '#shared/domain/consultation.ts'
import { ok, refuse } from '#shared/kernel/result.ts'

describe('the code of a consultation', () => {
  const code = makeConsultationCode({ deskPart: 'A07', number: 32 })

  test('is eight characters: number, desk, check, and begins with a letter', () => {
    expect(code).toMatch(/^A00WA07[0-9A-Z]$/)
    expect(formatConsultationCode(code)).toBe(`A00W-A07-${code[7]}`)
  })

  test.each([code, code.toLowerCase(), ` ${formatConsultationCode(code)} `, full(code)])(
    'is read from %j',
    (typed) => {
      expect(checkConsultationCode(typed)).toEqual(ok(code))
    },
  )

  test('with one wrong character is no code', () => {
    for (let at = 0; at < 8; at += 1)
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        const typed = code.slice(0, at) + other + code.slice(at + 1)
        if (typed !== code) expect(checkConsultationCode(typed).ok).toBe(false)
      }
  })

  test.each(['', 'xse', '36032210220260914A070032X', 'A00WA07', '新生儿出生一件'])('%j is none', (typed) => {
    expect(checkConsultationCode(typed)).toEqual(refuse('code-form'))
  })

  test('differs for every number of every desk', () => {
    const codes = ['A07', 'A08'].flatMap((deskPart) =>
      Array.from({ length: 2000 }, (_, at) => makeConsultationCode({ deskPart, number: at + 1 })),
    )
    expect(new Set(codes).size).toBe(4000)
  })
})

/** As a keyboard in full-width mode would write it. */
function full(text: string): string {
  return [...text].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')
}
