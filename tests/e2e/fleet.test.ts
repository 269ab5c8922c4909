import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { aCity, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { drained } from '../support/a-copied-desk.ts'
import { aDesk } from '../support/a-desk.ts'
import { lastLook, misfits, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { taken } from '../support/at-the-counter.ts'
import { findChromium, launchChromium } from '../support/chromium.ts'
import { aVisit } from '../support/visits.ts'

describe('the page of the fleet', () => {
  let city: TestCity
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    city = await aCity()
    const enrolled = await enrol(city.url, await city.newCode(township), 'test')
    // Six minutes slow.
    const clock = { nowMs: Date.now() - 360_000 }
    await using desk = await aDesk({ enrolled, cityUrl: city.url, clock, sync: true })
    await desk.signIn()
    await taken(desk, aVisit('V04', { nowMs: clock.nowMs }))
    await drained(desk)
    browser = await launchChromium((await findChromium()) ?? '')
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  })
  afterAll(async () => {
    await browser?.close()
    await city?.close()
    await stopDatabases()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(page))
  })

  test('shows nothing without the token, and with it every desk, its alarms and its days', async () => {
    await page.goto(`${city.url}/fleet`)
    const { complaints, pointerEvents } = await watch(page)
    expect(await page.textContent('body')).not.toContain('某镇')
    expect(await barriers(page)).toEqual([])
    await page.keyboard.type('not-the-token')
    await page.keyboard.press('Enter')
    await page.getByText('口令不对').waitFor()
    // What the browser says of the answer 401 is its own way to report it.
    expect(complaints.splice(0).every((text) => text.includes('401'))).toBe(true)

    await page.keyboard.type(city.running.operatorToken)
    await page.keyboard.press('Enter')
    await page.getByText(/1 个窗口，1 个有警示，未上传 0 笔；内嵌数据库/).waitFor()
    const row = page.locator('#desks tr')
    expect(await row.allInnerTexts()).toEqual([
      expect.stringMatching(/^某镇便民服务中心\s.*时钟不准\s.*慢 6 分钟/),
    ])
    expect(await barriers(page)).toEqual([])
    expect(await misfits(page)).toEqual([])

    await page.locator('#desks button').focus()
    await page.keyboard.press('Enter')
    await page.getByText('这七天没有日结').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.locator('#find').focus()
    await page.keyboard.type('另一个镇')
    await page.getByText('没有符合的窗口').waitFor()
    expect(await pointerEvents()).toBe(0)
    expect(complaints).toEqual([])
  })
})
