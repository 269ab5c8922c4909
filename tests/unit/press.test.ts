import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inflated } from '#city/routes/body.ts'
import { press } from '#main/sync/press.ts'
import { limits, limitsOfOld } from '#shared/protocol/limits.ts'
import { aLottery } from '#tests/support/lottery.ts'

/** As long as a batch may be and hard to press, so that what stands far back is looked for. */
function aLongText(): string {
  const lottery = aLottery(1)
  const words = Array.from({ length: 4_000 }, () => `申请人${lottery.below(1_000_000_000)}`)
  let text = ''
  while (text.length < limits.maxBytes / 2) text += lottery.pick(words)
  return text
}

describe('a batch is pressed', () => {
  const text = aLongText()

  test('by zstd for a city that reads it, within the window a city allows', async () => {
    const { bytes, packing } = await press(text, true, limits.maxBytes)
    expect(packing).toBe('zstd')
    expect(zstdDecompressSync(bytes).toString()).toBe(text)
    const there = await inflated(bytes, packing)
    expect(there.ok && there.value.toString()).toBe(text)
  })

  test('within the window of a city that takes less', async () => {
    const { bytes } = await press(text, true, limitsOfOld.maxBytes)
    const params = { [constants.ZSTD_d_windowLogMax]: Math.log2(limitsOfOld.maxBytes) }
    expect(zstdDecompressSync(bytes, { params }).toString()).toBe(text)
    const { bytes: wider } = await press(text, true, limits.maxBytes)
    expect(() => zstdDecompressSync(wider, { params })).toThrow('Frame requires too much memory')
  })

  test('by gzip for every other', async () => {
    const { bytes, packing } = await press(text, false, limits.maxBytes)
    expect(packing).toBe('gzip')
    expect(gunzipSync(bytes).toString()).toBe(text)
  })
})
