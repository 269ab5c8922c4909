import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { prepareProfile } from '#main/hosts/browser/open-browser.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { findChromium } from '../support/chromium.ts'

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

  test('the case shows them again by one key, and who looked is in its history of the desk', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    await page.getByRole('gridcell').first().waitFor()
    await clerk.press('Enter')
    await page.getByText('看照片').first().waitFor()
    await clerk.press('v')
    await page.locator('.capture img').waitFor()
    await page.getByText('第 1 张，共 3 张').waitFor()
    expect(await barriers(page)).toEqual([])
    await picture(page, '92-look')
    await clerk.press('ArrowRight')
    await page.getByText('第 2 张，共 3 张').waitFor()
    await clerk.press('Escape')
  })

  test('the upload screen counts them in megabytes until the city has confirmed each', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await page.getByText(/市级已确认 3 张/).waitFor({ timeout: 30_000 })
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await picture(page, '93-uploads')
  })

  test('a counter of the practice centre without a camera draws numbered sheets; a page is thrown away again', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
    })
    await clerk.begin('xse')
    await clerk.introduce({ idNumber: '360322194001010003', name: '欧阳娜娜', phone: '13879954321' })
    await clerk.press('1')
    await clerk.answer('1')
    await clerk.press('Control+PageDown')
    await clerk.at('一套材料')
    await clerk.press('F8')
    await page.getByText('练习用高拍仪：按空格拍一张样张').waitFor()
    expect(await barriers(page)).toEqual([])
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    await clerk.press('F8')
    await page.getByText('已有 1 张').waitFor()
    await clerk.press('Space', 'Enter')
    await page.getByText('照片 2 张').waitFor()
    await picture(page, '94-two-pages')
    await clerk.press('ArrowUp', 'v')
    await page.getByText('第 1 张，共 2 张').waitFor()
    await clerk.press('Delete')
    await page.getByText('第 1 张，共 1 张').waitFor()
    await clerk.press('Escape')
    await page.getByText('照片 1 张').waitFor()
  })
})

test('the browser of the counter lets its own page use the camera and asks nobody; another page has to ask', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-profile-'))
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>萍窗</title>'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  const own = `http://app-0123456789abcdef0123456789abcdef.localhost:${port}`
  prepareProfile(folder, own)
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: (await findChromium()) ?? '',
    args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
  })
  try {
    const page = await browser.newPage()
    const camera = async (origin: string) => {
      await page.goto(origin)
      return page.evaluate(() => navigator.permissions.query({ name: 'camera' }).then(({ state }) => state))
    }
    expect(await camera(own)).toBe('granted')
    expect(await camera(`http://other.localhost:${port}`)).toBe('prompt')
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
