import { describe, expect, test } from 'vitest'
import { readWorkbook } from '#main/hosts/catalogue/workbook-file.ts'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { readSheets } from '#shared/catalogue/workbook/read-sheets.ts'
import { aBundle, next, signedFile, trusting, withItem } from '#tests/support/a-catalogue.ts'
import { aDesk, rules, type TestDesk } from '#tests/support/a-desk.ts'

const manager = 2
const allowance = 'A09-I1'
const later = { version: '2099.2', effectiveFrom: '2026-09-10', source: '市级目录2099年第2版' }

async function adopted(desk: TestDesk, bundle: CatalogueBundle): Promise<void> {
  await desk.signIn(manager)
  const file = signedFile(bundle)
  const preview = await desk.ask('catalogue.preview', { file })
  if (!preview.ok) throw new Error(preview.refusal.code)
  const answer = await desk.ask('catalogue.adopt', { file, sha256: preview.value.sha256 ?? '' })
  if (!answer.ok) throw new Error(answer.refusal.code)
}

async function unread(desk: TestDesk) {
  const answer = await desk.ask('catalogue.news', {})
  return answer.ok ? answer.value.unread : undefined
}

async function changes(desk: TestDesk) {
  const answer = await desk.ask('catalogue.changes', {})
  if (!answer.ok) throw new Error('no changes')
  return answer.value
}

const firstChange = () => aBundle(withItem(allowance, { legalBasis: '新的依据' }))
const secondChange = () => aBundle({ ...withItem(allowance, { legalBasis: '更新的依据' }), ...later })

describe('what a new catalogue changed', () => {
  test('is nothing on a desk that has had but one', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    expect(await unread(desk)).toBeUndefined()
    const { items, matters, seen, since } = await changes(desk)
    expect({ seen, since }).toEqual({ seen: true, since: undefined })
    expect([...items.changed, ...matters.changed]).toEqual([])
  })

  test('waits for each person until that person has read it, and nobody else is asked', async () => {
    await using desk = await aDesk({ enrolled: trusting() })
    await adopted(desk, firstChange())
    await desk.signIn()
    expect(await unread(desk)).toEqual({
      version: next.version,
      effectiveFrom: next.effectiveFrom,
      since: rules.catalogue.version,
    })
    expect((await changes(desk)).items.changed).toMatchObject([
      { id: allowance, words: [expect.stringContaining('新的依据')] },
    ])
    const before = desk.journal().length

    expect(await desk.ask('catalogue.acknowledge', { version: next.version })).toEqual({
      ok: true,
      value: {},
    })

    expect(await unread(desk)).toBeUndefined()
    expect(await changes(desk)).toMatchObject({ seen: true, since: rules.catalogue.version })
    expect(desk.journal()).toHaveLength(before)
    await desk.signIn(1)
    expect(await unread(desk)).toBeDefined()
    await using again = await desk.restart()
    await again.signIn()
    expect(await unread(again)).toBeUndefined()
  })

  test('is told from the version a person knew, over all that came between', async () => {
    await using desk = await aDesk({ enrolled: trusting() })
    await adopted(desk, firstChange())
    await desk.ask('catalogue.acknowledge', { version: next.version })
    await adopted(desk, secondChange())

    expect(await unread(desk)).toMatchObject({ version: later.version, since: next.version })
    expect((await changes(desk)).items.changed[0]?.words).toEqual([
      expect.stringMatching(/由“新的依据”改为“更新的依据”/),
    ])
    await desk.signIn()
    expect(await unread(desk)).toMatchObject({ since: next.version })
  })

  test('is not put away unread when another version came into force meanwhile', async () => {
    await using desk = await aDesk({ enrolled: trusting() })
    await adopted(desk, firstChange())
    expect(await desk.ask('catalogue.acknowledge', { version: rules.catalogue.version })).toEqual({
      ok: false,
      refusal: { code: 'not-in-force', detail: { now: next.version } },
    })
    expect(await unread(desk)).toBeDefined()
  })
})

describe('a version', () => {
  test('tells who signed and who adopted it; what came with the program was signed by nobody', async () => {
    await using desk = await aDesk({ enrolled: trusting() })
    await adopted(desk, firstChange())
    await desk.signIn()
    const answer = await desk.ask('catalogue.versions', {})
    expect(answer.ok && answer.value.versions).toMatchObject([
      { version: next.version, keyId: 'office-1', adoptedBy: '周建国', state: 'IN_FORCE' },
      { version: rules.catalogue.version, source: rules.catalogue.source },
    ])
    expect(answer.ok && answer.value.versions[1]).not.toHaveProperty('keyId')
    expect(answer.ok && answer.value.versions[1]).not.toHaveProperty('adoptedBy')
    expect(answer.ok && answer.value.calendarYears).toContain('2026')
  })
})

describe('the template', () => {
  test('is a workbook that can be sent back unchanged', async () => {
    await using desk = await aDesk()
    await desk.signIn(manager)
    const answer = await desk.ask('catalogue.template', {})
    if (!answer.ok) throw new Error('no template')
    expect(answer.value.name).toMatch(/\.xlsx$/)
    expect(readSheets(await readWorkbook(Buffer.from(answer.value.file, 'base64'))).ok).toBe(true)
    const looked = await desk.ask('catalogue.preview', { file: answer.value.file })
    expect(looked).toMatchObject({ ok: false, refusal: { code: 'catalogue-older' } })
  })
})
