import { expect, test } from 'vitest'
import { erasedText } from '#shared/domain/erasure.ts'
import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'

test.each([
  ['王芳', '王*'],
  ['王建民', '王*民'],
  ['欧阳建民', '欧**民'],
  ['王', '*'],
  ['', ''],
])('the name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown)
})

test('an identity number keeps area and last four, and hides the birth date', () => {
  expect(maskIdNumber('360302195803120000')).toBe('360302********0000')
  expect(maskIdNumber('H12345678')).toBe('*********')
})

test('a telephone number keeps enough to be recognised by its owner', () => {
  expect(maskPhone('13800003210')).toBe('138****3210')
  expect(maskPhone('0799-6330012')).toBe('0799******12')
  expect(maskPhone('12345')).toBe('*****')
})

test('an account keeps its last four digits', () => {
  expect(maskAccount('6222020000001234')).toBe('************1234')
  expect(maskAccount('1234')).toBe('****')
})

test.each([
  ['江西省萍乡市上栗县桐木镇湖塘村三组12号', '江西省萍乡市上栗县桐木镇湖塘村****'],
  ['芦溪县新泉乡村头村5号', '芦溪县新泉乡村头村****'],
  ['安源区后埠街道八一社区2栋301室', '安源区后埠街道八一社区****'],
  ['上栗县桐木镇建设路8号', '上栗县桐木镇****'],
  ['安源区建设路8号', '安源区****'],
  ['上栗县桐木镇湖塘村', '上栗县桐木镇湖塘村'],
  ['建设路8号', '****'],
])('the address %s is shown as %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown)
})

test('of somebody who was erased the name says so and nothing else says anything', () => {
  expect(maskName(erasedText)).toBe('已删除')
  expect([maskIdNumber, maskPhone, maskAccount, maskAddress].map((mask) => mask(erasedText))).toEqual([
    '',
    '',
    '',
    '',
  ])
})
