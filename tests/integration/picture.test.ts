import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { nameOfFile, openFile, sealFile } from '#shared/crypto/sealed-file.ts'
import { checkPicture } from '#shared/domain/picture.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

describe('a page that was photographed', () => {
  test('lies sealed on the disk under the hash of its sealed bytes before anything names it', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const plain = aPicture({ bytes: 150_000 })
    const pictureId = await kept(desk, plain)

    const [file] = filesOf(desk)
    expect(filesOf(desk)).toHaveLength(1)
    const sealed = readFileSync(file ?? '')
    expect(nameOfFile(sealed)).toBe(pictureId)
    expect(sealed.includes(plain.subarray(0, 64))).toBe(false)
    expect(desk.journal().some(({ type }) => type === 'picture-taken')).toBe(false)
    expect(await shownOf(desk, pictureId)).toEqual(plain)
    expect(desk.journal().some(({ type }) => type === 'picture-viewed')).toBe(false)
  })

  test('is told of once, right before the first act that names it, and its row shows it', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const visit = aVisit('V04')
    const pages = [await kept(desk, aPicture({ n: 1 })), await kept(desk, aPicture({ n: 2 }))]
    const rowId = visit.materials[0]?.rowId ?? ''
    const pictures = pages.map((pictureId) => ({ rowId, pictureId }))
    const caseId = (await taken(desk, { ...visit, pictures }, 'ACCEPT')).caseId

    const kinds = desk.journal().map(({ type }) => type)
    expect(kinds.filter((kind) => kind === 'picture-taken')).toHaveLength(2)
    expect(kinds.indexOf('matter-received') - kinds.indexOf('picture-taken')).toBe(2)
    const view = await desk.ask('case.view', { caseId })
    expect(view.ok && view.value.materials.find((row) => row.rowId === rowId)?.pictures).toEqual(pages)
    const named = desk.opened.store.read((reader) => listFrom(reader, 0, 1_000))
    const received = named.find(({ kind }) => kind === 'matter-received')
    expect(JSON.parse(received?.envelope ?? '{}').deps).toEqual(pages)
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('that is looked at again is in the journal with who looked', async () => {
    await using desk = await aDesk()
    const clerk = await desk.signIn()
    const pictureId = await named(desk)
    expect(await shownOf(desk, pictureId)).toEqual(aPicture())
    const looks = desk.opened.store
      .read((reader) => listFrom(reader, 0, 1_000))
      .filter(({ kind }) => kind === 'picture-viewed')
    expect(looks.map(({ actor }) => actor)).toEqual([clerk.staffId])
  })

  test('is not shown to a colleague the case does not concern, but to the manager', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const pictureId = await named(desk)
    await desk.signIn(1)
    expect(await desk.ask('picture.show', { pictureId })).toEqual(refuse('case-of-another'))
    await desk.signIn(2)
    expect(await shownOf(desk, pictureId)).toEqual(aPicture())
  })

  test('cannot be leafed through by the hundred', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const pictureId = await named(desk)
    for (let n = 0; n < 60; n += 1) await desk.ask('picture.show', { pictureId })
    expect(await desk.ask('picture.show', { pictureId })).toEqual(refuse('too-many-pictures'))
    desk.clock.nowMs += 3_700_000
    expect((await desk.ask('picture.show', { pictureId })).ok).toBe(true)
  })

  test('taken by mistake is gone, from the disk too; once an act named it, it stays', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const mistake = await kept(desk, aPicture())
    expect((await desk.ask('picture.drop', { pictureId: mistake })).ok).toBe(true)
    expect(filesOf(desk)).toEqual([])
    const pictureId = await named(desk)
    expect(await desk.ask('picture.drop', { pictureId })).toEqual(refuse('picture-named'))
    expect(filesOf(desk)).toHaveLength(1)
  })

  test('that a draft still names although it was thrown away is not received with the rest', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const visit = aVisit('V04')
    const rowId = visit.materials[0]?.rowId ?? ''
    const gone = await kept(desk, aPicture({ n: 1 }))
    const stays = await kept(desk, aPicture({ n: 2 }))
    await desk.ask('picture.drop', { pictureId: gone })
    const pictures = [gone, stays].map((pictureId) => ({ rowId, pictureId }))
    const { caseId } = await taken(desk, { ...visit, pictures }, 'ACCEPT')
    const view = await desk.ask('case.view', { caseId })
    expect(view.ok && view.value.materials.flatMap((row) => row.pictures ?? [])).toEqual([stays])
  })

  test.each([
    ['a text', Buffer.from('<script>alert(1)</script>'), 'picture-unreadable'],
    ['nothing', Buffer.alloc(0), 'picture-unreadable'],
    ['a JPEG that breaks off', aPicture().subarray(0, 5_000), 'picture-unreadable'],
    ['20,000 × 20,000 points', aPicture({ width: 20_000, height: 20_000 }), 'picture-too-large'],
  ] as const)('%s is refused and leaves no trace', async (_, bytes, code) => {
    await using desk = await aDesk()
    await desk.signIn()
    const before = desk.journal().length
    const answer = await desk.ask('picture.keep', { picture: bytes.toString('base64'), label: '户口簿' })
    expect(answer).toEqual(refuse(code))
    expect(filesOf(desk)).toEqual([])
    expect(desk.journal()).toHaveLength(before)
  })
})

