import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { grown, onEveryLane } from '../support/a-full-board.ts'
import { overflowing, pdfOf, readPdf } from '../support/a-pdf.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

describe('the board of what is due, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await desk.signIn()
      await onEveryLane(desk)
      grown(desk, 40)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('opens on the most pressing lane, and four keys take five neighbours along (T-I)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    const before = clerk.keys().total

    await clerk.press('Alt+6')
    await clerk.at('时限')
    await clerk.sees('还有 5 个工作日')
    expect(await page.getByRole('radio', { name: /收件未告知/ }).getAttribute('aria-checked')).toBe('true')
    await clerk.press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await clerk.sees('已选 5 件')
    expect(clerk.keys().total - before).toBe(5)
    expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(5)
    await picture(page, '60-board')
    expect(await misfits(page)).toEqual([])

    await clerk.press('ArrowRight')
    await clerk.sees(/已超 \d+ 个工作日（承诺 20 天）/)
    await clerk.sees('期限怎么算')
    await picture(page, '61-board-overdue')
    expect(await misfits(page)).toEqual([])
    await clerk.press('ArrowLeft', 'ArrowLeft')
    await clerk.sees(/还没起算，最晚 (\d+年)?\d+月\d+日补齐/)
    await clerk.press('ArrowLeft')
    await clerk.sees(/暂停计时：特别程序（检测），预计 (\d+年)?\d+月\d+日恢复/)
    await clerk.sees(/− 特别程序 \d+ 天/)
    await picture(page, '62-board-stopped')
    expect(await misfits(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('is grouped anew by G, and prints nobody’s name', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await clerk.press('g')
    await clerk.sees(/^陈\*香 360302\*{8}0000/)
    // What goes to the printer is kept in the page, so that it can be read as a paper.
    await page.evaluate(() => {
      window.print = () => {
        const sheet = document.querySelector('.paper-sheet')?.cloneNode(true)
        if (sheet instanceof HTMLElement) document.body.append(sheet)
      }
    })
    await clerk.press('g', 'g')
    await clerk.sees('按部门分组')
    await clerk.press('Control+p')
    await clerk.sees('时限单交给打印机了')
    const { pages, sizes } = await readPdf(await pdfOf(page))
    const words = pages.join('')
    expect(new Set(sizes)).toEqual(new Set(['210x297']))
    expect(words).toMatch(/已超\d+个工作日/)
    expect(words).toContain('本单不含个人信息')
    expect(words).not.toMatch(/陈\*香|王\*英|360302\*/)
    expect(await overflowing(page)).toEqual([])
    await page.evaluate(() => document.body.querySelector(':scope > .paper-sheet')?.remove())
  })

  test('opens the item, and Esc leads back to where the clerk stood', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowDown', 'ArrowDown')
    const stood = await page.locator('[role=row][tabindex="0"]').getAttribute('aria-rowindex')
    await clerk.press('Enter')
    await clerk.at(/办件|高龄津贴/)
    await clerk.press('Escape')
    await clerk.at('时限')
    expect(await page.locator('[role=row][tabindex="0"]').getAttribute('aria-rowindex')).toBe(stood)
  })
})
