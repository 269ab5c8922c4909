import { expect, test } from 'vitest'
import { isStalled, type Lane, type Watch, watched } from '#shared/replication/stall.ts'

const minute = 60_000

/** A turn every so many minutes; each says whether the city answered, and how the lane stands. */
function after(
  turns: readonly (Lane & { readonly answered: boolean; readonly afterMin: number })[],
): readonly boolean[] {
  let watch: Watch | undefined
  let nowMs = 0
  return turns.map(({ afterMin, ...turn }) => {
    nowMs += afterMin * minute
    watch = watched(watch, { ...turn, nowMs })
    return isStalled(watch)
  })
}

const still = { left: true, place: 7, answered: true, afterMin: 5 }

test('a lane that stands still for a quarter of an hour while the city answers is stalled, until it moves', () => {
  const turns = [still, still, still, still, still, { ...still, place: 8 }, { ...still, place: 8 }]
  expect(after(turns)).toEqual([false, false, false, true, true, false, false])
})

test('with nothing left to move nothing stands still', () => {
  const turns = Array.from({ length: 6 }, () => ({ ...still, left: false }))
  expect(after(turns)).not.toContain(true)
  expect(after([still, still, still, still, { ...still, left: false }])).toEqual([
    false,
    false,
    false,
    true,
    false,
  ])
})

test('a line that does not answer is no standstill: it has a reason of its own', () => {
  const mute = { ...still, answered: false }
  expect(after([mute, mute, mute, mute, mute, mute])).not.toContain(true)
})

test('the time before the line came back, or the computer woke up, does not count', () => {
  const back = { ...still, afterMin: 480 }
  expect(after([still, still, back, still, still, still])).toEqual([false, false, false, false, false, true])
})

test('answers now and then are enough, as a line has them that waits between its tries', () => {
  const mute = { ...still, answered: false }
  expect(after([still, mute, still, mute, still])).toEqual([false, false, false, false, true])
})