describe('a file that is not what it was', () => {
  test.each([
    ['missing', (file: string) => rmSync(file), 'picture-missing', 'MISSING'],
    ['changed in one bit', flip, 'picture-damaged', 'DAMAGED'],
    [
      'cut short',
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -20)),
      'picture-damaged',
      'DAMAGED',
    ],
  ] as const)('%s is told and stays visible in the list', async (_, hurt, code, state) => {
    await using desk = await aDesk()
    await desk.signIn()
    const visit = aVisit('V04')
    const pictureId = await kept(desk, aPicture(), CaseId.parse(visit.draftId))
    const pictures = [{ rowId: visit.materials[0]?.rowId ?? '', pictureId }]
    const { caseId } = await taken(desk, { ...visit, pictures }, 'ACCEPT')
    hurt(filesOf(desk)[0] ?? '')
    expect(await desk.ask('picture.show', { pictureId })).toEqual(refuse(code))
    const list = await desk.ask('picture.ofCase', { caseId })
    expect(list.ok && list.value.pictures).toMatchObject([{ pictureId, state }])
  })

  test('gone from the folder is told at the next start, before anybody looks', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await named(desk)
    rmSync(filesOf(desk)[0] ?? '')
    desk.clock.nowMs += 3_700_000
    desk.engine.runClocks()
    const uploads = await desk.ask('picture.uploads', { limit: 10 })
    expect(uploads.ok && uploads.value.rows.map(({ state }) => state)).toEqual(['MISSING'])
  })

  test('put in the place of another one does not open', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const one = await kept(desk, aPicture({ n: 1 }))
    const two = await kept(desk, aPicture({ n: 2 }))
    const place = (id: string) => join(desk.dir, 'pictures', id.slice(0, 2), id)
    copyFileSync(place(one), place(two))
    expect(await desk.ask('picture.show', { pictureId: two })).toEqual(refuse('picture-damaged'))
  })

  test('no bit of a sealed file can change, and no part can be left out or moved', () => {
    const plain = aPicture({ bytes: 200_000 })
    const { bytes, key } = sealFile(plain)
    expect(openFile(key, bytes)).toEqual(plain)
    for (let n = 0; n < 400; n += 1) {
      const changed = Buffer.from(bytes)
      const at = (n * 7_919) % bytes.length
      changed[at] = (changed[at] ?? 0) ^ (1 << (n % 8))
      expect(openFile(key, changed), `bit at ${at}`).toBeUndefined()
    }
    const chunk = 65_552
    for (const cut of [0, 1, 2, 18, 2 + chunk, 2 + 2 * chunk, bytes.length - 1])
      expect(openFile(key, bytes.subarray(0, cut)), `cut at ${cut}`).toBeUndefined()
    const turned = Buffer.concat([
      bytes.subarray(0, 2),
      bytes.subarray(2 + chunk, 2 + 2 * chunk),
      bytes.subarray(2, 2 + chunk),
      bytes.subarray(2 + 2 * chunk),
    ])
    expect(openFile(key, turned)).toBeUndefined()
    expect(openFile(sealFile(plain).key, bytes)).toBeUndefined()
  })
})

