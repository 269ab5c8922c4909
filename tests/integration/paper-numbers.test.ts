import { expect, test } from 'vitest'
import type { Paper } from '#shared/domain/paper.ts'
import { aDesk, byHand, fridayMorning, type TestDesk } from '../support/a-desk.ts'
import { takeIn } from '../support/at-the-counter.ts'
import { aLottery, type Lottery } from '../support/lottery.ts'
import { aVisitWith, comings } from '../support/paper-life.ts'
import { aRandomAct } from '../support/random-life.ts'

const matters = ['A01', 'B10', 'C05', 'D01', 'V04'] as const

/** Two desks of one centre, which never hear of each other. */
async function aPair(): Promise<readonly [TestDesk, TestDesk]> {
  const first = byHand()
  const second = byHand()
  const one = await aDesk({ enrolled: first })
  const other = await aDesk({
    enrolled: { ...second, certificate: { ...second.certificate, deskPart: 'B03' } },
  })
  await one.signIn()
  await other.signIn()
  return [one, other]
}

/** Intakes and acts as they come, some of them refused. */
async function aStretch(lottery: Lottery, desk: TestDesk): Promise<{ readonly refused: number }> {
  let refused = 0
  for (let n = 0; n < 12; n += 1) {
    desk.clock.nowMs += 60_000
    const { choice, ground, judge } = lottery.pick(comings)
    const visit = aVisitWith(lottery.pick(matters), desk.clock.nowMs, judge)
    const decided = await takeIn(desk, visit, choice, ground)
    if (!decided.ok) {
      refused += 1
      continue
    }
    for (let step = 0; step < 8; step += 1)
      if (!(await aRandomAct(lottery, desk, decided.value.caseId)).ok) refused += 1
  }
  return { refused }
}

/** Every paper the desk ever numbered, in the order of its journal. */
function issuedAt(desk: TestDesk): readonly Paper[] {
  return desk.journal().flatMap((event) => ('papers' in event ? event.papers : []))
}

test('each desk counts its own papers: no number twice in the centre, and no gap in kind and year', async () => {
  const pair = await aPair()
  const lottery = aLottery(2026)
  let refused = 0
  for (const startMs of [fridayMorning, Date.parse('2027-01-04T09:00:00+08:00')])
    for (const desk of pair) {
      desk.clock.nowMs = startMs
      refused += (await aStretch(lottery, desk)).refused
    }
  expect(refused).toBeGreaterThan(5)

  const all = pair.flatMap(issuedAt)
  expect(new Set(all.map(({ docNo }) => docNo)).size).toBe(all.length)
  expect(all.length).toBeGreaterThan(60)
  let series = 0
  for (const [desk, part] of [
    [pair[0], 'A07'],
    [pair[1], 'B03'],
  ] as const) {
    const counted = new Map<string, number>()
    for (const { docNo, serial } of issuedAt(desk)) {
      const [, name = '', written] = new RegExp(`^(.+字〔\\d{4}〕)第${part}-(\\d{4})号$`).exec(docNo) ?? []
      expect(Number(written)).toBe(serial)
      expect(serial).toBe((counted.get(name) ?? 0) + 1)
      counted.set(name, serial)
    }
    series += counted.size
    expect([...counted.keys()].some((name) => name.includes('2027'))).toBe(true)
  }
  expect(series).toBeGreaterThan(20)
  for (const desk of pair) await desk[Symbol.asyncDispose]()
})
