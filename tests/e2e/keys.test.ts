import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { practiceCards } from '#main/devices/practice-card-reader.ts'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, watch } from '../support/a-view.ts'

/**
 * Keys of the program beside the data nobody could derive (ui.md 2.0.1, 2.n), by keyboard alone. The
 * letters that find a matter count as keys, because another program might have known it.
 */
describe('how many keys a visit takes', () => {
  let counter: Counter
  let watched: Awaited<ReturnType<typeof watch>>
  beforeAll(async () => {
    counter = await aCounter()
    await aClerk(counter.page).signIn(1, '135790')
    watched = await watch(counter.page)
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a birth, taken in and printed: at most 45', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('xse')
    await clerk.introduce({ idNumber: practiceCards[1].idNumber, name: practiceCards[1].name })
    await clerk.answer('1', '1', '1', '1', '1', '1')
    await clerk.at('一张表')
    await clerk.fillForm()
    await clerk.at('一套材料')
    await clerk.judge('1', '3', '1', '3', '4', '4', '3')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.sees('按材料应选这一项')
    await clerk.press('Enter')
    await clerk.printAndGoOn()
    expect(clerk.keys().over).toBeLessThanOrEqual(45)
  })

  test('three papers missing, told once: at most 34 (T-A3)', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('nccm')
    await clerk.introduce({ idNumber: '360322196605100009', name: '文建国' })
    await clerk.answer('1', '2', '2', '2')
    await clerk.at('一张表')
    await clerk.press('Control+PageDown')
    await clerk.at('一套材料')
    await clerk.judge('1', '0', '3', '0', '0', '3')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.press('3', 'Enter')
    await clerk.printAndGoOn()
    expect(clerk.keys().over).toBeLessThanOrEqual(34)
  })

  test('公民身后 with one paper to follow and three photographed: at most 51 (T-A4)', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('gmsh')
    await clerk.introduce({ idNumber: '36030219421205000X', name: '罗桂花' })
    await clerk.at('情形')
    await clerk.answer(...mourning)
    await clerk.at('一张表')
    await clerk.fillForm()
    await clerk.at('一套材料')
    await clerk.press('1', '1', '2', 'r', 'Enter', 'Enter', '4', '2', '2', '4')
    await clerk.sees('8 份都看过了')
    await photograph(counter.page, clerk, 3)
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.press('2', 'Enter')
    await clerk.printAndGoOn()
    expect(clerk.keys().over).toBeLessThanOrEqual(51)
  })

  test('公民身后 for somebody new, card read: at most 45 with three photographs, 36 without (T-A)', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('gmsh')
    await clerk.press('F7')
    await clerk.sees('360322 19620415 0005')
    await counter.page.locator('[data-field=phone]:focus').waitFor()
    await clerk.type('13879900001')
    await clerk.press('Enter', '1')
    await mournedAndPrinted(clerk, () => photograph(counter.page, clerk, 3))
    expect(clerk.keys().over).toBeLessThanOrEqual(45)
    expect(clerk.keys().over - 9).toBeLessThanOrEqual(36)
  })

  test('and for somebody who was here before and agrees that it is used again: at most 30 (T-A2)', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('F2')
    await clerk.at('选事')
    const matter = counter.page.getByRole('option', { name: /公民身后/ })
    await clerk.press(((await matter.locator('kbd').textContent()) ?? '').trim())
    await clerk.at('办事人')
    await clerk.press('F7')
    await clerk.sees('已征得本人同意使用以前登记的信息')
    expect(await counter.page.locator('[data-field=phone]').inputValue()).toBe('')
    await clerk.press('Enter')
    await counter.page.locator('[data-field=capacity]:focus').waitFor()
    await clerk.sees('上次 ')
    await clerk.press('1')
    await mournedAndPrinted(clerk)
    expect(clerk.keys().over).toBeLessThanOrEqual(30)
  })

  test('another person at the desk: at most 8, the PIN included (T-L)', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('F12')
    await clerk.signIn(2, '246801')
    expect(clerk.keys().total).toBeLessThanOrEqual(8)
    await clerk.sees('李敏')
  })

  test('and nobody touched a mouse, and the browser complained of nothing', async () => {
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

/** Cremated, residents' insurance, one heir: eight papers, one of which may follow later. */
const mourning = ['1', '1', '2', '1', '2', '1']

/** F8, Space, Enter a paper; the next key comes when the picture lies on the disk. */
async function photograph(page: Page, clerk: Clerk, papers: number): Promise<void> {
  for (let n = 0; n < papers; n += 1) {
    await clerk.press('F8', 'Space', 'Enter')
    await page.getByText('照片 1 张').nth(n).waitFor()
  }
}

/** From the questions to the next person. */
async function mournedAndPrinted(clerk: Clerk, photographs?: () => Promise<void>): Promise<void> {
  await clerk.at('情形')
  await clerk.answer(...mourning)
  await clerk.at('一张表')
  await clerk.fillForm()
  await clerk.at('一套材料')
  await clerk.judge('1', '1', '2', '3', '4', '2', '2', '4')
  await photographs?.()
  await clerk.press('Control+Enter')
  await clerk.at('核对与决定')
  await clerk.sees('按材料应选这一项')
  await clerk.press('Enter')
  await clerk.printAndGoOn()
}
