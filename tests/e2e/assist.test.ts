import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { anErrand, anOfficerFiled, handedOver, signed } from '../support/an-errand.ts'

describe('小萍帮办, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      const officerId = await anOfficerFiled(desk)
      const errand = await anErrand(desk, { officerId })
      await signed(desk, errand)
      await handedOver(desk, errand)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a word at the counter is written down in ten keys (T-C1)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    const before = clerk.keys().over

    await clerk.press('Alt+3')
    await clerk.at('小萍帮办')
    await clerk.press('n')
    await clerk.sees('帮办速记')
    await clerk.press('1')
    await clerk.type('高龄补贴怎么领')
    await clerk.press('Enter')
    expect(await page.getByRole('radio', { checked: true }).allTextContents()).not.toContain(
      '本人自愿，已告知',
    )
    await picture(page, '70-assist-log')
    await clerk.press('1', '1')
    await clerk.press('Control+Enter')
    await clerk.sees(/已记下，.*帮字〔\d{4}〕第/)
    expect(clerk.keys().over - before).toBeLessThanOrEqual(10)

    await clerk.press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await clerk.sees('高龄补贴怎么领')
    await clerk.sees('已关闭')
    expect(await misfits(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('without consent nothing is written, and the desk says why', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('n')
    await clerk.press('6', 'Enter', 'Control+Enter')
    await clerk.sees('服务要本人自愿、知情，请先请本人勾选同意。')
    await clerk.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('an errand is led on by digits, and what stands in the way is written beside them', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowRight')
    await clerk.sees('老年人优先')
    await clerk.sees(/有效，到/)
    await clerk.sees(/已签交接清单，还有 \d+ 件没退还/)
    await picture(page, '71-assist-errand')
    expect(await misfits(page)).toEqual([])
    await clerk.press('1')
    await clerk.press('Enter')
    await clerk.sees('“材料已收”记下了，现在是“材料已收”')
    await clerk.sees('开始办理')
    await clerk.press('1')
    await clerk.press('Control+Enter')
    await clerk.sees('现在是“办理中”')
    await clerk.sees(/件材料没退还，请先逐件退还/)
  })
})
