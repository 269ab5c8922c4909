import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { CaseId } from '#shared/kernel/ids.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { aDesk, root } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { deskSteps, olderDatabase } from '#tests/support/older-desk.ts'
import { aVisitWithOriginals, inHand } from '#tests/support/random-custody.ts'
import { aRandomChoice, aRandomVisit } from '#tests/support/random-visit.ts'
import { aVisit } from '#tests/support/visits.ts'

test.each(['desk', 'city'])('the steps of the %s are numbered up by one, each number once', (which) => {
  const numbers = readdirSync(join(root, 'migrations', which))
    .toSorted()
    .map((name) => Number(name.slice(0, 4)))
  expect(numbers).toEqual(numbers.map((_, n) => n + 1))
})

test('0008: the items of a desk of before stand as if it had always kept since, lanes and corrections', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const lottery = aLottery(8)
  for (let n = 0; n < 40; n += 1) {
    desk.clock.nowMs += lottery.below(4 * 3_600_000)
    const visit = aRandomVisit(lottery, desk.clock.nowMs)
    await desk.ask('draft.save', { draft: visit })
    const { choice, ground } = await aRandomChoice(lottery, desk, visit)
    await taken(desk, visit, choice, ground)
  }

  using old = olderDatabase(desk, 7)
  migrate(old, deskSteps)

  for (const table of ['item_case', 'material_item', 'matter_case']) {
    const rows = (client: Database.Database) => client.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
    expect(rows(old)).toEqual(rows(desk.opened.store.client))
    expect(rows(old).length).toBeGreaterThan(30)
  }
})

test('0012: persons of a desk of before whose number nobody has seen are found as such', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const typed = aVisit('V04')
  await taken(desk, typed)
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs + 1 })
  const unseen = { ...visit.applicant, idNumber: '', identityMethod: 'PENDING' as const }
  await taken(desk, { ...visit, applicant: unseen })

  using old = olderDatabase(desk, 11)
  migrate(old, deskSteps)

  const rows = (client: Database.Database) => client.prepare('SELECT * FROM party ORDER BY changed_at').all()
  expect(rows(old)).toMatchObject([{ pending: 0 }, { pending: 1 }])
  expect(rows(old)).toEqual(rows(desk.opened.store.client))
})

test('0015: what a desk of before took in and gave back stands as if custody had always been told', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const lottery = aLottery(15)
  const cases: CaseId[] = []
  for (let n = 0; n < 12; n += 1) {
    desk.clock.nowMs += lottery.below(4 * 3_600_000)
    const { caseId } = await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
    cases.push(caseId)
  }
  for (const caseId of cases) {
    const rows = (await inHand(desk)).filter((row) => row.caseId === caseId)
    const rowIds = rows.flatMap(({ rowId = '' }) => (lottery.chance(0.5) ? [rowId] : []))
    if (rowIds.length > 0) await desk.ask('case.giveBack', { caseId, rowIds, signedBy: '陈桂香' })
  }

  using old = olderDatabase(desk, 14)
  migrate(old, deskSteps)

  for (const table of ['custody_thing', 'custody_leg', 'material_item']) {
    const rows = (client: Database.Database) => client.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
    expect(rows(old)).toEqual(rows(desk.opened.store.client))
    expect(rows(old).length).toBeGreaterThan(20)
  }
})
