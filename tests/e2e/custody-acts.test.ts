import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aCabinet, type Bag } from '../support/a-cabinet.ts'
import { aClerk } from '../support/a-clerk.ts'
import { decodedQr, overflowing, pdfOf, readPdf } from '../support/a-pdf.ts'
import { scan } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'

describe('originals from hand to hand, by keyboard alone', () => {
  let counter: SeededCounter
  let bags: readonly Bag[] = []
  const bag = (n: number) => bags[n]?.bagNo ?? ''
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      bags = await aCabinet(desk)
      const caseId = bags[2]?.rows[0].caseId
      if (!caseId) throw new Error('six bags')
      // Beside the originals a copy that nobody wants back.
      await desk.ask('custody.takeIn', {
        caseId,
        from: { at: 'APPLICANT', signedBy: '彭小兰' },
        to: 'COUNTER',
        lines: [{ name: '户口簿复印件', form: 'COPY', copies: 1, condition: 'GOOD' }],
      })
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  const look = async (name: string) => {
    await picture(counter.page, name)
    expect(await misfits(counter.page), name).toEqual([])
    expect(await barriers(counter.page), name).toEqual([])
  }

  test('two bags go to a colleague in n + 8 keys (T-B3), and the slip is printed for both', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+4')
    await clerk.at('保管')
    await clerk.sees('柜2-格5')
    await printsKept(page)
    const before = clerk.keys().total

    await scan(page, bag(0))
    await clerk.sees('手里 1 袋')
    await scan(page, bag(5))
    await clerk.sees('手里 2 袋')
    await look('83-custody-basket')
    await clerk.press('Control+Enter')
    await clerk.sees('交给李敏')
    await look('84-custody-colleague')
    await clerk.press('2', '4', '6', '8', '0', '1')
    await clerk.press('Enter')
    await clerk.sees('交给李敏，已记在本机')
    expect(clerk.keys().total - before + 2).toBeLessThanOrEqual(2 + 8)
    await look('85-custody-slip')

    await clerk.press('Enter')
    await closed(page)
    const { pages, sizes } = await readPdf(await pdfOf(page))
    const words = pages.join('')
    expect(new Set(sizes)).toEqual(new Set(['210x297']))
    for (const each of [
      '材料交接清单',
      '移交人联',
      '接收人联',
      '窗口→专员',
      '（工号T001）',
      '（工号T002）',
      '本人口令确认',
      bag(0),
      bag(5),
      '肆件',
    ])
      expect(words).toContain(each)
    await takenAway(page, 1)
    expect(await overflowing(page)).toEqual([])
    await takenAway(page, 1)
    await clerk.press('ArrowRight')
    await clerk.sees('李敏')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('a bag comes back from a colleague, and goes home against a signature in four keys (T-B2)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(0))
    await clerk.sees('手里 1 袋')
    await clerk.press('Enter')
    await clerk.sees('材料在同事手里，请先按 Ctrl+Enter 收回，再还给本人。')
    await clerk.press('Control+Enter')
    await clerk.sees('从李敏手里收回')
    await clerk.press('0', '0', '0', '0', '0', '0', 'Enter')
    await clerk.sees('PIN 不对，还可以试')
    await clerk.press('2', '4', '6', '8', '0', '1', 'Enter')
    await clerk.sees('李敏交回柜台，已记在本机')
    await clerk.press('Escape')

    const before = clerk.keys().total
    await scan(page, bag(0))
    await clerk.sees('手里 1 袋')
    await clerk.press('Enter')
    await clerk.sees('材料还给您，请看清后签名')
    await clerk.sees('以上材料已当面点清，全部收回。')
    await clerk.press('Enter')
    await clerk.sees('还没有签名，或者签得太小')
    await written(page)
    await look('86-custody-return')
    await clerk.press('Enter')
    await clerk.sees('还给陈桂香，已记在本机')
    await clerk.press('Enter')
    await closed(page)
    // The one Enter that was too early is not part of the way.
    expect(clerk.keys().total - before + 1 - 1).toBeLessThanOrEqual(4)
    await takenAway(page, 1)
    const sheet = page.locator('body > .paper-sheet')
    expect(await sheet.locator('.paper-ink').count()).toBe(1)
    expect(await decodedQr(page)).toMatch(/^[0-9A-Z]{25}$/)
    const words = (await readPdf(await pdfOf(page))).pages.join('')
    expect(words).toContain('窗口→申请人')
    expect(words).toContain('交字')
    await takenAway(page, 1)
    await scan(page, bag(0))
    await clerk.sees('没有这个袋号，或袋里已经空了')
  })

  test('a loose paper is put into a bag, and the label is 60 × 40 mm', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowLeft')
    await clerk.sees('没写格位')
    await clerk.press('f')
    await clerk.type('刘')
    await clerk.sees('没写格位')
    await clerk.press('Enter')
    await clerk.press('e')
    await clerk.sees('装袋登记')
    await clerk.type('赣（2019）萍乡市不动产权第0012345号')
    await clerk.press('Enter')
    await clerk.type('20')
    await clerk.press('Enter')
    await clerk.type('柜1-格3')
    await look('87-custody-stow')
    await clerk.press('Enter')
    await clerk.sees('打印标签')
    await look('88-custody-label')
    await clerk.press('Enter')
    await closed(page)
    await clerk.sees('柜1-格3')
    const { pages, sizes } = await readPdf(await pdfOf(page))
    expect(sizes).toEqual(['60x40'])
    expect(pages.join('')).toContain('原件1')
    expect(pages.join('')).toContain('刘*强')
    expect(await decodedQr(page)).toMatch(/^[0-9A-Z]{25}-J02$/)
    expect(await overflowing(page)).toEqual([])
    await takenAway(page, 1)
    await clerk.press('Escape')
  })

  test('a copy nobody gets back goes into the file before two, and an original never does', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('f')
    await clerk.type('易')
    await clerk.press('Enter', 'j')
    await clerk.sees('是原件，要还给本人，不能归卷。')
    await clerk.press('f')
    await clerk.type('彭')
    await clerk.press('Enter', 'j')
    await clerk.sees('归卷以后不再退还。另外 1 件原件不归卷，要还给本人。')
    await clerk.press('Enter', '1')
    await clerk.type('135790')
    await clerk.press('Enter')
    await clerk.sees('PIN 不对，还可以试')
    await look('90-custody-file')
    await clerk.type('246801')
    await clerk.press('Enter')
    await clerk.sees('已归卷')
    await look('91-custody-filed')
    await clerk.press('Escape')
    await clerk.press('f')
    await clerk.type('彭')
    await page.getByText('户口簿复印件').first().waitFor({ state: 'detached' })
    await clerk.press('Escape')
  })

  test('a loss is told by two, printed, and from then on nothing of it moves', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('f')
    await clerk.type('易')
    await clerk.press('Enter')
    await clerk.press('x')
    await clerk.sees('登记遗失或损毁')
    await clerk.press('2')
    await clerk.type('下午三点送件路上遇雨，户口簿首页被淋湿')
    await clerk.press('Enter', '1')
    await clerk.type('246801')
    await clerk.press('Enter')
    await clerk.sees('已登记，这些材料办结前不能再交接')
    await look('89-custody-loss')
    await clerk.press('Enter')
    await closed(page)
    const words = (await readPdf(await pdfOf(page))).pages.join('')
    expect(words).toContain('材料损毁情况说明')
    expect(words).toContain('首页被淋湿')
    await takenAway(page, 1)
    await clerk.press('Control+Enter')
    await clerk.sees('登记了遗失或损毁，办结前不能交接。')
  })
})

async function takenAway(page: Page, n: number): Promise<void> {
  await page.evaluate((many) => {
    for (const sheet of [...document.body.querySelectorAll(':scope > .paper-sheet')].slice(0, many))
      sheet.remove()
  }, n)
}

async function closed(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** What goes to the printer is kept in the page, so that it can be read as a paper. */
async function printsKept(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.print = () => {
      const sheet = document.querySelector('[role=dialog] .paper-sheet')?.cloneNode(true)
      if (sheet instanceof HTMLElement) document.body.append(sheet)
    }
  })
}

/** A name on the pad, as a pen leaves it; the one thing no key can do. */
async function written(page: Page): Promise<void> {
  const box = await page.locator('.signature-pad').boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  for (let n = 1; n <= 60; n += 1) await page.mouse.move(box.x + 60 + n * 5, box.y + 60 + (n % 2) * 30)
  await page.mouse.up()
}
