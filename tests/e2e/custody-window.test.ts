import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aCabinet, type Bag } from '../support/a-cabinet.ts'
import { aClerk } from '../support/a-clerk.ts'
import { scan } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

describe('a bag goes to a window, and what comes from one lies in the bag, by keyboard alone', () => {
  let counter: SeededCounter
  let bags: readonly Bag[] = []
  const bag = (n: number) => bags[n]?.bagNo ?? ''
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      bags = await aCabinet(desk)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a bag goes to a window in seven keys, with its stamped slip photographed (T-B4)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+4')
    await clerk.at('保管')
    await clerk.sees('柜2-格5')
    const before = clerk.keys().total
    await scan(page, bag(0))
    await clerk.sees('手里 1 袋')
    await clerk.press('w')
    await clerk.sees('哪个窗口')
    await clerk.press('1')
    await picture(page, '95-custody-window')
    expect(await misfits(page)).toEqual([])
    await clerk.press('F8')
    await page.getByLabel('高拍仪画面').waitFor()
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    await clerk.press('Enter')
    await clerk.sees('已拍好，随交接留存。')
    await clerk.press('Enter')
    await clerk.sees(/交.*窗口，已记在本机/)
    // The scan of the bag counts as one.
    expect(clerk.keys().total - before + 1).toBeLessThanOrEqual(7)
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
    await clerk.press('Escape')
  })

  test('a window without its stamp, and a waybill of a wrong form, are refused and move nothing', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('w')
    await clerk.sees('哪个窗口')
    await clerk.press('Control+Enter')
    await clerk.sees('交部门窗口要拍盖章的回执。')
    await clerk.press('Escape')
    await clerk.press('k')
    await clerk.press('2')
    await clerk.type('SF12')
    await clerk.press('Control+Enter')
    await clerk.sees('格式不对，请对照面单再输。')
    await clerk.press('Escape', 'Escape')
  })

  test('the receipt of a statutory fee lies in the bag and is counted on its card', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('n')
    await clerk.sees('又收到一件')
    await clerk.press('2')
    await clerk.type('不动产登记费')
    await clerk.press('Enter')
    await clerk.type('GX20260918')
    await clerk.press('Enter')
    await clerk.type('80')
    await clerk.press('Enter', 'Enter')
    await clerk.type('何科员')
    await clerk.press('Enter')
    await clerk.sees('收到不动产登记费凭据，已记在本机')
    await clerk.press('Escape')
    await scan(page, bag(5))
    await clerk.sees('原件 2 · 代缴凭据 1')
    await clerk.press('Escape')
  })
})
