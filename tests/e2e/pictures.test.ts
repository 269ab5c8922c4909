import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

const keptBadge = '照片 1 张'

describe('papers photographed at the counter, by keyboard alone', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter()
    const clerk = aClerk(counter.page)
    await clerk.signIn(1, '135790')
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('three papers of an intake take nine keys, and the case has them', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    const watched = await watch(page)
    await clerk.begin('xse')
    await clerk.introduce({ idNumber: '360302195803120000', name: '陈桂香' })
    await clerk.press('1')
    await clerk.answer('1')
    await clerk.fillForm()
    if ((await clerk.heading()).startsWith('一张表')) await clerk.press('Control+Enter')
    await clerk.at('一套材料')
    await clerk.judge('1', '3', '1', '3', '4', '4', '3')

    const before = clerk.keys().total
    await clerk.press('F8')
    await page.getByLabel('高拍仪画面').waitFor()
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    expect(await misfits(page), 'the picture just taken').toEqual([])
    await picture(page, '90-capture')
    await clerk.press('Enter')
    await page.getByText(keptBadge).first().waitFor()
    // Faster than the lens: what was asked for too early is done as soon as it can be.
    for (const pages of [2, 3]) {
      await clerk.press('F8', 'Space', 'Enter')
      await page
        .getByText(keptBadge)
        .nth(pages - 1)
        .waitFor()
    }
    expect(clerk.keys().total - before).toBe(9)
    await picture(page, '91-materials-with-pictures')

    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.press('Enter')
    await clerk.at('打印与下一位')
    expect(watched.complaints).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
  })
})
