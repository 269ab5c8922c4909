import { describe, expect, test } from 'vitest'
import { compareVersions, versionOn } from '#shared/catalogue/version.ts'

describe('which of two versions is the older', () => {
  test.each([
    ['2026.9', '2026.11'],
    ['2026.11', '2026.11.1'],
    ['2026.11', '2027.1'],
    ['2026-09', '2026-10'],
    ['2026.11a', '2026.11b'],
  ])('%s comes before %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0)
    expect(compareVersions(newer, older)).toBeGreaterThan(0)
    expect(compareVersions(older, older)).toBe(0)
  })
})

describe('the version of a day', () => {
  const held = [
    { version: '2026.9', effectiveFrom: '2026-09-01' },
    { version: '2026.11', effectiveFrom: '2026-11-01' },
    { version: '2026.12', effectiveFrom: '2026-10-15' },
  ]
  test.each([
    ['2026-08-31', '2026.9'],
    ['2026-09-01', '2026.9'],
    ['2026-10-14', '2026.9'],
    ['2026-10-15', '2026.12'],
    ['2026-11-01', '2026.12'],
  ])('on %s it is %s: the newest whose day has come, before all days the oldest', (day, version) => {
    expect(versionOn(held, day)?.version).toBe(version)
    expect(versionOn(held.toReversed(), day)?.version).toBe(version)
  })

  test('of nothing there is none', () => {
    expect(versionOn([], '2026-09-01')).toBeUndefined()
  })
})
