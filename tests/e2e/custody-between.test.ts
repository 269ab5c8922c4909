import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { readHandCode } from '#shared/domain/hand-code.ts'
import { aCabinet, type Bag } from '../support/a-cabinet.ts'
import { aClerk } from '../support/a-clerk.ts'
import { byHand } from '../support/a-desk.ts'
import { decodedQr, pdfOf, readPdf } from '../support/a-pdf.ts'
import { scan, scanLong } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'

/** No city, no line between the two: what passes from one to the other is read off the screen. */
describe('a bag goes from one desk to another by codes alone', () => {
  let ours: SeededCounter
  let theirs: SeededCounter
  let bags: readonly Bag[] = []
  let offered: readonly string[] = []
  beforeAll(async () => {
    ours = await aSeededCounter(async (desk) => {
      bags = await aCabinet(desk)
      await desk.ask('staff.signOut', {})
    })
    theirs = await aSeededCounter(async () => undefined, {
      enrolled: byHand('360322101', '上栗镇便民服务中心'),
      beside: ours,
    })
  })
  afterAll(async () => {
    await theirs?.close()
    await ours?.close()
  })
  beforeEach(() => {
    onTestFailed(async () => {
      await lastLook(ours.page)
      await lastLook(theirs.page)
    })
  })

  test('the one that has it chooses the centre and shows what it offers as codes', async () => {
    const { page } = ours
    await page.bringToFront()
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+4')
    await clerk.at('保管')
    for (const n of [0, 5]) await scan(page, bags[n]?.bagNo ?? '')
    await clerk.sees('手里 2 袋')
    await clerk.press('g')
    await clerk.type('没有这个地方')
    await clerk.press('Control+Enter')
    await clerk.sees('没有这个中心，请换一个名称或编号。')
    await page.keyboard.press('Control+a')
    await clerk.type('上栗镇')
    await clerk.sees('交给上栗镇便民服务中心')
    await picture(page, '90-custody-offer')
    await clerk.press('Enter', 'Enter')
    await clerk.sees('交给上栗镇便民服务中心，等对方签收')
    await picture(page, '91-custody-codes')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    offered = await shownCodes(page)
    expect(offered.every((code) => readHandCode(code)?.kind === 'OFFER')).toBe(true)
    await page.evaluate(() => {
      window.print = () => {
        const sheet = document.querySelector('.print-only .paper-sheet')?.cloneNode(true)
        if (sheet instanceof HTMLElement) document.body.append(sheet)
      }
    })
    await clerk.press('Control+p')
    await page.locator('body > .paper-sheet').waitFor()
    const { pages, sizes } = await readPdf(await pdfOf(page))
    expect(pages.join('')).toContain('材料交接码')
    expect(new Set(sizes)).toEqual(new Set(['210x297']))
    await page.evaluate(() => document.querySelector('body > .paper-sheet')?.remove())
    await clerk.press('Escape')
    await clerk.sees('等对方签收')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('the other reads them in any order, looks at the pile, and signs', async () => {
    const { page } = theirs
    await page.bringToFront()
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    await clerk.at('今天')
    for (const [n, code] of offered.toReversed().entries()) {
      await scanLong(page, code)
      if (n + 1 < offered.length) await clerk.sees(`扫到 ${n + 1} 个码，共 ${offered.length} 个`)
    }
    await clerk.sees('金山镇便民服务中心柜台交来 4 件，请对着实物点清')
    await clerk.sees('萍公户字001000')
    await picture(page, '92-custody-take-over')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await clerk.sees('已签收，记在本机')
    await picture(page, '93-custody-receipt')
    const receipt = await shownCodes(page)
    expect(receipt.every((code) => readHandCode(code)?.kind === 'RECEIPT')).toBe(true)
    await clerk.press('Escape')
    await clerk.sees('陈*香')

    await ours.page.bringToFront()
    for (const code of receipt) await scanLong(ours.page, code)
    const first = aClerk(ours.page)
    await first.sees('对方已签收 4 件')
    await picture(ours.page, '94-custody-acknowledged')
    await first.press('Enter')
    await first.press('ArrowRight')
    await first.sees('上栗镇便民服务中心柜台')
  })

  test('what was signed for once is not signed for again, nor at the wrong desk', async () => {
    await theirs.page.bringToFront()
    const there = aClerk(theirs.page)
    for (const code of offered) await scanLong(theirs.page, code)
    await there.sees('请对着实物点清')
    await there.press('Enter')
    await there.sees('这份交接已经签收过，不用再收。')
    await there.press('Escape')

    await ours.page.bringToFront()
    const here = aClerk(ours.page)
    for (const code of offered) await scanLong(ours.page, code)
    await here.sees('这份交接是给“上栗镇便民服务中心”的，不能由您签收。')
    await here.press('Enter', 'Escape')
    await here.at('保管')
  })
})

/** Every code on the screen, as a camera reads it, one after the other. */
async function shownCodes(page: Page): Promise<readonly string[]> {
  const codes: string[] = []
  await page.locator('.code-show .hand-qr').waitFor()
  const many = Number(await page.locator('.code-show figcaption b').last().textContent())
  for (let n = 0; n < many; n += 1) {
    const code = await decodedQr(page, '.code-show .hand-qr')
    expect(code, 'a camera reads the code off the screen').toBeDefined()
    if (code) codes.push(code)
    await page.keyboard.press('ArrowRight')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  return codes
}
