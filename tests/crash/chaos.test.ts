import { expect, test } from 'vitest'
import type { Fault } from '#tests/chaos/proxy.ts'
import { playFaults } from '#tests/chaos/rounds.ts'

const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
/** One of each sort: cut, lied to, doubled, changed, not found. `npm run chaos` plays all. */
const some: readonly Fault[] = [
  'answer lost',
  'portal 200',
  'everything twice',
  'a changed byte',
  'names not found',
]

test('a desk works on a bad line, and has everything confirmed once when the line is whole', async () => {
  const report = await playFaults({ faults: some, faultMs: 1_000, seed })
  expect(report.broken, `seed ${seed}`).toEqual([])
  expect(report.faults.map(({ fault }) => fault)).toEqual(some)
  for (const { answers, fault } of report.faults) expect(answers, fault).toBeGreaterThan(0)
})
