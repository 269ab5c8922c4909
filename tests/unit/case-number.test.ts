import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  authorizationLetterNo,
  checkCaseNo,
  checkCharacter,
  formatCaseNo,
  handoverSlipNo,
  itemCaseNo,
  makeCaseNo,
} from '#shared/domain/case-number.ts'

const caseNo = '36032210220260914A070032X'
const parts = { area: '360322102', date: '2026-09-14', deskPart: 'A07', serial: 32 }

describe('the number of a matter', () => {
  test.each([
    ['36032210220260914A070032', 'X'],
    ['36032210220260914A070031', 'Z'],
    ['36030210120260914B010001', 'N'],
    ['360323204202609140990417', '2'],
    ['A12425GABC1234002', 'M'],
  ])('%s ends in %s', (body, character) => {
    expect(checkCharacter(body)).toBe(character)
  })

  test('is put together from township, day, desk and the running number of the day', () => {
    expect(makeCaseNo(parts)).toBe(caseNo)
  })

  test('is printed in groups, and read back grouped or not', () => {
    expect(formatCaseNo(caseNo)).toBe('360322102-20260914-A07-0032-X')
    expect(checkCaseNo(formatCaseNo(caseNo).toLowerCase())).toEqual({ ok: true, value: { caseNo, ...parts } })
    expect(checkCaseNo(` ${caseNo}`)).toEqual({ ok: true, value: { caseNo, ...parts } })
  })

  test.each([
    ['36032210220260914A070032', 'case-no-length'],
    ['36032210220260231A070032X', 'case-no-form'],
    ['36032210220260914A070000X', 'case-no-form'],
    ['36032210220260914A070023X', 'case-no-check-character'],
  ])('%s is refused as %s', (raw, code) => {
    expect(checkCaseNo(raw)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('shows every single wrong character', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
    for (let at = 0; at < 25; at += 1) {
      for (const other of alphabet.filter((character) => character !== caseNo[at])) {
        expect(checkCaseNo(caseNo.slice(0, at) + other + caseNo.slice(at + 1)).ok).toBe(false)
      }
    }
  })

  test('survives the way to paper and back for any township, desk and serial', () => {
    const someParts = fc.record({
      area: fc.integer({ min: 100000000, max: 999999999 }).map(String),
      date: fc.constantFrom('2024-02-29', '2026-01-01', '2026-12-31'),
      deskPart: fc.stringMatching(/^[0-9A-Z]{3}$/),
      serial: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(someParts, (some) => {
        const number = makeCaseNo(some)
        expect(checkCaseNo(formatCaseNo(number))).toEqual({ ok: true, value: { caseNo: number, ...some } })
      }),
    )
  })

  test('cannot be made for a desk that opened more than 9999 matters in a day', () => {
    expect(() => makeCaseNo({ ...parts, serial: 10_000 })).toThrow('1 to 9999')
  })
})

test('items, handover slips and letters count on under the number of their matter', () => {
  expect(itemCaseNo(caseNo, 1)).toBe(`${caseNo}-01`)
  expect(handoverSlipNo(caseNo, 2)).toBe(`${caseNo}-J02`)
  expect(authorizationLetterNo(caseNo, 1)).toBe(`${caseNo}-W01`)
})
