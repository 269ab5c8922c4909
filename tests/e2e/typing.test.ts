import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

/** The typing helper beside a department's system, on a real clipboard, by keyboard alone. */
describe('a case is typed into the system of a department', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter({ practice: false })
    const { page } = counter
    const origin = new URL(page.url()).origin
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    await clerk.begin('xse')
    await clerk.introduce({ idNumber: '360322199512100003', name: '易美玲', phone: '13879912345' })
    await clerk.answer('1', '1', '1', '1', '1', '1')
    await clerk.at('一张表')
    await clerk.fillForm()
    await clerk.at('一套材料')
    await clerk.judge('1', '3', '1', '3', '4', '4', '3')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.sees('按材料应选这一项')
    await clerk.press('Enter')
    await clerk.at('打印与下一位')
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    // A half minute is not waited for: the clock of the page is moved.
    await page.clock.install()
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('from a window of its own that lies above all others', async () => {
    const { page } = counter
    const opened = page.context().waitForEvent('page')
    await page.keyboard.press('Alt+c')
    const strip = await opened
    const clerk = aClerk(strip)
    await clerk.sees('公安户籍')
    await clerk.sees('字段顺序以实际系统为准')
    await strip.setViewportSize({ width: 360, height: 620 })
    expect(await strip.locator('body').textContent()).not.toMatch(/360322199512100003|易美玲|13879912345/)

    await clerk.press('Enter')
    await clerk.sees(/已复制「公民身份号码」，\d+ 秒后清空/)
    expect(await clipboard(page)).toBe('360322199512100003')
    await clerk.sees(/已录 1\/\d+/)
    await picture(strip, '40-typing-window')
    expect(await misfits(strip)).toEqual([])
    await clerk.press('c')
    await clerk.sees(/已复制「姓名」/)
    expect(await clipboard(page)).toBe('易美玲')
    await clerk.sees(/已录 2\/\d+/)
    const passedOver = strip.locator('.typing-line.is-skipped')
    await clerk.press('s')
    await passedOver.waitFor()
    await clerk.press('Backspace')
    await passedOver.waitFor({ state: 'detached' })
    await clerk.press('ArrowUp', 'Backspace')
    await clerk.sees(/已录 1\/\d+/)

    await page.clock.fastForward(31_000)
    await clerk.sees('剪贴板里没有本件内容')
    expect(await clipboard(page)).toBe('')

    await closedBy(strip, 'Escape')
  })

  test('what somebody else put on the clipboard meanwhile stays there', async () => {
    const { page } = counter
    const strip = await openedStrip(page)
    const clerk = aClerk(strip)
    await clerk.press('Enter')
    await clerk.sees(/已复制/)
    await page.evaluate(() => navigator.clipboard.writeText('别的程序的内容'))
    await page.clock.fastForward(31_000)
    await clerk.sees('剪贴板里没有本件内容')
    expect(await clipboard(page)).toBe('别的程序的内容')
    await strip.close()
  })

  test('with the lock the strip goes, and what it put on the clipboard', async () => {
    const { page } = counter
    const strip = await openedStrip(page)
    const clerk = aClerk(strip)
    await clerk.press('Enter')
    await clerk.sees(/已复制/)
    await closedBy(strip, 'F12')
    await aClerk(page).sees('按数字选人')
    await expect.poll(() => clipboard(page)).toBe('')
    await aClerk(page).signIn(1, '135790')
  })

  test('docked at the edge where there is no such window, to the last line, and said so', async () => {
    const { page } = counter
    await page.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'))
    const clerk = aClerk(page)
    const watched = await watch(page)
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await page.locator('main [role="row"]:focus').waitFor()
    await clerk.press('Enter')
    await clerk.at(/新生儿/)
    await clerk.press('Alt+c')
    await clerk.sees('录入助手')
    await clerk.sees('公安户籍')
    expect(await misfits(page)).toEqual([])
    const count = (await page.locator('.typing-count').textContent()) ?? ''
    const [before, total] = count.match(/\d+/g)?.map(Number) ?? []
    expect(total).toBeGreaterThan(8)
    // A key counts once the one before it is done: the count says when.
    for (let n = (before ?? 0) + 1; n <= (total ?? 0); n += 1) {
      await clerk.press('Enter')
      await clerk.sees(new RegExp(`已录 ${n}/`))
      if (n === 4) await picture(page, '41-typing-docked')
    }
    await clerk.sees('录完了')
    await picture(page, '42-typing-done')
    await clerk.press('2')
    await clerk.sees('字段顺序以实际系统为准')
    await clerk.press('Escape')
    await expect.poll(() => clipboard(page)).toBe('')
    await clerk.sees('录入部门系统')
    await clerk.sees('调取完整信息')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('a browser that will not take the value is told, and nothing is marked', async () => {
    const { page } = counter
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, 'writeText', {
        configurable: true,
        value: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
      })
    })
    const clerk = aClerk(page)
    await clerk.press('Alt+c')
    await clerk.sees('录入助手')
    await clerk.press('2', 'Enter')
    await clerk.sees('没有放进剪贴板')
    await clerk.sees(/已录 0\/\d+/)
  })
})

async function openedStrip(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await page.keyboard.press('Alt+c')
  const strip = await opened
  await aClerk(strip).sees('公安户籍')
  return strip
}

/** The key goes down in a window that is gone before it comes up again. */
async function closedBy(strip: Page, key: string): Promise<void> {
  const closed = strip.waitForEvent('close')
  await Promise.allSettled([strip.keyboard.press(key)])
  await closed
}

/** Read by the main page, as any program could. */
function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}
