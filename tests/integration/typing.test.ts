import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readFolder } from '#main/hosts/catalogue/folder.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit, grandmother } from '#tests/support/visits.ts'

const numbers = [grandmother, '13879912345', '6217000010001234567']

describe('the sheet of a case', () => {
  test('follows the screens of the department and tells no full number, name or house', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    for (const profileId of ['police', 'medical-insurance', 'human-resources']) {
      const sheet = await sheetOf(desk, caseId, profileId)
      const text = JSON.stringify(sheet)
      for (const number of numbers) expect(text).not.toContain(number)
      expect(text).not.toMatch(/陈桂香|3组12号/)
      expect(sheet.lines.map(({ n }) => n)).toEqual(sheet.lines.map(({ n }) => n).toSorted((a, b) => a - b))
    }
    const police = await sheetOf(desk, caseId, 'police')
    expect(police).toMatchObject({ name: '公安户籍', confirmed: false, entered: 0, done: false })
    expect(police.lines[0]).toEqual({
      n: 1,
      screen: '查询',
      label: '公民身份号码',
      shown: '360302********0000',
      filled: true,
    })
    expect(new Set(police.lines.map(({ screen }) => screen))).not.toContain('死亡注销')
  })

  test('opens for a department the case has items for', async () => {
    await using desk = await aDesk()
    const sheet = await sheetOf(desk, await aBirth(desk))
    expect(sheet.profiles.map(({ profileId }) => profileId).toSorted()).toEqual([
      'human-resources',
      'medical-insurance',
      'police',
    ])
    expect(sheet.profileId).toBe('police')
  })

  test('is refused for a case or a profile that is not there', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    expect(await desk.ask('typing.sheet', { caseId, profileId: 'moon' })).toEqual(refuse('profile-unknown'))
    const line = { caseId, profileId: 'moon', version: '1', n: 1 }
    expect(await desk.ask('typing.value', line)).toEqual(refuse('profile-unknown'))
    expect(await desk.ask('typing.mark', line)).toEqual(refuse('profile-unknown'))
  })
})

describe('the value of a line', () => {
  test('is recorded with who, when and which, and never with the value', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    const before = desk.journal().length

    const answer = await desk.ask('typing.value', { caseId, profileId: 'police', version: '1', n: 1 })

    expect(answer).toEqual({ ok: true, value: { value: grandmother } })
    expect(desk.journal().slice(before)).toEqual([
      {
        type: 'value-revealed',
        caseId,
        purpose: 'TYPING',
        profileId: 'police',
        version: '1',
        n: 1,
        of: 'applicant.idNumber',
        atMs: desk.clock.nowMs,
      },
    ])
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('that the sheet shows anyway is given without a record', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    const sheet = await sheetOf(desk, caseId, 'police')
    const plain = sheet.lines.find(({ label }) => label === '民族')
    const before = desk.journal().length
    const line = { caseId, profileId: 'police', version: '1', n: plain?.n ?? 0 }
    expect(await desk.ask('typing.value', line)).toEqual({ ok: true, value: { value: '汉族' } })
    expect(desk.journal()).toHaveLength(before)
  })

  test('of a colleague is refused to a clerk, given to the manager, and recorded under the manager', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    const line = { caseId, profileId: 'police', version: '1', n: 1 }
    await desk.signIn(1)
    const before = desk.journal().length
    expect(await desk.ask('typing.value', line)).toEqual(refuse('case-of-another', { clerk: '王芳' }))
    expect(desk.journal()).toHaveLength(before)

    const manager = await desk.signIn(2)
    expect(await desk.ask('typing.value', line)).toMatchObject({ ok: true })
    expect(actors(desk).at(-1)).toBe(manager.staffId)
  })

  test('is refused when the screens are others by now, and for a box the case has nothing for', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    const line = { caseId, profileId: 'police', version: '0', n: 1 }
    expect(await desk.ask('typing.value', line)).toEqual(refuse('profile-changed'))
    expect(await desk.ask('typing.value', { ...line, version: '1', n: 999 })).toEqual(refuse('line-empty'))
  })

  test('of the twenty-first case within an hour is refused', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const cases: CaseId[] = []
    for (let n = 0; n < 21; n += 1) {
      desk.clock.nowMs += 60_000
      cases.push((await taken(desk, aVisit('A01', { nowMs: desk.clock.nowMs }), 'ACCEPT')).caseId)
    }
    const ask = (caseId: CaseId | undefined) =>
      desk.ask('typing.value', { caseId: caseId as CaseId, profileId: 'police', version: '1', n: 1 })
    for (const caseId of cases.slice(0, 20)) expect(await ask(caseId)).toMatchObject({ ok: true })
    expect(await ask(cases[20])).toMatchObject({ ok: false, refusal: { code: 'too-many-cases' } })
    expect(await ask(cases[0])).toMatchObject({ ok: true })
    desk.clock.nowMs += 3_600_001
    expect(await ask(cases[20])).toMatchObject({ ok: true })
  })
})

