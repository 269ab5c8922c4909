import { expect, test } from 'vitest'
import { holderKey } from '#shared/domain/custody.ts'
import { CustodyTown } from '../support/custody-town.ts'
import { aLottery } from '../support/lottery.ts'

const sequences = Number(process.env['PINGCHUANG_CUSTODY'] ?? 12_000)

test(`${sequences} random sequences: one holder each, in − out = held, nothing lost, whatever the order of the logs`, () => {
  const done = new Map<string, number>()
  const refused = new Map<string, number>()
  for (let seed = 1; seed <= sequences; seed += 1) {
    const lottery = aLottery(seed)
    const town = new CustodyTown(lottery, 1 + lottery.below(3))
    for (let steps = 8 + lottery.below(16); steps > 0; steps -= 1) {
      const before = JSON.stringify([...town.desks.map((desk) => [...desk]), town.log])
      const [acts, noes] = [town.done.length, town.refused.length]
      town.step()
      // A no, and a kill before the end, leave everything as it was.
      if (town.refused.length > noes || town.done.at(acts) === 'kill')
        expect(JSON.stringify([...town.desks.map((desk) => [...desk]), town.log]), `seed ${seed}`).toBe(
          before,
        )
    }
    const places = town.things.map((thingId) => {
      const [now, again] = [town.atCity(thingId), town.atCity(thingId)]
      expect(again, `seed ${seed}: in another order`).toEqual(now)
      if (!now) throw new Error(`seed ${seed}: ${thingId} is lost`)
      const rulings = town.claimed.get(thingId)
      expect(now.disputed, `seed ${seed}: ${thingId}`).toBe(rulings !== undefined && rulings.size !== 1)
      const truth = town.truth.get(thingId)
      if (!rulings && truth)
        expect([now.holder.at, holderKey(now.holder)], `seed ${seed}`).toEqual([truth.at, holderKey(truth)])
      return now
    })
    const out = places.filter(({ holder }) => holder.at === 'APPLICANT' || holder.at === 'FILED').length
    const held = places.filter(({ holder }) =>
      ['COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT'].includes(holder.at),
    ).length
    expect(town.things.length - out).toBe(held)
    // Every leg any desk wrote is at the city once.
    const legs = new Set(town.log.map(({ leg, thingId }) => `${thingId} ${leg.legId}`))
    expect(legs.size).toBe(town.log.length)
    for (const what of town.done) done.set(what, (done.get(what) ?? 0) + 1)
    for (const code of town.refused) refused.set(code, (refused.get(code) ?? 0) + 1)
  }
  for (const what of [
    'kill',
    'handOver',
    'offer',
    'accept',
    'accept-twice',
    'acknowledge',
    'withdraw',
    'withdraw-late',
    'lost',
    'found',
    'override',
  ])
    expect(done.get(what) ?? 0, what).toBeGreaterThan(sequences / 200)
  for (const code of [
    'not-the-holder',
    'base-stale',
    'same-holder',
    'waybill-form',
    'stranger',
    'thing-out',
    'already-offered',
    'incident-open',
    'custody-disputed',
    'no-such-leg',
  ])
    expect(refused.get(code) ?? 0, code).toBeGreaterThan(0)
}, 300_000)
