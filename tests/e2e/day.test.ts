import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter, counterPeople } from '../support/a-counter.ts'
import { borrowedFonts, pdfOf, readPdf } from '../support/a-pdf.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisitWithOriginals } from '../support/random-custody.ts'
import { runCommand } from '../support/run-command.ts'
import { aVisit } from '../support/visits.ts'

const [wang, , zhou] = counterPeople

describe('the close of the day with the city, by keyboard alone', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter()
  })
  afterAll(() => counter?.close())
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('three keys: the section, the signatures, the sheet (T-E)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, wang.pin)
    const watched = await watch(page)
    // What goes to the printer is kept in the page, so that it can be read as a paper.
    await page.evaluate(() => {
      window.print = () => {
        const sheet = document.querySelector('.paper-sheet')?.cloneNode(true)
        if (sheet instanceof HTMLElement) document.body.append(sheet)
      }
    })
    const before = clerk.keys().over

    await clerk.press('Alt+7')
    await clerk.at('日结')
    await clerk.sees('两人签字日结')
    await picture(page, '80-day-open')
    await clerk.press('Control+Enter')
    await clerk.sees('签字人 周建国 的 PIN')
    expect(await barriers(page)).toEqual([])
    await picture(page, '81-day-sign')
    await clerk.type(wang.pin)
    await clerk.type(zhou.pin)
    await clerk.sees('打印日结表')
    // Nothing waits for the city here: the sheet of a day it has not counted yet says so.
    await clerk.sees(/0 件，市级全部确认（回执号 \d{8}-1-[0-9A-F]{8}/)
    await clerk.press('Enter')
    await clerk.sees('日结表交给打印机了')

    expect(clerk.keys().over - before).toBe(3)
    await picture(page, '82-day-final')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])

    const pdf = await pdfOf(page)
    const { pages, sizes } = await readPdf(pdf)
    expect(sizes).toEqual(['210x297'])
    expect(pages.join('')).toContain('已结：市级全部确认')
    expect(pages.join('')).toContain('制表人王芳')
    expect(pages.join('')).toContain('签字人周建国')
    expect(borrowedFonts(pdf)).toBe(0)
  })
})

describe('the close of the day by stick, by keyboard alone', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter()
  })
  afterAll(() => counter?.close())
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('six keys: section, signatures, stick, which one, write, the sheet (T-E2); the answer comes by stick', async () => {
    const { city, dir, line, page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, wang.pin)
    const watched = await watch(page)
    await page.evaluate(() => {
      window.print = () => undefined
    })
    line.set('down')
    const before = clerk.keys().over

    await clerk.press('Alt+7')
    await clerk.at('日结')
    await clerk.sees('两人签字日结')
    await clerk.press('Control+Enter')
    await clerk.sees('签字人 周建国 的 PIN')
    await clerk.type(wang.pin)
    await clerk.type(zhou.pin)
    await clerk.sees('联网后自动补传（已安排）')
    await clerk.press('2')
    await clerk.sees('练习优盘')
    await clerk.press('1')
    expect(await barriers(page)).toEqual([])
    await picture(page, '83-day-stick')
    await clerk.press('Enter')
    await clerk.sees(/已回读校验，等市级回执/)
    await clerk.press('Enter')
    await clerk.sees('日结表交给打印机了')
    expect(clerk.keys().over - before).toBe(6)
    await picture(page, '84-day-on-stick')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])

    // Carried to the city by hand; the line stays down all the while.
    const from = join(dir, 'desk', '练习优盘', '萍窗优盘包')
    const brought = ['import', '--from', from, '--city', city.url, '--data', join(dir, 'city')]
    expect(await runCommand('bundle', brought)).toMatchObject({ code: 0 })
    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await clerk.press('u', '1', 'Enter')
    await clerk.sees(/读到市级回执/)
    await picture(page, '84-stick-read')
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter', 'Alt+7')
    await clerk.sees(/0 件，市级全部确认（回执号 \d{8}-1-[0-9A-F]{8}/)
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

describe('the close of the day without a line, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await desk.signIn(0)
      for (const matterId of ['V04', 'V05', 'D01'] as const) {
        desk.clock.nowMs += 1_000
        await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }))
      }
      desk.clock.nowMs += 1_000
      await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(() => counter?.close())
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('asks for the count, then for the reason of a difference, then for both PINs', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, wang.pin)
    const watched = await watch(page)
    await clerk.press('Alt+7')
    await clerk.at('日结')
    await clerk.sees(/点到几件（账上 3 件）/)
    expect(await barriers(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.sees('请点过实物再填')
    await clerk.type('0')
    await clerk.press('Control+Enter')
    await clerk.sees('实物与账面不符的原因')
    await clerk.type('户口簿在负责人抽屉')
    await clerk.press('Enter')
    // Two people beside the clerk: the manager is proposed, a digit takes somebody else.
    await clerk.press('2')
    await clerk.sees('没有负责人签字的原因')
    await clerk.press('Shift+Tab', '1')
    await clerk.type(wang.pin)
    await clerk.type('111222')
    await clerk.sees(/PIN 不对/)
    // The clerk's own was right, and is not asked for again.
    await clerk.type(zhou.pin)
    await clerk.sees('已签字，保存在本机')
    await picture(page, '85-day-provisional')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})
