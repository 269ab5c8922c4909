import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimBeginning, simBeginning } from '../support/sim-beginning.ts'
import { SimWorld } from '../support/sim-world.ts'

const seeds = Number(process.env['WORLDS'] ?? 80)

/** Three desks of two centres and their city in simulated time; docs/simulation.md says what can happen to them. */
describe('a world of accidents', () => {
  let beginning: SimBeginning
  beforeAll(async () => {
    beginning = await simBeginning()
  })
  afterAll(() => beginning.close())

  const run = async (seed: number) => {
    const { lastLines, violations } = await new SimWorld(seed, beginning).run()
    expect(violations, lastLines.join('\n')).toEqual([])
  }

  test('is the same world again when the seed is the same', async () => {
    const [one, two] = [await new SimWorld(1, beginning).run(25), await new SimWorld(1, beginning).run(25)]
    expect(two).toEqual(one)
    expect(one.steps).toBeGreaterThan(50)
  })

  for (let seed = 101; seed < 101 + seeds; seed += 1)
    test(`keeps every law of sync.md D.3 (seed ${seed})`, () => run(seed))
})
