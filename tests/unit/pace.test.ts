import { describe, expect, test } from 'vitest'
import { timeLeftMs, timeLeftWord } from '#renderer/app/pace.ts'

describe('time left of what is being sent', () => {
  test('is what is left at the pace of the last minute', () => {
    const seen = [
      { atMs: 0, left: 1_000_000 },
      { atMs: 10_000, left: 800_000 },
    ]
    expect(timeLeftMs(seen, 10_000)).toBe(40_000)
  })

  test('grows second by second while the line stands still, and is not said once the minute is over', () => {
    const seen = [
      { atMs: 0, left: 1_000_000 },
      { atMs: 10_000, left: 800_000 },
    ]
    expect(timeLeftMs(seen, 20_000)).toBe(80_000)
    expect(timeLeftMs(seen, 60_001)).toBeUndefined()
  })

  test('is not said of what has not moved, of nothing, or of more than a day', () => {
    expect(timeLeftMs([], 0)).toBeUndefined()
    expect(timeLeftMs([{ atMs: 0, left: 5 }], 1_000)).toBeUndefined()
    expect(
      timeLeftMs(
        [
          { atMs: 0, left: 5 },
          { atMs: 500, left: 0 },
        ],
        1_000,
      ),
    ).toBeUndefined()
    expect(
      timeLeftMs(
        [
          { atMs: 0, left: 100_000_000 },
          { atMs: 50_000, left: 99_999_000 },
        ],
        50_000,
      ),
    ).toBeUndefined()
  })

  test('is said in seconds, minutes or hours, never as less than it is', () => {
    expect([400, 59_000, 61_000, 3_600_001].map(timeLeftWord)).toEqual([
      '约还要 1 秒',
      '约还要 59 秒',
      '约还要 2 分钟',
      '约还要 2 小时',
    ])
  })
})
