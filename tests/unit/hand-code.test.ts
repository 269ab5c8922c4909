import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base32, fromBase32, handCodeChars, readHandCode, writeHandCodes } from '#shared/domain/hand-code.ts'

test('what is written as codes is read again, byte for byte, and in letters any code gun types', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 4_000 }), (bytes) => {
      const codes = writeHandCodes('OFFER', 'ABCDEFGH', bytes)
      expect(codes.every((code) => /^[A-Z0-9-]+$/.test(code))).toBe(true)
      const read = codes.map((code) => readHandCode(code))
      expect(read.map((each) => [each?.n, each?.of])).toEqual(codes.map((_, n) => [n + 1, codes.length]))
      expect(fromBase32(read.map((each) => each?.data ?? '').join(''))).toEqual(bytes)
    }),
  )
})

test('a code of anything else is none of these', () => {
  for (const text of ['360322102202611230B270001L', 'PO1-ABCDEFGH-1-1-', 'PX1-ABCDEFGH-1-1-AAAA', 'po1-a'])
    expect(readHandCode(text)).toBeUndefined()
  expect(base32(new Uint8Array())).toBe('')
  expect(handCodeChars).toBeLessThan(1_460)
})
