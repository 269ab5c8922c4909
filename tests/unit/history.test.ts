import { describe, expect, test } from 'vitest'
import { brokenIn, type Happened, type Kept, type Quiet } from '#tests/support/history.ts'

const kept = (seq: number, caseId = 'a', kind = seq === 1 ? 'matter-received' : 'item-moved'): Kept => ({
  seq,
  hash: `hash ${seq}`,
  entryId: `entry ${seq}`,
  kind,
  caseId,
})
const log = [kept(1), kept(2), kept(3)]
const whole: Quiet = {
  desk: 'one',
  log,
  cityLog: log,
  digests: new Map([['no 1', 'ACCEPTED']]),
  cityDigests: new Map([['no 1', 'ACCEPTED']]),
}
const day: readonly Happened[] = [
  { desk: 'one', t: 'began' },
  { desk: 'one', t: 'took', caseId: 'a', caseNo: 'no 1', lines: 1 },
  { desk: 'one', t: 'stood', head: 1, confirmed: 0 },
  { desk: 'one', t: 'acted', caseId: 'a', act: 'REVIEW', lines: 2 },
  { desk: 'one', t: 'began' },
  { desk: 'one', t: 'saw', caseId: 'a', lines: 3 },
  { desk: 'one', t: 'stood', head: 3, confirmed: 3 },
]

describe('a history of clerks at several desks', () => {
  test('in which everybody finds what was answered is in order', () => {
    expect(brokenIn(day, [whole])).toEqual([])
  })

  test.each<readonly [string, readonly Happened[], Partial<Quiet>, RegExp]>([
    ['a case was forgotten', [{ desk: 'one', t: 'saw', caseId: 'a' }], {}, /now is unknown/],
    ['an act was forgotten', [{ desk: 'one', t: 'saw', caseId: 'a', lines: 2 }], {}, /had 3 lines and now 2/],
    ['a log went back', [{ desk: 'one', t: 'stood', head: 2, confirmed: 2 }], {}, /now at 2\/2/],
    [
      'an answered case is nowhere',
      [{ desk: 'one', t: 'took', caseId: 'b', caseNo: 'no 2', lines: 1 }],
      {},
      /no 2 .* 0 times/,
    ],
    [
      'what was confirmed is not at the city',
      [],
      { log: log.slice(0, 2), cityLog: log.slice(0, 2) },
      /3 were confirmed/,
    ],
    ['the city lacks an act', [], { cityLog: log.slice(0, 2) }, /3 acts here and 2/],
    [
      'the city has acts in another order',
      [],
      { cityLog: [kept(1), { ...kept(2), entryId: 'entry 3' }, { ...kept(3), entryId: 'entry 2' }] },
      /another order/,
    ],
    [
      'the city has another entry',
      [],
      { cityLog: [kept(1), { ...kept(2), hash: 'x' }, kept(3)] },
      /2 is another/,
    ],
    [
      'an act is there twice',
      [],
      {
        log: [...log, { ...kept(4), entryId: 'entry 3' }],
        cityLog: [...log, { ...kept(4), entryId: 'entry 3' }],
      },
      /entry 3 is there twice/,
    ],
    [
      'a case was taken in twice',
      [],
      { log: [...log, kept(4, 'a', 'matter-received')], cityLog: [...log, kept(4, 'a', 'matter-received')] },
      /2 times/,
    ],
    ['two sides see a case differently', [], { cityDigests: new Map([['no 1', 'RECEIVED']]) }, /differs/],
  ])('is broken when %s', (_, more, change, says) => {
    expect(brokenIn([...day, ...more], [{ ...whole, ...change }]).join('\n')).toMatch(says)
  })

  test('is broken when two desks gave the same number', () => {
    const other = { ...whole, desk: 'two', log: [], cityLog: [] }
    expect(brokenIn(day, [whole, other])).toEqual(['no 1 was given twice'])
  })
})
