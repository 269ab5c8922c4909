import { expect, test } from 'vitest'
import { playKills } from '#tests/kill/rounds.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 3)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)

test(`desks and their city lose nothing they answered, and do nothing twice, in ${rounds} kills of either or both`, async () => {
  const report = await playKills({ rounds, seed, desks: 2 })
  console.log(`seed ${seed}: ${JSON.stringify({ ...report, broken: report.broken.length })}`)
  expect(report.broken, `seed ${seed}`).toEqual([])
  expect(report.answers).toBeGreaterThan(0)
  expect(report.cases).toBeGreaterThan(0)
})
