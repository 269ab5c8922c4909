import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aCabinet } from '../support/a-cabinet.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

describe('the custody board, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await aCabinet(desk)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('shows who has what, lane by lane, and narrows by one key', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+4')
    await clerk.at('保管')
    await clerk.sees(/在管 \d+ 件 · 原件在外 6 件，最久 8 天 · 今天该还 2 件/)
    await clerk.sees('柜2-格5')
    await picture(page, '80-custody')
    expect(await misfits(page)).toEqual([])
    await clerk.press('ArrowRight')
    await clerk.sees('在专员手里')
    await picture(page, '81-custody-colleagues')
    await clerk.press('ArrowRight')
    await clerk.sees('SF123456789012')
    await clerk.press('ArrowRight')
    await clerk.sees('县自然资源局')
    // Nobody has a result to fetch.
    await clerk.press('ArrowRight')
    await expect.poll(() => page.getByRole('row').count()).toBe(0)
    await clerk.press('ArrowRight')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await clerk.press('ArrowRight')
    await clerk.sees('遗失')
    expect(await misfits(page)).toEqual([])
    await clerk.press('ArrowRight')
    await clerk.press('f')
    await clerk.type('没有这个人')
    await clerk.sees('没有符合的材料。')
    await clerk.press('Escape')
    await clerk.sees('柜2-格5')
    await clerk.press('1')
    expect(await page.getByRole('button', { name: '只看原件' }).getAttribute('aria-pressed')).toBe('true')
    await clerk.press('Escape')
    expect(await page.getByRole('button', { name: '只看原件' }).getAttribute('aria-pressed')).toBe('false')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('tells the way of one paper step by step, with both who signed', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
    await clerk.sees('县自然资源局')
    await clerk.press('Enter')
    await clerk.sees('的经手记录')
    await clerk.sees('盖章回执（已拍照）')
    await picture(page, '82-custody-chain')
    expect(await misfits(page)).toEqual([])
    await clerk.press('ArrowDown')
    await clerk.sees('工号 T002')
    await clerk.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await clerk.press('o')
    await clerk.at(/办件|不动产|转移/)
    await clerk.press('Escape')
    await clerk.at('保管')
  })
})
