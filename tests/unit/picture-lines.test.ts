import { describe, expect, test } from 'vitest'
import { attempts, fitted } from '#renderer/app/pictures/shrink.ts'
import { chunkLost, chunkSent, startUploading } from '#shared/replication/upload.ts'

const noon = Date.parse('2026-09-18T12:00:00+08:00')
const evening = Date.parse('2026-09-18T19:00:00+08:00')

describe('how a picture goes over the line', () => {
  test('in chunks of about eight seconds: 64 KiB on a bad line, at most 1 MiB on a good one', () => {
    let slow = startUploading
    for (let n = 0; n < 20; n += 1)
      slow = chunkSent(slow, { bytes: 65_536, tookMs: 8_000, wallMs: noon, spread: 0 })
    expect(slow.chunkBytes).toBe(65_536)
    let fast = startUploading
    for (let n = 0; n < 20; n += 1)
      fast = chunkSent(fast, { bytes: fast.chunkBytes, tookMs: 10, wallMs: noon, spread: 0 })
    expect(fast.chunkBytes).toBe(1_048_576)
  })

  test('taking three tenths of the line while the counter is open, and all of it in the evening', () => {
    const open = chunkSent(startUploading, { bytes: 65_536, tookMs: 3_000, wallMs: noon, spread: 0 })
    expect(3_000 / (3_000 + open.pauseMs)).toBeCloseTo(0.3, 2)
    expect(
      chunkSent(startUploading, { bytes: 65_536, tookMs: 3_000, wallMs: evening, spread: 0.99 }).pauseMs,
    ).toBe(0)
  })

  test('taking all of it from closing time on, each centre a little after the other, within ten minutes', () => {
    const six = Date.parse('2026-09-18T18:00:00+08:00')
    const isFree = (minutes: number, spread: number) =>
      chunkSent(startUploading, { bytes: 65_536, tookMs: 3_000, wallMs: six + minutes * 60_000, spread })
        .pauseMs === 0
    expect(
      [0, 0.25, 0.5, 0.75].map((spread) => [0, 3, 6, 9].filter((at) => isFree(at, spread)).length),
    ).toEqual([4, 3, 2, 1])
    expect(isFree(10, 0.999)).toBe(true)
  })

  test('in smaller chunks after one that did not come through, never under the smallest', () => {
    expect(chunkLost({ chunkBytes: 1_048_576, pauseMs: 0 }).chunkBytes).toBe(524_288)
    expect(chunkLost({ chunkBytes: 65_536, pauseMs: 0 }).chunkBytes).toBe(65_536)
  })
})

describe('how a picture is made smaller', () => {
  test('never larger than it was taken, its sides in proportion, readable at the last attempt', () => {
    expect(fitted(640, 480, 2_339)).toEqual({ width: 640, height: 480 })
    expect(fitted(4_000, 3_000, 2_339)).toEqual({ width: 2_339, height: 1_754 })
    expect(fitted(10, 40_000, 2_339)).toEqual({ width: 1, height: 2_339 })
    // 140 dots an inch on A4: letters of 4 mm stay above 20 points.
    expect(Math.min(...attempts.map(({ side }) => side))).toBeGreaterThanOrEqual(1_640)
  })
})
