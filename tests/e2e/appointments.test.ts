import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { anOfficerFiled, filedToo } from '../support/an-errand.ts'

describe('预约, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(
      async (desk) => {
        await anOfficerFiled(desk, { validTo: '2099-12-31' })
        await filedToo(desk, 0, { filingNo: '备2026-018', validTo: '2099-12-31' })
        await desk.ask('staff.signOut', {})
      },
      { practice: true },
    )
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

  test('a rest day is booked in at most fourteen keys, with an officer named (T-C2)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    const before = clerk.keys().over
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.sees('今天没有预约。')
    await clerk.press('j', 'ArrowDown', 'ArrowDown', 'Enter')
    await clerk.sees(/这天休息。还没有排值班/)
    await clerk.press('F7')
    await page.locator('[data-field="book.phone"]:focus').waitFor()
    await clerk.press('Enter')
    await clerk.press('1', 'Enter', '2')
    await look('114-book')
    await clerk.press('Control+Enter')
    await clerk.sees(/约好了：.*9:30/)
    const spent = clerk.keys().over - before
    expect(spent).toBeLessThanOrEqual(14)
    await clerk.sees('专员那天不值班')
    // The card was that of somebody of sixty-four: the seal stands in the week and beside it.
    expect(await page.locator('.week .seal, .side-pane .seal').allTextContents()).toEqual(['老', '老'])
    await look('115-week')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('two at the same time: 1 another person, 2 another time, and what was typed stays', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Enter')
    await clerk.type('易美玲')
    await clerk.press('Enter', 'Enter')
    await clerk.type('看看新房怎么登记')
    await clerk.press('Enter', 'Enter', '2', 'Control+Enter')
    await clerk.sees(/这个时间已有帮办（.*）。/)
    await look('116-conflict')
    await clerk.press('2')
    await clerk.press('ArrowDown', 'ArrowDown', 'Enter')
    expect(await page.locator('[data-field="book.name"]').inputValue()).toBe('易美玲')
    await clerk.press('Control+Enter')
    await clerk.sees(/约好了：.*10:30/)
    await clerk.press('v')
    await clerk.sees('李敏')
    await look('117-day')
    await clerk.press('v')
  })

  test('an appointment is put off, and kept only when its day has come', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('2', '1', 'Enter')
    await clerk.sees('日期还没到，只能写今天或以前。')
    await clerk.press('Escape', '2', '4')
    await clerk.press('Enter')
    await clerk.press('Control+a')
    await clerk.type('14:30')
    await clerk.press('Control+Enter')
    await clerk.sees('14:30–15:30')
    await clerk.press('1', '3', 'Control+Enter')
    await clerk.sees('预约改好了')
    expect(await counter.page.getByText('彭桂生').count()).toBe(0)
  })

  test('a year whose holidays nobody brought in is said to be a guess', async () => {
    const clerk = aClerk(counter.page)
    for (let n = 0; n < 110; n += 1) {
      if ((await counter.page.getByText(/放假安排还没导入/).count()) > 0) break
      await clerk.press('PageDown')
    }
    await clerk.sees(/20\d\d 年放假安排还没导入，工作日按周一至周五估算，结果仅供参考。/)
    await clerk.sees('休?')
  })
})
