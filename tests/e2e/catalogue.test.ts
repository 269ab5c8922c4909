import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { writeWorkbook } from '#main/hosts/catalogue/workbook-file.ts'
import { exampleCatalogue } from '#shared/catalogue/workbook/example.ts'
import { writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'
import { aBundle, signedFile, trusting, withItem } from '../support/a-catalogue.ts'
import { aClerk } from '../support/a-clerk.ts'
import { rules } from '../support/a-desk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

const version = '2099.1'

describe('a new catalogue, by keyboard alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-catalogue-'))
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async () => undefined, { enrolled: trusting() })
    // Listened to from the start: the browser hands its choosers over only after it was told to.
    counter.page.on('filechooser', () => undefined)
    const { items, matters } = rules.catalogue
    const bundle = aBundle({
      ...withItem('A09-I1', { promised: { n: 7, unit: 'W' } }),
      matters: [...matters.slice(0, -1), { ...matters[0]!, matterId: 'V99', name: '萍水相逢一件事' }],
    })
    expect(items.length).toBeGreaterThan(100)
    writeFileSync(join(folder, 'signed.pccat.json'), Buffer.from(signedFile(bundle), 'base64'))
    writeFileSync(join(folder, 'noise.json'), 'not a catalogue')
    const [first] = exampleCatalogue.items
    const faulty = {
      ...exampleCatalogue,
      items: [{ ...first!, deptId: 'nowhere' }, ...exampleCatalogue.items.slice(1)],
    }
    writeFileSync(join(folder, 'faulty.xlsx'), await writeWorkbook(writeSheets(faulty)))
    const unsigned = { ...exampleCatalogue, version: '2099.2' }
    writeFileSync(join(folder, 'unsigned.xlsx'), await writeWorkbook(writeSheets(unsigned)))
  })
  afterAll(async () => {
    await counter?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  async function chosen(page: Page, name: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('o')
    await (await chooser).setFiles(join(folder, name))
  }

  test('a clerk sees the versions and why the rest is not for a clerk', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    await clerk.press('Alt+9')
    await clerk.at('设置')
    await clerk.sees('随程序带来')
    await clerk.sees('导入目录要中心负责人登录')
    expect(await page.locator('input[type=file]').count()).toBe(0)
    expect(await misfits(page)).toEqual([])
    await clerk.press('F12')
  })

  test('the manager reads what it would change, adopts it, and a matter of it is there at once', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(3, '975310')
    const watched = await watch(page)
    await clerk.press('Alt+9')
    await clerk.at('设置')
    await picture(page, '63-settings')
    await chosen(page, 'noise.json')
    await clerk.sees('这个文件读不出来')

    await chosen(page, 'faulty.xlsx')
    await clerk.sees(/有 1 处错误，不能启用/)
    await clerk.sees(/“事项”表第 \d+ 行/)
    await picture(page, '64-catalogue-faults')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.sees(/有 1 处错误，不能启用/)

    await chosen(page, 'unsigned.xlsx')
    await clerk.sees('没有市级签名')
    await chosen(page, 'signed.pccat.json')
    await clerk.sees('市级签名，已核对（office-1）')
    await clerk.sees(/主题新增 1、取消 1、改动 \d+；事项新增 0、取消 0、改动 1/)
    await clerk.sees('萍水相逢一件事')
    await picture(page, '65-catalogue-preview')
    expect(await misfits(page)).toEqual([])
    await clerk.press('PageDown')
    await clerk.press('Control+Enter')
    await clerk.sees(`目录 ${version} 已启用`)
    await clerk.sees('周建国')
    await picture(page, '66-catalogue-adopted')

    await clerk.press('Alt+5')
    await clerk.at('目录')
    await clerk.type('萍水')
    await clerk.sees('萍水相逢一件事')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('another window goes by it too, and each person is told once what changed', async () => {
    const page = await counter.reopen()
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    await clerk.at('今天')
    await clerk.sees('目录有改动')
    await picture(page, '67-today-catalogue')
    expect(await misfits(page)).toEqual([])
    await clerk.press('v')
    await clerk.at('这次目录改了什么')
    await clerk.sees('萍水相逢一件事')
    await picture(page, '68-catalogue-changes')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    expect(await page.getByText('目录有改动').count()).toBe(0)

    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.type('萍水')
    await clerk.sees('萍水相逢一件事')
  })
})
