import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { decodedQr, overflowing, pdfOf, readPdf } from '../support/a-pdf.ts'
import { scan } from '../support/a-scanner.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

describe('somebody who only asks, by keyboard alone and without a line', () => {
  let counter: Counter
  let code = ''
  beforeAll(async () => {
    counter = await aCounter({ practice: false })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('goes home with a list after at most 16 keys (T-D)', async () => {
    const { line, page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    line.set('down')
    const watched = await watch(page)
    const before = clerk.keys().total

    await clerk.press('F4')
    await clerk.at('咨询')
    await picture(page, '20-consult')
    expect(await misfits(page)).toEqual([])
    await clerk.press('g', 'm', 's', 'h', 'Enter')
    await clerk.at(/公民身后/)
    await picture(page, '21-consult-situation')
    expect(await misfits(page)).toEqual([])
    await clerk.press('1', '2', '1', '2')
    await clerk.press('Space', 'ArrowDown', 'Space', 'ArrowDown')
    await picture(page, '22-consult-materials')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Control+p')
    await clerk.sees('告知单交给打印机了')
    const printed = clerk.keys().total - before + 1
    await picture(page, '23-consult-printed')
    expect(await misfits(page)).toEqual([])
    const keys = printed
    expect(keys).toBeLessThanOrEqual(16)

    const { pages, sizes } = await readPdf(await pdfOf(page))
    const words = pages.join('')
    expect(new Set(sizes)).toEqual(new Set(['148x210']))
    expect(words).toContain('事项咨询一次性告知单')
    expect(words).toContain('不起算办理时限')
    expect(words).toContain('您说已经有的')
    expect(words).toContain('咨字〔2026〕')
    for (const text of pages) expect(text).toMatch(/目录版本2026\.11，2026年11月1日起用.*来源：/)
    expect(await overflowing(page)).toEqual([])
    code = (await decodedQr(page)) ?? ''
    expect(code).toMatch(/^A00[1-9A-Z][0-9A-Z]{4}$/)

    await clerk.press('Control+Enter')
    await clerk.at('今天')
    expect(clerk.keys().total - before).toBeLessThanOrEqual(16)
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('who does not know and gives no name gets all that may apply, in large print and on a roll', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F4')
    await clerk.at('咨询')
    await clerk.sees('今天的咨询 1 件')
    await clerk.press('c', '0', '5', 'Enter')
    await clerk.at(/农村村民建房/)
    await clerk.press('Enter', 'Enter', 'Enter', 'Enter', 'Enter', 'Enter')
    await clerk.sees('视情况')
    await picture(page, '24-consult-unknown')
    await clerk.press('l', 'Control+p')
    await clerk.sees('告知单交给打印机了')
    const large = await readPdf(await pdfOf(page))
    expect(new Set(large.sizes)).toEqual(new Set(['210x297']))
    expect(large.pages.join('')).toContain('【视情况')
    expect(await overflowing(page)).toEqual([])

    await clerk.press('l', 'Control+p')
    await clerk.sees('告知单交给打印机了')
    const roll = await readPdf(await pdfOf(page))
    expect(roll.sizes).toHaveLength(1)
    expect(roll.sizes[0]).toMatch(/^80x[1-9]\d{2,3}$/)
    expect(roll.pages.join('')).toContain('目录版本2026.11')
    expect(await overflowing(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.at('今天')
  })

  test('a question no matter answers is written down in words', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F4')
    await clerk.at('咨询')
    await clerk.type('老花镜去哪里领')
    await clerk.sees('没有找到这件事')
    await clerk.press('Enter')
    await clerk.at('记下问题')
    await picture(page, '25-consult-question')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.at('今天')
  })

  test('who comes back with the sheet goes on where the talk ended', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.type(code)
    await clerk.sees('查询码')
    await clerk.press('Enter')
    await clerk.at('办事人')
    await clerk.press('Control+PageDown')
    await clerk.at('情形')
    await clerk.sees('— 已经开好')
    await clerk.sees('— 有驾驶证')
    await clerk.press('Alt+1')
    await clerk.at('今天')

    // The code on the sheet, scanned anywhere: one key of the counter, and the answers stand there.
    await scan(page, code)
    await clerk.at('办事人')
    await clerk.press('Control+PageDown')
    await clerk.at('情形')
    await clerk.sees('— 有驾驶证')
    await clerk.press('Alt+1')
    await clerk.at('今天')
  })
})

describe('the guide', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter({ practice: false })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('of a situation is printed after at most 7 keys (T-H), without a line', async () => {
    const { line, page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    line.set('down')
    const watched = await watch(page)
    const before = clerk.keys().total
    await clerk.press('Alt+5')
    await clerk.at('目录')
    await picture(page, '30-guide')
    expect(await misfits(page)).toEqual([])
    await clerk.press('g', 'm', 's', 'Enter', 'Control+p', '2')
    await clerk.sees('交给打印机了')
    expect(clerk.keys().total - before).toBeLessThanOrEqual(7)
    await picture(page, '31-guide-print')
    expect(await misfits(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test.each([
    ['1', 'A4', /^210x297$/],
    ['2', 'A5', /^148x210$/],
    ['3', 'LARGE', /^210x297$/],
    ['4', 'ROLL', /^80x[1-9]\d{2,3}$/],
  ] as const)('printed with %s is %s, whole, with version and source on every page', async (key, _, size) => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press(key)
    await clerk.sees('交给打印机了')
    const { pages, sizes } = await readPdf(await pdfOf(page))
    for (const each of sizes) expect(each).toMatch(size)
    expect(pages.join('')).toContain('公民身后')
    for (const text of pages) expect(text).toMatch(/目录版本2026\.11，2026年11月1日起用.*来源：/)
    expect(pages.length).toBeLessThanOrEqual(key === '4' ? 1 : 9)
    expect(await overflowing(page)).toEqual([])
  })

  test('leads from a matter to an intake and to a consultation, and finds by item', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Escape', 'c')
    await clerk.at(/公民身后/)
    await clerk.press('Escape')
    await clerk.at('咨询')
    await clerk.press('Alt+5')
    await clerk.at('目录')
    await clerk.type('A06-I7')
    await clerk.sees('含：')
    await clerk.press('Enter', 'Enter')
    await clerk.at('办事人')
    await clerk.press('Alt+5')
    await clerk.at('目录')
    await clerk.type('飞船上牌')
    await clerk.sees('没有找到“飞船上牌”')
  })

  test('fits on a small window', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await page.setViewportSize({ width: 1093, height: 557 })
    await clerk.press('Alt+1', 'Alt+5')
    await clerk.at('目录')
    await clerk.type('jf')
    expect(await misfits(page)).toEqual([])
    await picture(page, '32-guide-narrow')
    await clerk.press('F4')
    await clerk.at('咨询')
    expect(await misfits(page)).toEqual([])
    await clerk.press('g', 'm', 's', 'h', 'Enter')
    await clerk.at(/公民身后/)
    expect(await misfits(page)).toEqual([])
    await clerk.press('1', '2', '1', '2', 'Control+p')
    await clerk.sees('告知单交给打印机了')
    expect(await misfits(page)).toEqual([])
    await picture(page, '26-consult-narrow')
  })
})
