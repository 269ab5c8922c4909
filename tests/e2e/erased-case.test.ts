import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { taken } from '../support/at-the-counter.ts'
import { erased } from '../support/erased.ts'
import { aVisit } from '../support/visits.ts'

let counter: SeededCounter
let clerk: Clerk
let page: Page
let watched: Awaited<ReturnType<typeof watch>>
beforeAll(async () => {
  counter = await aSeededCounter(async (desk) => {
    await desk.signIn()
    const idNumber = '36030219421205000X'
    const representative = { capacity: 'FAMILY', name: '陈小明', idNumber, relation: '儿子' } as const
    const visit = aVisit('C05', { nowMs: desk.clock.nowMs })
    const { caseId } = await taken(desk, { ...visit, representative })
    const acts = await desk.ask('case.acts', { caseId })
    const move = { act: 'WITHDRAW', signedBy: '陈桂香' } as const
    for (const { itemNo } of acts.ok ? acts.value.items : [])
      await desk.ask('case.move', { caseId, itemNo, move })
    erased(desk, caseId)
    await desk.ask('staff.signOut', {})
  })
  page = counter.page
  clerk = aClerk(page)
  await clerk.signIn(1, '135790')
  watched = await watch(page)
})
afterAll(() => counter?.close())
beforeEach(() => {
  onTestFailed(() => lastLook(page))
})

describe('a case of which nothing that names anybody is left', () => {
  test('is found by its number and says above all that it was erased, when and why', async () => {
    await clerk.press('F3', ...'A070001')
    await page.getByRole('option', { name: /已删除/ }).waitFor()
    await clerk.press('Enter')
    await clerk.sees(
      '本件的个人信息已于 2026年9月18日 依法删除（依据：保存期限已届满；文号：萍数〔2026〕12号；申请：黎明，确认：周远）。编号、日期和办理过程保留。',
    )
    await clerk.sees('依法删除 依据：保存期限已届满；文号：萍数〔2026〕12号')
    const words = (await page.locator('main').textContent()) ?? ''
    expect(words).not.toContain('已*除')
    expect(words).not.toContain('***')
    expect(words).not.toContain('陈')
    await picture(page, '58-erased-case')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
  })

  test('offers no key but those that read it: nothing is done, typed out, rated, shown or printed', async () => {
    expect(await page.locator('.action-bar kbd').allTextContents()).toEqual(['Esc', '↑↓'])
    const before = await page.locator('main').textContent()
    await clerk.press('1', 'd', 'v', 'g', 'm', 'p', 't', 'b', 'Control+p', 'Alt+c')
    expect(await page.locator('main').textContent()).toBe(before)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByRole('complementary', { name: '录入助手' }).count()).toBe(0)
    await clerk.press('ArrowDown')
    await page.locator('[data-item="02"]:focus').waitFor()
  })

  test('stands in the list of cases as 已删除 alone', async () => {
    await clerk.press('Escape', 'Alt+2')
    await page.getByText('已删除').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('已*除')
    expect(watched.complaints).toEqual([])
  })
})
