import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeWorkbook } from '#main/hosts/catalogue/workbook-file.ts'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'
import type { CataloguePreview } from '#shared/contract/catalogue-import.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import {
  aBundle,
  base64,
  next,
  office,
  signedFile,
  trusting,
  withItem,
  withMatter,
} from '#tests/support/a-catalogue.ts'
import { aDesk, rules, type TestDesk } from '#tests/support/a-desk.ts'
import { everythingBut, taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

const manager = 2
const allowance = 'A09-I1'

async function managed(): Promise<TestDesk> {
  const desk = await aDesk({ enrolled: trusting() })
  await desk.signIn(manager)
  return desk
}

async function previewed(desk: TestDesk, file: string): Promise<CataloguePreview> {
  const answer = await desk.ask('catalogue.preview', { file })
  if (!answer.ok) throw new Error(`${answer.refusal.code} ${JSON.stringify(answer.refusal.detail)}`)
  return answer.value
}

async function adopted(desk: TestDesk, bundle: CatalogueBundle) {
  const file = signedFile(bundle)
  const { sha256 = '' } = await previewed(desk, file)
  const answer = await desk.ask('catalogue.adopt', { file, sha256 })
  if (!answer.ok) throw new Error(`${answer.refusal.code} ${JSON.stringify(answer.refusal.detail)}`)
  return answer.value
}

async function versionOf(desk: TestDesk): Promise<string> {
  const overview = await desk.ask('desk.overview', {})
  return overview.ok ? overview.value.catalogueVersion : ''
}

describe('looking at a file', () => {
  test('tells what comes, goes and changes, in words, for whom and from when; and keeps nothing', async () => {
    await using desk = await managed()
    await taken(desk, aVisit('V04'))
    await desk.ask('draft.save', { draft: aVisit('V04') })
    const { matters } = rules.catalogue
    const other = matters.find(({ kind, matterId }) => kind === 'SINGLE' && matterId !== 'V04')
    const before = everythingBut(desk)

    const preview = await previewed(
      desk,
      signedFile(
        aBundle({
          ...withItem(allowance, { promised: { n: 7, unit: 'W' }, legalBasis: '新的依据' }),
          matters: [
            ...matters.filter((each) => each !== other),
            { ...matters[0]!, matterId: 'V99', name: '新的一件事' },
          ],
        }),
      ),
    )

    expect(preview).toMatchObject({
      signed: true,
      faults: [],
      ...next,
      from: '2026-09-18',
      comparedWith: rules.catalogue.version,
      matters: {
        added: [{ id: 'V99', name: '新的一件事' }],
        removed: [{ id: other?.matterId }],
        changed: [],
      },
      items: { added: [], removed: [] },
    })
    expect(preview.items.changed).toEqual([
      { id: allowance, name: expect.any(String), words: expect.any(Array) },
    ])
    expect(preview.items.changed[0]?.words.join('；')).toMatch(
      /承诺时限由“\d+个工作日”改为“7个工作日”；设定依据由“.+”改为“新的依据”/,
    )
    expect(preview.affected).toEqual([
      { matterId: 'V04', name: '高龄津贴', removed: false, openCases: 1, drafts: 1 },
    ])
    expect(everythingBut(desk)).toEqual(before)
  })

  test('a workbook can be looked at, and its faults name sheet, row and column; but nobody signed it', async () => {
    await using desk = await managed()
    const bundle = aBundle()
    const sound = await workbook(bundle)
    const preview = await previewed(desk, sound)
    expect(preview).toMatchObject({ signed: false, faults: [], version: next.version })
    const { sha256 = '' } = preview
    expect(await desk.ask('catalogue.adopt', { file: sound, sha256 })).toMatchObject({
      ok: false,
      refusal: { code: 'not-signed' },
    })

    const faulty = await workbook(
      aBundle(withItem(allowance, { promised: { n: 90, unit: 'W' }, statutory: { n: 60, unit: 'W' } })),
    )
    const row = rules.catalogue.items.findIndex(({ itemId }) => itemId === allowance) + 2
    expect((await previewed(desk, faulty)).faults).toEqual([
      {
        sheet: '事项',
        row,
        column: '承诺时限',
        path: `items/${allowance}`,
        rule: 'promised-beyond-statutory',
        sentence: expect.stringContaining('比法定时限还长'),
      },
    ])
  })
})

describe('adopting a version', () => {
  test('is one entry of the journal with version and hash; the windows are told, the list says what is in force', async () => {
    await using desk = await managed()
    expect(await adopted(desk, aBundle())).toEqual({
      version: next.version,
      effectiveFrom: next.effectiveFrom,
      inForce: true,
    })
    expect(await versionOf(desk)).toBe(next.version)
    expect(desk.journal().at(-1)).toEqual({
      type: 'catalogue-adopted',
      version: next.version,
      sha256: expect.stringMatching(/^[\w-]{43}$/),
    })
    const versions = await desk.ask('catalogue.versions', {})
    expect(versions.ok && versions.value.versions.map(({ state, version }) => `${version} ${state}`)).toEqual(
      [
        `${next.version} IN_FORCE`,
        `${rules.catalogue.version} ${rules.catalogue.effectiveFrom > '2026-09-18' ? 'WAITING' : 'PAST'}`,
      ],
    )
    const again = await desk.restart()
    expect(await versionOf(again)).toBe(next.version)
    await again.stop()
  })

  test('a case keeps the version it was received under: papers and view tell the old facts, a new case the new', async () => {
    await using desk = await managed()
    const label = rules.catalogue.fields[0]?.label ?? ''
    const old = await taken(desk, aVisit('V04'), 'ACCEPT')
    const basis = rules.catalogue.items.find(({ itemId }) => itemId === allowance)?.legalBasis ?? ''
    await adopted(
      desk,
      aBundle({
        ...withItem(allowance, { legalBasis: '新的依据', feeFen: 4200, confirmed: true, unconfirmed: [] }),
        fields: rules.catalogue.fields.map((each, at) => (at === 0 ? { ...each, label: '新的叫法' } : each)),
      }),
    )
    const fresh = await taken(desk, aVisit('V04'), 'ACCEPT')

    expect(await noticeOf(desk, old)).toContain(basis)
    expect(await noticeOf(desk, old)).not.toMatch(/新的依据|42\.00元/)
    expect(await noticeOf(desk, fresh)).toMatch(/新的依据/)
    expect(await noticeOf(desk, fresh)).toMatch(/42\.00元/)
    expect(await labelsOf(desk, old.caseId)).toContain(label)
    expect(await labelsOf(desk, fresh.caseId)).toContain('新的叫法')
    const kept = desk
      .journal()
      .flatMap((event) => (event.type === 'matter-received' ? [event.catalogueVersion] : []))
    expect(kept).toEqual([rules.catalogue.version, next.version])
  })

  test('an open draft goes on: what the new version no longer asks is left out, not held against the clerk', async () => {
    await using desk = await managed()
    const draft = aVisit('V04')
    await desk.ask('draft.save', { draft })
    const item = rules.catalogue.items.find(({ itemId }) => itemId === allowance)
    const [dropped] = item?.lines.filter(({ primary }) => !primary) ?? []
    const field = item?.fields.find(({ fieldId }) => !fieldId.startsWith('applicant.'))
    await adopted(
      desk,
      aBundle({
        items: rules.catalogue.items.map((each) => ({
          ...each,
          lines: each.lines.filter(({ materialId }) => materialId !== dropped?.materialId),
          fields: each.fields.filter(({ fieldId }) => fieldId !== field?.fieldId),
        })),
        materials: rules.catalogue.materials.filter(({ materialId }) => materialId !== dropped?.materialId),
        fields: rules.catalogue.fields.filter(({ fieldId }) => fieldId !== field?.fieldId),
      }),
    )

    const review = await desk.ask('intake.review', { draftId: draft.draftId })
    expect(review.ok && review.value.faults).toEqual([])
    expect(await desk.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })).toMatchObject({
      ok: true,
    })
    const received = desk.journal().find((event) => event.type === 'matter-received')
    expect(received).toMatchObject({ catalogueVersion: next.version })
    expect(JSON.stringify(received)).not.toContain(`"${dropped?.materialId}"`)
  })

  test('a version of a day to come waits, and takes over on its day while the program runs', async () => {
    await using desk = await managed()
    const told: string[] = []
    await adopted(desk, aBundle({ effectiveFrom: '2026-09-19' }))
    const first = await versionOf(desk)
    expect(first).toBe(rules.catalogue.version)
    desk.clock.nowMs = Date.parse('2026-09-18T23:59:59+08:00')
    expect(await versionOf(desk)).toBe(first)
    await taken(desk, aVisit('V04'))
    desk.clock.nowMs += 1_000
    expect(await versionOf(desk)).toBe(next.version)
    await taken(desk, aVisit('V04'))
    for (const event of desk.journal())
      if (event.type === 'matter-received') told.push(event.catalogueVersion)
    expect(told).toEqual([first, next.version])
  })

  test('brings the working days of a new year at once, and makes no other year uncertain', async () => {
    await using desk = await managed()
    const years = { '2027': { restDays: ['2027-01-01'], workingWeekends: [] } }
    await adopted(
      desk,
      aBundle({ effectiveFrom: '2027-01-01' }, { workingDays: { source: '国办通知', years } }),
    )
    const overview = await desk.ask('desk.overview', {})
    expect(overview.ok && overview.value.calendarThrough).toBe(2027)
    await taken(desk, aVisit('V04'), 'ACCEPT')
    desk.clock.nowMs = Date.parse('2026-12-30T09:00:00+08:00')
    const { outcomes } = await taken(desk, aVisit('V04'), 'ACCEPT')
    expect(outcomes.map(({ clocks }) => clocks.provisional)).toEqual([false])
  })
})

