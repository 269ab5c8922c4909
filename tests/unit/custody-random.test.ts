import { expect, test } from 'vitest'
import { amissAtTheEnd, amissNow } from '../support/custody-checks.ts'
import { CustodyTown } from '../support/custody-town.ts'
import { aLottery } from '../support/lottery.ts'

const sequences = Number(process.env['PINGCHUANG_CUSTODY'] ?? 12_000)
const from = Number(process.env['FROM'] ?? 1)

/** Each of these must have happened, or the day drawn was no test. */
const kinds = [
  ['hand over', 'to courier', 'from courier', 'to department', 'from department', 'return'],
  ['offer', 'accept', 'accept again', 'acknowledge', 'withdraw', 'override'],
  ['LOST', 'DAMAGED', 'FOUND', 'SETTLED', 'MADE_GOOD'],
  ['letter', 'RENEWED', 'REVOKED', 'PRINCIPAL_DIED', 'day'],
  ['push', 'push half', 'push twice', 'answer lost', 'hear'],
  ['kill', 'kill between lines', 'kill in a page', 'restart'],
].flat()
const refusals = [
  ['not-the-holder', 'base-stale', 'same-holder', 'same-person', 'no-such-leg', 'waybill-form', 'stranger'],
  ['thing-out', 'already-offered', 'incident-open', 'custody-disputed', 'before-last-act', 'date-ahead'],
  ['offer-not-for-you', 'offer-accepted', 'offer-closed', 'outcome-unfit', 'not-ours-to-say'],
  ['letter-missing', 'letter-not-yet', 'letter-expired', 'letter-revoked', 'principal-died'],
].flat()

test(`${sequences} random sequences: one holder each, in − out = held, nothing lost, letters respected`, () => {
  const done = new Map<string, number>()
  const refused = new Map<string, number>()
  const returned = new Map<string, number>()
  let shared = 0
  for (let seed = from; seed < from + sequences; seed += 1) {
    const lottery = aLottery(seed)
    const town = new CustodyTown(lottery)
    for (let steps = 6 + lottery.below(25); steps > 0; steps -= 1) {
      town.step()
      expect(amissNow(town), `seed ${seed} after ${town.done.length} acts`).toEqual([])
    }
    town.settle()
    expect(amissAtTheEnd(town, lottery), `seed ${seed}`).toEqual([])
    if (town.city.shares.size > 0) shared += 1
    count(done, town.done)
    count(refused, town.refused)
    count(
      returned,
      [...town.city.returned.values()].map(({ code }) => code),
    )
  }
  if (process.env['PINGCHUANG_COUNTS']) console.log({ done, refused, returned, shared })
  expect(shared).toBeGreaterThan(sequences / 4)
  for (const kind of kinds) expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0)
  for (const code of refusals) expect(refused.get(code) ?? 0, code).toBeGreaterThan(0)
  // What a desk could not know: that another one misses the thing, or has closed the matter already.
  expect([...returned.keys()].toSorted()).toEqual(['incident-open', 'incident-over'])
}, 300_000)

function count(into: Map<string, number>, all: readonly string[]): void {
  for (const each of all) into.set(each, (into.get(each) ?? 0) + 1)
}