describe('what nobody wants any more', () => {
  test('goes after a day; what lies in a draft, and what an act named, stays', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const visit = aVisit('V04')
    const named = await kept(desk, aPicture({ n: 1 }))
    const pictures = [{ rowId: visit.materials[0]?.rowId ?? '', pictureId: named }]
    await taken(desk, { ...visit, pictures }, 'ACCEPT')
    const inDraft = await kept(desk, aPicture({ n: 2 }))
    const other = aVisit('V04')
    await desk.ask('draft.save', {
      draft: { ...other, pictures: [{ rowId: other.materials[0]?.rowId ?? '', pictureId: inDraft }] },
    })
    const orphan = await kept(desk, aPicture({ n: 3 }))
    writeFileSync(join(desk.dir, 'pictures', orphan.slice(0, 2), `${orphan.slice(0, 42)}A.new`), 'half')

    desk.clock.nowMs += 23 * 3_600_000
    desk.engine.runClocks()
    expect(namesOf(desk)).toContain(orphan)
    desk.clock.nowMs += 2 * 3_600_000
    desk.engine.runClocks()
    expect(
      namesOf(desk)
        .filter((name) => !name.endsWith('.new'))
        .toSorted(),
    ).toEqual([named, inDraft].toSorted())
    const again = await desk.restart()
    expect(namesOf(again).some((name) => name.endsWith('.new'))).toBe(false)
    await again.stop()
  })
})

describe('what the city has verified', () => {
  test('leaves this computer after 30 days, and not before an off-box copy holds its entry', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const pictureId = await named(desk)
    const { client } = desk.opened.store
    client.prepare("UPDATE picture_file SET upload = 'VERIFIED', verified_ms = ?").run(desk.clock.nowMs)
    desk.clock.nowMs += 31 * 86_400_000
    desk.engine.runClocks()
    expect(filesOf(desk)).toHaveLength(1)

    client.exec('UPDATE sync_position SET durable_seq = 1000, prune_ok_seq = 1000, acked_seq = 1000')
    desk.clock.nowMs += 3_700_000
    desk.engine.runClocks()
    expect(filesOf(desk)).toEqual([])
    expect(await desk.ask('picture.show', { pictureId })).toEqual(refuse('picture-cleared'))
  })

  test('stays while it is younger, however safe the city is', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const pictureId = await named(desk)
    const { client } = desk.opened.store
    client.prepare("UPDATE picture_file SET upload = 'VERIFIED', verified_ms = ?").run(desk.clock.nowMs)
    client.exec('UPDATE sync_position SET durable_seq = 1000, prune_ok_seq = 1000, acked_seq = 1000')
    desk.clock.nowMs += 29 * 86_400_000
    desk.engine.runClocks()
    expect(await shownOf(desk, pictureId)).toEqual(aPicture())
  })
})

test('a picture is a JPEG within the limits, by its own frame and not by what it is called', () => {
  expect(checkPicture(aPicture({ width: 2_339, height: 1_654 }))).toEqual({
    ok: true,
    value: { width: 2_339, height: 1_654 },
  })
  expect(checkPicture(aPicture({ bytes: 2_000_001 })).ok).toBe(false)
  expect(checkPicture(Buffer.from('%PDF-1.7')).ok).toBe(false)
})

async function kept(desk: TestDesk, plain: Buffer, ofCase?: CaseId): Promise<string> {
  const answer = await desk.ask('picture.keep', {
    picture: plain.toString('base64'),
    label: '居民户口簿',
    ...(ofCase ? { ofCase } : {}),
  })
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value.pictureId
}

async function named(desk: TestDesk): Promise<string> {
  const visit = aVisit('V04')
  const pictureId = await kept(desk, aPicture(), CaseId.parse(visit.draftId))
  const pictures = [{ rowId: visit.materials[0]?.rowId ?? '', pictureId }]
  await taken(desk, { ...visit, pictures }, 'ACCEPT')
  return pictureId
}

async function shownOf(desk: TestDesk, pictureId: string): Promise<Buffer | undefined> {
  const answer = await desk.ask('picture.show', { pictureId })
  return answer.ok ? Buffer.from(answer.value.picture, 'base64') : undefined
}

function flip(file: string): void {
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

function filesOf(desk: TestDesk): readonly string[] {
  return namesOf(desk).map((name) => join(desk.dir, 'pictures', name.slice(0, 2), name))
}

function namesOf(desk: TestDesk): readonly string[] {
  const folder = join(desk.dir, 'pictures')
  return readdirSync(folder).flatMap((sub) => readdirSync(join(folder, sub)))
}
