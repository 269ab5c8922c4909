import { afterAll, expect, test, vi } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { enrol } from '#main/sync/enrol.ts'
import { matterState } from '#shared/domain/item-case.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { digestOf, digestText } from '../day/compare.ts'
import { aCity, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, root, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { aLottery } from '../support/lottery.ts'
import { aRandomAct, newYearKnown } from '../support/random-life.ts'
import { aRandomChoice, aRandomVisit } from '../support/random-visit.ts'

const rows = Number(process.env['PINGCHUANG_LIVES'] ?? 1_000)
afterAll(stopDatabases)

test(`${rows} lives by chance: never off the table, the same when replayed, the same at the city`, async () => {
  const city = await aCity()
  const enrolled = await enrol(city.url, await city.newCode(), 'test')
  await using desk = await aDesk({
    enrolled,
    cityUrl: city.url,
    sync: true,
    lookEveryMs: 500,
    idleMs: 30_000,
  })
  try {
    const { acts, cases } = await manyLives(desk, rows)
    newYearKnown(desk)

    expect(Object.keys(acts.done).length).toBeGreaterThan(20)
    expect(Object.values(acts.refused).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(rows / 4)
    expect(offTheTable(desk)).toEqual([])
    expect(verifyStore(desk.opened.store, root)).toEqual([])
    await drained(desk)
    const theirs = await allAtTheCity(city)
    expect(theirs.size).toBe(cases.length)
    for (const caseId of cases) {
      const view = await desk.ask('case.view', { caseId })
      if (!view.ok) throw new Error(view.refusal.code)
      expect(digestText(theirs.get(view.value.caseNo))).toBe(digestText(digestOf(view.value)))
      expect(view.value.state).toBe(matterState(view.value.itemCases))
    }
  } finally {
    await city.close()
  }
}, 600_000)

/** Each life: a visit, a decision, and up to nine things that are tried afterwards, days apart. */
async function manyLives(desk: TestDesk, n: number) {
  const lottery = aLottery(20_260_918)
  const cases: CaseId[] = []
  const done: Record<string, number> = {}
  const refused: Record<string, number> = {}
  await desk.signIn()
  for (let life = 0; life < n; life += 1) {
    desk.clock.nowMs += lottery.below(30 * 60_000)
    if (lottery.chance(0.02)) desk.engine.runClocks()
    const visit = aRandomVisit(lottery, desk.clock.nowMs)
    await desk.ask('draft.save', { draft: visit })
    const { choice, ground } = await aRandomChoice(lottery, desk, visit)
    const { caseId } = await taken(desk, visit, choice, ground)
    cases.push(caseId)
    for (let tries = 2 + lottery.below(8); tries > 0; tries -= 1) {
      const about = lottery.chance(0.7) ? caseId : lottery.pick(cases)
      const { code, ok, what } = await aRandomAct(lottery, desk, about)
      if (ok) done[what] = (done[what] ?? 0) + 1
      else refused[code ?? ''] = (refused[code ?? ''] ?? 0) + 1
    }
  }
  return { acts: { done, refused }, cases }
}

/** Steps of the journal that the table does not have, or that do not follow from the step before. */
function offTheTable(desk: TestDesk): readonly unknown[] {
  const stands = new Map<string, string>()
  return desk.journal().flatMap((event) => {
    if (event.type === 'matter-decided')
      for (const { itemNo, state } of event.outcomes) stands.set(`${event.caseId} ${itemNo}`, state)
    if (event.type !== 'item-moved') return []
    const item = `${event.caseId} ${event.itemNo}`
    const fits = stateAfter(event.from, event.move.act) === event.to && stands.get(item) === event.from
    stands.set(item, event.to)
    return fits ? [] : [event]
  })
}

async function drained(desk: TestDesk): Promise<void> {
  await vi.waitFor(
    async () => {
      await desk.ask('sync.now', {})
      const status = await desk.ask('sync.status', {})
      expect(status).toMatchObject({ ok: true, value: { waiting: 0, returned: 0, held: 0 } })
    },
    { timeout: 120_000, interval: 100 },
  )
}

async function allAtTheCity(city: TestCity): Promise<ReadonlyMap<string, CaseDigest>> {
  const found = new Map<string, CaseDigest>()
  for (let after = ''; ; ) {
    const path = `/v1/operator/centres/${township}/cases?limit=200&after=${after}`
    const { body } = await city.operator('GET', path)
    const page = body as { readonly cases: readonly CaseDigest[]; readonly next: string | null }
    for (const each of page.cases) found.set(each.caseNo, each)
    if (page.next === null) return found
    after = page.next
  }
}
