import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { anInputMethod, lastLook, misfits } from '../support/a-view.ts'

/** The PC of a village, and the same at 125 % (ui.md 6.1). */
const frames = [
  { name: '1366 by 696', width: 1366, height: 696, idNumber: '360322196605100009' },
  { name: '1093 by 557', width: 1093, height: 557, idNumber: '360322198808080000' },
] as const

const longName = '阿卜杜勒麦麦提艾合买提江吐尔逊'
const longAddress = '江西省萍乡市上栗县金山镇山口岩村'.padEnd(60, '大屋场自然村')

let counter: Counter
beforeAll(async () => {
  counter = await aCounter()
  await aClerk(counter.page).signIn(1, '135790')
})
afterAll(async () => {
  await counter?.close()
})
beforeEach(() => {
  onTestFailed(() => lastLook(counter.page))
})

describe('a window', () => {
  test.each(frames)('$name shows every screen whole, the longest names included', async (frame) => {
    const { page } = counter
    const clerk = aClerk(page)
    await page.setViewportSize(frame)
    const look = async (screen: string) => expect(await misfits(page), screen).toEqual([])
    await clerk.press('F12')
    await clerk.sees('按数字选人')
    await look('锁屏')
    await clerk.signIn(1, '135790')
    await clerk.press('Alt+1')
    await clerk.at('今天')
    await look('今天')
    await clerk.press('F2')
    await clerk.at('选事')
    await look('选事')
    await clerk.press(...'nccm', 'Enter')
    await clerk.at('办事人')
    await clerk.introduce({ idNumber: frame.idNumber, name: longName, address: longAddress })
    await look('情形')
    await clerk.press('Control+Enter')
    await clerk.sees(/还有 \d 题没答/)
    await look('情形，没答完')
    await clerk.answer('1')
    await clerk.at('一张表')
    await clerk.press('Control+Enter')
    await clerk.sees(/还差 \d+ 处/)
    await look('一张表，没填完')
    await clerk.press('Escape', 'Control+PageDown')
    await clerk.at('一套材料')
    await clerk.judge('1', '0', '3', '0', '2', '3')
    await look('一套材料')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await look('核对与决定')
    await clerk.press('4', 'Enter')
    await clerk.sees('属于哪一类')
    await look('不予受理')
    await clerk.press('Escape', '3', 'Enter')
    await clerk.at('打印与下一位')
    await clerk.sees('还没打')
    await look('打印与下一位')
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    await look('今天，有办件')
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await clerk.sees(/共 [1-9]\d* 件/)
    await look('办件')
    await clerk.press('Enter')
    await clerk.sees('经过')
    await look('一件')
    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await look('上传与退回')
  })
})

describe('while Chinese is being typed', () => {
  const meant = ['Enter', 'Escape', 'Tab', 'Digit1', 'ArrowDown', 'Backspace'] as const

  test.each([
    ['the matter', '选事', async () => undefined],
    [
      'the name',
      '办事人',
      async (page: Page) => {
        const clerk = aClerk(page)
        await clerk.press(...'xse', 'Enter')
        await clerk.at('办事人')
        await clerk.type('360322199512100003')
        await clerk.press('Enter')
      },
    ],
  ] as const)('no key of the input method does anything in %s', async (_, heading, getThere) => {
    const { page } = counter
    const clerk = aClerk(page)
    await page.setViewportSize(frames[0])
    await clerk.press('Alt+1')
    await clerk.at('今天')
    await clerk.press('F2')
    await clerk.at('选事')
    await getThere(page)
    await clerk.at(heading)
    const before = await placeOf(page)

    const method = await anInputMethod(page)
    await method.compose('chen')
    await method.press(...meant)
    expect(await placeOf(page)).toEqual(before)
    expect(await clerk.heading()).toBe(heading)

    await method.commit('陈')
    await expect.poll(() => valueOf(page)).toBe('陈')
  })
})

/** Which field has the focus, by its label. */
function placeOf(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    const found = document.activeElement
    return found instanceof HTMLInputElement
      ? (found.labels?.[0]?.textContent ?? found.id)
      : found?.getAttribute('aria-label')
  })
}

function valueOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    document.activeElement instanceof HTMLInputElement ? document.activeElement.value : undefined,
  )
}
