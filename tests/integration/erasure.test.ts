import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { caseOf, DeskEvent } from '#shared/domain/events.ts'
import { erasedText, residueOf } from '#shared/domain/residue.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { erased } from '#tests/support/erased.ts'
import { aRandomDay } from '#tests/support/random-day.ts'
import { aVisit } from '#tests/support/visits.ts'
import { someId } from '#tests/support/well-formed.ts'

describe('what is left of an entry', () => {
  test('of every kind says nothing about anybody, and is one this program reads', async () => {
    await using desk = await aDesk()
    await aRandomDay(desk, 4)
    const words = new Set<string>()
    for (const event of desk.journal() as DeskEvent[]) {
      const isPicture = event.type === 'picture-taken' || event.type === 'picture-viewed'
      const caseId = caseOf(event) ?? (isPicture ? CaseId.parse(someId) : undefined)
      // What says that it was erased, and by whom, stays.
      if (!caseId || event.type === 'case-erased') continue
      const left = residueOf(event, caseId)
      expect(DeskEvent.parse(left), event.type).toEqual(left)
      expect(residueOf(left, caseId), event.type).toEqual(left)
      for (const word of textsOf(left)) words.add(word)
    }
    const chinese = [...words].filter((word) => /\p{Script=Han}/u.test(word))
    expect(chinese.toSorted()).toEqual([])
  })
})

test('a case that was erased', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const { caseId } = await taken(desk, aVisit('V04'), 'ACCEPT')
  const other = await taken(desk, aVisit('V04'), 'ACCEPT')
  const said = dump(desk)
  const { idNumber, name } = aVisit('V04').applicant as { idNumber: string; name: string }
  expect(said).toContain(idNumber)

  erased(desk, caseId)
  expect(dumpOf(desk, caseId)).not.toContain(name)
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  erased(desk, other.caseId)
  expect(dump(desk)).not.toContain(idNumber)
  expect(dump(desk)).not.toContain(name)
  expect(dump(desk)).toContain(erasedText)
  expect(verifyStore(desk.opened.store, root)).toEqual([])
})

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

function dumpOf(desk: TestDesk, caseId: CaseId): string {
  const rows = desk.opened.store.read((reader) => listFrom(reader, 0, 10_000))
  return JSON.stringify(rows.filter((row) => row.caseId === caseId))
}

function dump({ opened }: TestDesk): string {
  const { client } = opened.store
  const names = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as readonly string[]
  return JSON.stringify(names.map((name) => client.prepare(`SELECT * FROM ${name}`).all()))
}