describe('a file that is not fit', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await managed()
    await adopted(desk, aBundle({ version: '2098.5' }))
  })
  afterAll(() => desk[Symbol.asyncDispose]())

  const turned = (file: string, from: string, to: string) =>
    base64(Buffer.from(file, 'base64').toString('utf8').replace(from, to))

  test.each<readonly [string, string, () => string | Promise<string>]>([
    ['signed by somebody else', 'signature-wrong', () => signedFile(aBundle(), makeKeyPair())],
    ['changed in one byte', 'signature-wrong', () => turned(signedFile(aBundle()), '高龄津贴', '高龄津帖')],
    ['an older version', 'catalogue-older', () => signedFile(aBundle({ version: '2098.4' }))],
    [
      'a version that is held with another text',
      'version-reused',
      () => signedFile(aBundle({ version: '2098.5', source: '别的来源' })),
    ],
    ['a version that is held', 'catalogue-already-held', () => signedFile(aBundle({ version: '2098.5' }))],
    ['no JSON', 'catalogue-unreadable', () => base64('{"body":')],
    ['a number', 'catalogue-unreadable', () => base64('42')],
    ['a signature over something else', 'catalogue-unreadable', () => base64('{"sig":1}')],
    [
      'a broken archive',
      'catalogue-unreadable',
      () => Buffer.from('PK\u0003\u0004 nothing').toString('base64'),
    ],
    ['an archive that unpacks to more than anybody filled in', 'catalogue-unreadable', bomb],
  ])('%s is refused with %s, and nothing changes', async (_, code, file) => {
    const before = everythingBut(desk)
    const bytes = await file()
    const refusal = { ok: false, refusal: { code } }
    expect(await desk.ask('catalogue.preview', { file: bytes })).toMatchObject(refusal)
    expect(await desk.ask('catalogue.adopt', { file: bytes, sha256: 'A'.repeat(43) })).toMatchObject(refusal)
    expect(everythingBut(desk)).toEqual(before)
  })

  test('another file than the one that was shown is not adopted', async () => {
    const { sha256 = '' } = await previewed(desk, signedFile(aBundle()))
    const before = everythingBut(desk)
    const answer = await desk.ask('catalogue.adopt', {
      file: signedFile(aBundle({ source: '换过的' })),
      sha256,
    })
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-what-was-shown' } })
    expect(everythingBut(desk)).toEqual(before)
  })

  const theme = rules.catalogue.matters.find(({ joined }) => joined.length > 2) ?? rules.catalogue.matters[0]!
  const [one, two] = theme.joined
  test.each<readonly [string, string, CatalogueBundle]>([
    ['a dangling reference', 'dangling-reference', aBundle(withItem(allowance, { deptId: 'nobody' }))],
    [
      'a cycle',
      'waits-for-itself',
      aBundle(
        withMatter(theme.matterId, {
          joined: theme.joined.map((each) => {
            if (each === one) return { ...each, dependsOn: [two?.itemId ?? ''] }
            return each === two ? { ...each, dependsOn: [one?.itemId ?? ''] } : each
          }),
        }),
      ),
    ],
    [
      'a code of wrong length',
      'item-code',
      aBundle(withItem(allowance, { taskCode: '1131010500243822563' })),
    ],
    [
      'a promise beyond the law',
      'promised-beyond-statutory',
      aBundle(withItem(allowance, { promised: { n: 9, unit: 'M' }, statutory: { n: 1, unit: 'M' } })),
    ],
    [
      'a centre role of an item nobody knows',
      'dangling-reference',
      aBundle({}, { centreRoles: { '360322102': { X: 'DECIDE' } } }),
    ],
    ['a centre that is none', 'shape', aBundle({}, { centreRoles: { '12': {} } })],
    [
      'a day of another year in the calendar',
      'calendar-day',
      aBundle(
        {},
        {
          workingDays: {
            source: '通知',
            years: { '2027': { restDays: ['2026-01-01'], workingWeekends: [] } },
          },
        },
      ),
    ],
    ['a first day that does not exist', 'shape', aBundle({ effectiveFrom: '2026-02-30' })],
  ])('%s is refused whole, with the fault named', async (_, rule, bundle) => {
    const before = everythingBut(desk)
    const file = signedFile(bundle)
    const preview = await previewed(desk, file)
    expect(preview.faults.map((fault) => fault.rule)).toContain(rule)
    for (const { sentence } of preview.faults) expect(sentence).toMatch(/[一-鿿]/)
    expect(await desk.ask('catalogue.adopt', { file, sha256: 'A'.repeat(43) })).toMatchObject({
      ok: false,
      refusal: { code: 'catalogue-faulty', detail: { n: `${preview.faults.length}` } },
    })
    expect(everythingBut(desk)).toEqual(before)
    expect(await versionOf(desk)).toBe('2098.5')
  })

  test('a theme without a lead and a dangling item are both told at once', async () => {
    const { leadDeptId: _, ...leaderless } = theme
    const matters = rules.catalogue.matters.map((each) => (each === theme ? leaderless : each))
    const { faults } = await previewed(
      desk,
      signedFile(aBundle({ matters, ...withItem(allowance, { deptId: 'nobody' }) })),
    )
    expect(new Set(faults.map(({ rule }) => rule))).toEqual(
      new Set(['theme-without-lead', 'dangling-reference']),
    )
  })

  test('a file beyond the size of a message is no question at all', async () => {
    const file = 'A'.repeat(4 * 1024 * 1024)
    await expect(desk.ask('catalogue.preview', { file })).rejects.toMatchObject({ code: 'input-malformed' })
  })
})

async function workbook({ catalogue }: CatalogueBundle): Promise<string> {
  return (await writeWorkbook(writeSheets(catalogue))).toString('base64')
}

/** A sound workbook whose first entry claims to be larger than it is allowed to be. */
async function bomb(): Promise<string> {
  const bytes = await writeWorkbook([{ sheet: '说明', rows: [['x']] }])
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  bytes.writeUInt32LE(0x7fffffff, entry + 24)
  return bytes.toString('base64')
}

type Taken = Awaited<ReturnType<typeof taken>>

async function noticeOf(desk: TestDesk, { papers }: Taken): Promise<string> {
  const paperId = papers.find(({ kind }) => kind === 'D2')?.paperId
  if (!paperId) throw new Error('no D2')
  const answer = await desk.ask('paper.content', { paperId })
  return JSON.stringify(answer.ok && answer.value)
}

async function labelsOf(desk: TestDesk, caseId: Taken['caseId']): Promise<readonly string[]> {
  const view = await desk.ask('case.view', { caseId })
  return view.ok ? view.value.form.map(({ label }) => label) : []
}

test('the key of the office is the city key of the desk, and no answer of the city passes for a catalogue', () => {
  expect(trusting().cityKey).toBe(office.publicKey)
})
