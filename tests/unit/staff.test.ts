import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterWrongPin, Pin, type PinState, triesLeft } from '#shared/domain/staff.ts'

const nobodyTried: PinState = { wrong: 0, waitUntilMs: 0 }
const nowMs = Date.parse('2026-09-18T09:00:00+08:00')

describe('a wrong PIN', () => {
  test('may be typed four times; the fifth locks the tile for 10 minutes, then 20, then 30', () => {
    let state = nobodyTried
    const waits: number[] = []
    for (let n = 1; n <= 9; n += 1) {
      state = afterWrongPin(state, nowMs)
      waits.push(state.waitUntilMs === 0 ? 0 : (state.waitUntilMs - nowMs) / 60_000)
    }
    expect(waits).toEqual([0, 0, 0, 0, 10, 20, 30, 30, 30])
    expect(state.wrong).toBe(9)
  })

  test('leaves one try less each time, never fewer than none', () => {
    const left = [0, 1, 2, 3, 4, 5, 6, 50].map((wrong) => triesLeft({ wrong, waitUntilMs: 0 }))
    expect(left).toEqual([5, 4, 3, 2, 1, 0, 0, 0])
  })

  test('after the lock has run out the very next wrong one locks again', () => {
    const locked: PinState = { wrong: 5, waitUntilMs: nowMs + 600_000 }
    expect(afterWrongPin(locked, nowMs + 600_001)).toEqual({
      wrong: 6,
      waitUntilMs: nowMs + 600_001 + 20 * 60_000,
    })
  })

  test('counts up however often it happens, and the wait is never shorter than before', () => {
    fc.assert(
      fc.property(fc.nat(200), (tries) => {
        let state = nobodyTried
        let last = 0
        for (let n = 0; n < tries; n += 1) {
          state = afterWrongPin(state, nowMs)
          expect(state.waitUntilMs).toBeGreaterThanOrEqual(last)
          last = state.waitUntilMs
        }
        expect(state.wrong).toBe(tries)
        expect(last).toBeLessThanOrEqual(nowMs + 30 * 60_000)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what may be a PIN', () => {
  test.each(['135790', '000000'])('%s has six digits', (pin) => expect(Pin.safeParse(pin).success).toBe(true))
  test.each(['', '13579', '1357900', '13579a', '１３５７９０', '135790\n', ' 135790'])('%j has not', (pin) =>
    expect(Pin.safeParse(pin).success).toBe(false),
  )
})
