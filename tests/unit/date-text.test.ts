import { describe, expect, test } from 'vitest'
import { dayText, longDayText, parseTypedDay } from '#shared/domain/date-text.ts'

const today = '2026-09-14'

test('a due date is told with its day of the week', () => {
  expect(dayText('2026-11-27')).toBe('11月27日(周五)')
  expect(dayText('2026-10-10')).toBe('10月10日(周六)')
  expect(longDayText('1958-03-07')).toBe('1958年3月7日')
})

describe('a date as clerks type it', () => {
  test.each([
    '19580307',
    '58.3.7',
    '1958年3月7日',
    '1958-03-07',
    '1958/3/7',
    '580307',
    '１９５８．３．７',
    '58年3月7号',
  ])('%s is 7 March 1958', (typed) => {
    expect(parseTypedDay(typed, today)).toEqual({ ok: true, value: '1958-03-07' })
  })

  test('with a two-digit year is the latest such day that has come', () => {
    expect(parseTypedDay('26.9.14', today)).toEqual({ ok: true, value: '2026-09-14' })
    expect(parseTypedDay('26.9.15', today)).toEqual({ ok: true, value: '1926-09-15' })
    expect(parseTypedDay('00.2.29', today)).toEqual({ ok: true, value: '2000-02-29' })
  })

  test('that no calendar has is refused, and so is what is no date at all', () => {
    expect(parseTypedDay('1990-02-29', today)).toMatchObject({ refusal: { code: 'date-not-in-calendar' } })
    expect(parseTypedDay('19901301', today)).toMatchObject({ refusal: { code: 'date-not-in-calendar' } })
    for (const typed of ['', '1958', '1958-03', '明天', '195803071']) {
      expect(parseTypedDay(typed, today)).toMatchObject({ refusal: { code: 'date-form' } })
    }
  })
})
