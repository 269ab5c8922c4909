import { afterAll, expect, test } from 'vitest'
import { kinds } from '#tests/mutate/mutants.ts'
import { playMutants } from '#tests/mutate/play.ts'
import { stopDatabases } from '#tests/support/a-city.ts'

const count = Number(process.env['PINGCHUANG_MUTANTS'] ?? 300)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)

afterAll(stopDatabases)

test('a city answers what is signed and wrong with a code, tells nobody of it and changes nothing', async () => {
  const report = await playMutants({ count, seed })
  expect(report.broken, `seed ${seed}`).toEqual([])
  expect(Object.keys(report.kinds).length).toBeGreaterThan(Object.keys(kinds).length / 2)
  expect(report.answers['200'] ?? 0).toBeGreaterThan(0)
}, 180_000)