describe('marks', () => {
  test('survive a restart, can be taken back, and with the last line the case is recorded as typed', async () => {
    const first = await aDesk()
    const caseId = await aBirth(first)
    const opened = await sheetOf(first, caseId, 'police')
    const filled = opened.lines.filter((line) => line.filled)
    const mark = (desk: TestDesk, n: number, mark?: 'ENTERED' | 'SKIPPED') =>
      desk.ask('typing.mark', { caseId, profileId: 'police', version: '1', n, ...(mark ? { mark } : {}) })
    await mark(first, filled[0]?.n ?? 0, 'ENTERED')
    await mark(first, filled[1]?.n ?? 0, 'ENTERED')
    await mark(first, filled[1]?.n ?? 0)

    await using desk = await first.restart()
    onTestFinished(() => rmSync(first.dir, { recursive: true, force: true }))
    await desk.signIn()
    expect(await sheetOf(desk, caseId, 'police')).toMatchObject({ entered: 1, of: filled.length })
    for (const { n } of filled.slice(1, -1)) await mark(desk, n, 'ENTERED')
    expect(kinds(desk)).not.toContain('typing-done')
    const last = await mark(desk, filled.at(-1)?.n ?? 0, 'SKIPPED')

    expect(last).toMatchObject({ ok: true, value: { done: true, entered: filled.length - 1 } })
    expect(desk.journal().at(-1)).toMatchObject({
      type: 'typing-done',
      caseId,
      profileId: 'police',
      name: '公安户籍',
      lines: filled.length - 1,
      skipped: 1,
      characters: last.ok && last.value.characters,
    })
    const before = desk.journal().length
    await mark(desk, filled.at(-1)?.n ?? 0, 'SKIPPED')
    expect(desk.journal()).toHaveLength(before)
    const profiles = (await sheetOf(desk, caseId)).profiles
    expect(profiles.filter(({ done }) => done).map(({ profileId }) => profileId)).toEqual(['police'])
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('values taken one after the other are one line of the history', async () => {
    await using desk = await aDesk()
    const caseId = await aBirth(desk)
    for (const n of [1, 2]) await desk.ask('typing.value', { caseId, profileId: 'police', version: '1', n })
    const view = await desk.ask('case.view', { caseId })
    const lines = view.ok ? view.value.history.filter(({ kind }) => kind === 'value-revealed') : []
    expect(lines).toMatchObject([{ note: '2 项' }])
  })
})

test('a fault in a profile is told with file, line and rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-typing-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(root, 'catalogue'), folder, { recursive: true })
  const file = join(folder, 'typing', 'police.json')
  const text = readFileSync(file, 'utf8')
  const line = text.split('\n').findIndex((each) => each.includes('child.birthCertNo')) + 1
  writeFileSync(file, text.replace('child.birthCertNo', 'child.birthCertNumber'))
  cpSync(join(folder, 'typing', 'market.json'), join(folder, 'typing', 'markets.json'))

  const wrongName = readFolder(folder)
  expect(!wrongName.ok && wrongName.faults).toMatchObject([
    { file: 'typing/markets.json', rule: 'shape', line: 2 },
  ])
  rmSync(join(folder, 'typing', 'markets.json'))
  const read = readFolder(folder)
  expect(!read.ok && read.faults).toMatchObject([
    { file: 'typing/police.json', line, rule: 'dangling-reference' },
  ])
})

async function aBirth(desk: TestDesk): Promise<CaseId> {
  await desk.signIn()
  return (await taken(desk, aVisit('A01'), 'ACCEPT')).caseId
}

async function sheetOf(desk: TestDesk, caseId: CaseId, profileId?: string) {
  const sheet = await desk.ask('typing.sheet', { caseId, ...(profileId ? { profileId } : {}) })
  if (!sheet.ok) throw new Error(sheet.refusal.code)
  return sheet.value
}

function kinds(desk: TestDesk): readonly string[] {
  return desk.journal().map(({ type }) => type)
}

function actors(desk: TestDesk): readonly unknown[] {
  return desk.opened.store.client.prepare('SELECT actor FROM journal ORDER BY position').pluck().all()
}
