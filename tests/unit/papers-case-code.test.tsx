import bwipjs from 'bwip-js/node'
import { expect, test } from 'vitest'
import { barsOf, modulesOf } from '#renderer/papers/case-code.ts'

const caseNo = '36032210220260914A070032X'

test('the bars of a case number are those of Code 128, to the module', () => {
  const { path, width } = barsOf(caseNo)
  const drawn = [...path.matchAll(/M(\d+) 0h(\d+)/g)].map(([, from, run]) => [Number(from), Number(run)])
  expect(drawn).toEqual(barsByEncoder(caseNo))
  expect(width).toBe(222)
})

test('the square code of a case number is of the smallest version and has no half modules', () => {
  const { path, width, height } = modulesOf(caseNo)
  expect([width, height]).toEqual([21, 21])
  expect(path).not.toContain('.')
})

/** The encoder's own run lengths: bar, space, bar, … */
function barsByEncoder(text: string): number[][] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text })
  const runs = symbol && 'sbs' in symbol ? symbol.sbs : []
  let at = 0
  return runs.flatMap((run, n) => {
    at += run
    return n % 2 === 0 ? [[at - run, run]] : []
  })
}
