import { describe, expect, test } from 'vitest'
import { ageOn, checkIdNumber, isElderly } from '#shared/domain/id-number.ts'

const today = '2026-09-14'
const knownAreas = new Set(['360302', '360313', '360321', '360322', '360323', '11', '13'])

describe('an identity number at the counter', () => {
  test.each([
    ['360302195803120000', '1958-03-12', 'FEMALE'],
    ['360321202506180009', '2025-06-18', 'FEMALE'],
    ['360313200011300006', '2000-11-30', 'FEMALE'],
    ['360322194802290009', '1948-02-29', 'FEMALE'],
    ['11010519491231002X', '1949-12-31', 'FEMALE'],
  ])('%s is right and tells birth date and sex', (idNumber, birthDate, sex) => {
    expect(checkIdNumber(idNumber, today, knownAreas)).toEqual({
      ok: true,
      value: { idNumber, birthDate, sex, warnings: [] },
    })
  })

  test('of a county that no longer exists is taken with a warning', () => {
    const checked = checkIdNumber('360303197001010008', today, knownAreas)
    expect(checked).toMatchObject({ ok: true, value: { warnings: ['area-unknown'] } })
  })

  test.each([
    ['360322199002290118', 'id-birth-date', 'a day that 1990 did not have'],
    ['360302189912310013', 'id-birth-date', 'a birth before 1900'],
    ['110105194912310021', 'id-check-digit', 'a last digit that does not fit'],
    ['36030219580312000', 'id-length', 'one digit too few'],
    ['360302580312000', 'id-length', 'the old fifteen digits'],
    ['060302195803120000', 'id-form', 'an area that begins with zero'],
    ['3603021958031200X0', 'id-form', 'a letter in the middle'],
    ['', 'id-length', 'nothing'],
  ])('%s is refused as %s: %s', (raw, code) => {
    expect(checkIdNumber(raw, today, knownAreas)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('of a child born today is right, and of one born tomorrow is refused', () => {
    const child = '360321202506180009'
    expect(checkIdNumber(child, '2025-06-18', knownAreas).ok).toBe(true)
    expect(checkIdNumber(child, '2025-06-17', knownAreas)).toMatchObject({
      refusal: { code: 'id-birth-date' },
    })
  })

  test('typed in Chinese mode, with blanks and a small x, is read as meant', () => {
    const checked = checkIdNumber('　１１０１０５１９４９１２３１００２ｘ ', today, knownAreas)
    expect(checked).toMatchObject({ ok: true, value: { idNumber: '11010519491231002X' } })
  })

  test('of a foreign permanent resident passes the same check and names no county', () => {
    const checked = checkIdNumber('931586198001010028', today, knownAreas)
    expect(checked).toMatchObject({ ok: true, value: { birthDate: '1980-01-01', warnings: [] } })
  })
})

describe('the age of an applicant', () => {
  test('rises on the birthday and not the day before', () => {
    expect(ageOn('1966-09-14', '2026-09-13')).toBe(59)
    expect(ageOn('1966-09-14', '2026-09-14')).toBe(60)
  })

  test('of someone born on 29 February rises on 1 March', () => {
    expect(ageOn('1948-02-29', '2026-02-28')).toBe(77)
    expect(ageOn('1948-02-29', '2026-03-01')).toBe(78)
  })

  test('gives the elderly priority from sixty', () => {
    expect([59, 60, 61].map(isElderly)).toEqual([false, true, true])
  })
})
