import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimBeginning, simBeginning } from '../support/sim-beginning.ts'
import { intake } from '../support/sim-counter.ts'
import type { SimDesk } from '../support/sim-desk.ts'
import { SimWorld } from '../support/sim-world.ts'

const seeds = Number(process.env['WORLDS'] ?? 60)

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

  test('hears and sends by itself when a disk that took nothing for a while is well again', async () => {
    const world = new SimWorld(1, beginning)
    const { violations } = await world.play(async () => {
      const desk = world.machines[0]?.desk as SimDesk
      desk.diskTrouble = 'failing'
      await world.pass(10 * 60_000)
      desk.diskTrouble = undefined
    })
    expect(violations).toEqual([])
  })

  // Seed 100087: the city had forgotten the newest secret as well, and took the desk for a copy of itself.
  test('takes what a desk had written from one that was revoked by a city back from a backup', async () => {
    const world = new SimWorld(1, beginning)
    const { violations } = await world.play(async () => {
      const desk = world.machines[0]?.desk as SimDesk
      await world.pass(60_000)
      const kept = await world.city.backup()
      desk.kill()
      desk.start()
      await intake({ desk, lottery: world.lottery, time: world.time })
      await world.pass(60_000)
      await world.city.comeBackFrom(kept)
      await world.city.operator('PUT', `/v1/operator/desks/${desk.self.deskId}`, { status: 'REVOKED' })
    })
    expect(violations).toEqual([])
  })

  for (let seed = 101; seed < 101 + seeds; seed += 1)
    test(`keeps every law of sync.md D.3 (seed ${seed})`, () => run(seed))
})
