import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LinkReason } from '#shared/domain/link.ts'
import { limits } from '#shared/protocol/limits.ts'
import {
  batchCeiling,
  batchFloor,
  happened,
  nextStep,
  type Outbox,
  startOutbox,
} from '#shared/replication/outbox.ts'

const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const reason = fc.constantFrom(...LinkReason.options)

/** What a bad line does to one try: arrives, arrives in part, arrives but the answer is lost, or not at all. */
const luck = fc.oneof(
  fc.record({
    type: fc.constant('answered' as const),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    tookMs: fc.nat(30_000),
  }),
  fc.record({ type: fc.constant('lost' as const), reason }),
  fc.record({ type: fc.constant('written' as const), n: fc.nat(300) }),
)

type Luck = typeof luck extends fc.Arbitrary<infer T> ? T : never

function after(outbox: Outbox, event: Luck, chance: number): Outbox {
  if (event.type === 'written') return happened(outbox, { type: 'journal-grew', head: outbox.head + event.n })
  const next = nextStep({ ...outbox, failures: 0 }, chance)
  if (next.do !== 'send') return outbox
  if (event.type === 'lost') return happened(outbox, { type: 'outage', reason: event.reason })
  const through = next.after + Math.ceil((next.through - next.after) * event.part)
  return happened(outbox, { type: 'accepted', through, tookMs: event.tookMs })
}

describe('the outbox of a desk', () => {
  test('never sends what the city has, nor what was not written, nor more than one request may carry', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(luck, draw), { maxLength: 60 }), (events) => {
        let outbox = startOutbox(0, 0)
        for (const [event, chance] of events) {
          outbox = after(outbox, event, chance)
          const next = nextStep({ ...outbox, failures: 0 }, chance)
          if (next.do === 'rest') expect(outbox.accepted).toBe(outbox.head)
          if (next.do !== 'send') continue
          expect(next.after).toBe(outbox.accepted)
          expect(next.through).toBeGreaterThan(next.after)
          expect(next.through).toBeLessThanOrEqual(outbox.head)
          expect(next.through - next.after).toBeLessThanOrEqual(batchCeiling)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('always empties once the line holds, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(luck, draw), { maxLength: 60 }), draw, (events, chance) => {
        let outbox = startOutbox(0, 0)
        for (const [event, drawn] of events) outbox = after(outbox, event, drawn)
        let steps = 0
        for (let next = nextStep(outbox, chance); next.do !== 'rest'; next = nextStep(outbox, chance)) {
          expect(next.do).not.toBe('stop')
          outbox =
            next.do === 'send'
              ? happened(outbox, { type: 'accepted', through: next.through, tookMs: 100 })
              : { ...outbox, failures: 0 }
          steps += 1
          expect(steps).toBeLessThan(2 + 60 * 300)
        }
        expect(outbox.accepted).toBe(outbox.head)
        expect(steps).toBeLessThanOrEqual(2 + Math.ceil(outbox.head / batchFloor))
      }),
      { numRuns: 500 },
    )
  })

  test('waits after an outage: at least a moment, at most five minutes, spread by chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), draw, (failures, chance) => {
        const next = nextStep({ ...startOutbox(9, 0), failures }, chance)
        if (next.do !== 'wait') throw new Error(`does ${next.do} instead of waiting`)
        expect(next.delayMs).toBeGreaterThanOrEqual(200)
        expect(next.delayMs).toBeLessThanOrEqual(300_000)
        expect(next.delayMs).toBeLessThanOrEqual(Math.max(200, 2_000 * 2 ** (failures - 1)))
      }),
    )
    const waits = [0.1, 0.5, 0.9].map((chance) => nextStep({ ...startOutbox(9, 0), failures: 6 }, chance))
    expect(new Set(waits.map((next) => (next.do === 'wait' ? next.delayMs : 0))).size).toBe(3)
  })

  test('the ceiling of the wait doubles: 2, 4, 8 … seconds, and stays at five minutes', () => {
    const ceilings = [1, 2, 3, 4, 8, 9, 30].map((failures) =>
      nextStep({ ...startOutbox(9, 0), failures }, 0.999_999),
    )
    expect(ceilings.map((next) => (next.do === 'wait' ? Math.round(next.delayMs / 1000) : -1))).toEqual([
      2, 4, 8, 16, 256, 300, 300,
    ])
  })

  test('a request that took too long halves the next one; other outages leave its size', () => {
    let outbox: Outbox = { ...startOutbox(1_000, 0), batchMax: 100 }
    outbox = happened(outbox, { type: 'outage', reason: 'no-answer' })
    expect(outbox.batchMax).toBe(100)
    const sizes: number[] = []
    for (let n = 0; n < 4; n += 1) {
      outbox = happened(outbox, { type: 'outage', reason: 'timeout' })
      sizes.push(outbox.batchMax)
    }
    expect(sizes).toEqual([50, 25, batchFloor, batchFloor])
    expect(outbox.accepted).toBe(0)
  })

  test.each([
    { tookMs: 500, said: 'doubles while answers are quick', grown: [100, 200, 400] },
    { tookMs: 4_000, said: 'grows by a quarter when they are not', grown: [63, 79, 99] },
  ])('$said, up to its ceiling, and shrinks with a slow one', ({ grown, tookMs }) => {
    let outbox = startOutbox(100_000, 0)
    const sizes: number[] = []
    for (let n = 0; n < 20; n += 1) {
      outbox = happened(outbox, { type: 'accepted', through: outbox.accepted + outbox.batchMax, tookMs })
      sizes.push(outbox.batchMax)
    }
    expect(sizes.slice(0, 3)).toEqual(grown)
    expect(sizes.at(-1)).toBe(batchCeiling)
    expect(batchCeiling).toBe(limits.maxEntries)
    expect(happened(outbox, { type: 'accepted', through: outbox.accepted + 1, tookMs: 9_000 }).batchMax).toBe(
      batchCeiling / 2,
    )
  })

  test('any success ends the waiting', () => {
    const failing = happened(happened(startOutbox(10, 0), { type: 'outage', reason: 'city-error' }), {
      type: 'outage',
      reason: 'timeout',
    })
    expect(failing).toMatchObject({ failures: 2, lastReason: 'timeout' })
    expect(happened(failing, { type: 'accepted', through: 4, tookMs: 10 })).toMatchObject({
      failures: 0,
      accepted: 4,
      lastReason: undefined,
    })
  })

  test('a city that lost its memory is sent everything again from where it says', () => {
    const rewound = happened(startOutbox(120, 120), { type: 'rewound', to: 30 })
    expect(nextStep(rewound, 0)).toEqual({ do: 'send', after: 30, through: 80 })
  })

  test('a city that confirms what was never written is a fault, not a success', () => {
    expect(() => happened(startOutbox(5, 0), { type: 'accepted', through: 6, tookMs: 1 })).toThrow(
      'broken-promise',
    )
  })
})
