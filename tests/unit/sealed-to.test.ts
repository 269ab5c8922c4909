import { expect, test } from 'vitest'
import { makeSealKeys, openSealedTo, sealKeysOf, sealTo } from '#shared/crypto/sealed-to.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'

const context = Buffer.from('优盘')
const plain = Buffer.from('文建国 360322196204150005'.repeat(4_000))

test('what is sealed to the city opens for the city alone, and tells nothing of itself', () => {
  const city = sealKeysOf(makeKeyPair().privateKey)
  const sealed = sealTo(city.publicKey, context, plain)
  expect(sealed.includes('文建国')).toBe(false)
  expect(sealed.includes('360322196204150005')).toBe(false)
  expect(openSealedTo(city, context, sealed)).toEqual(plain)
  expect(openSealedTo(makeSealKeys(), context, sealed)).toBeUndefined()
  expect(openSealedTo(city, Buffer.from('别的'), sealed)).toBeUndefined()
})

test('one changed bit anywhere, or a piece that is missing, and it does not open', () => {
  const city = makeSealKeys()
  const sealed = sealTo(city.publicKey, context, plain)
  for (const at of [0, 1, 2, 33, 34, 40_000, sealed.length - 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(openSealedTo(city, context, changed), `byte ${at}`).toBeUndefined()
  }
  expect(openSealedTo(city, context, sealed.subarray(0, 34 + 65_552))).toBeUndefined()
})

test('the pair belongs to the signing key: the same file of the city gives the same pair', () => {
  const { privateKey } = makeKeyPair()
  expect(sealKeysOf(privateKey)).toEqual(sealKeysOf(privateKey))
})
