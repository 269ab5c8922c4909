import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { practiceCards } from '#main/devices/practice-card-reader.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { anErrand, anOfficerFiled, handedOver, signed } from '../support/an-errand.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisit } from '../support/visits.ts'

describe('小萍帮办, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(
      async (desk) => {
        const officerId = await anOfficerFiled(desk)
        // Somebody this desk knows, whose card lies on the reader of the practice desk.
        const visit = aVisit('A09', { nowMs: desk.clock.nowMs + 5 })
        const { idNumber, name } = practiceCards[0]
        await taken(desk, { ...visit, applicant: { ...visit.applicant, idNumber, name } })
        const errand = await anErrand(desk, { officerId })
        await signed(desk, errand)
        await handedOver(desk, errand)
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

  test('an escort is written down in ten keys, the consent asked for with one of them (T-C1)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    const before = clerk.keys().over
    const stands = (place: string) => page.locator(`[data-field="log.${place}"]:focus`).waitFor()

    await clerk.press('F3', 'b', 'b')
    await clerk.sees('帮办速记')
    await clerk.press('Enter')
    await stands('mode')
    await clerk.press('2')
    await stands('name')
    await clerk.press('F7')
    await stands('consent')
    expect(await page.getByRole('radio', { checked: true }).allTextContents()).not.toContain('1本人同意')
    await clerk.press('Enter')
    await stands('about')
    expect(await page.locator('[data-field="log.phone"]').inputValue()).toBe('13879912345')
    await clerk.press('1')
    await stands('result')
    await clerk.press('1')
    await picture(page, '70-assist-log')
    await clerk.press('Control+Enter')
    await clerk.sees(/已记下，.*帮字〔\d{4}〕第/)
    expect(clerk.keys().over - before).toBeLessThanOrEqual(10)
    expect(clerk.keys().over - before).toBe(clerk.keys().total - clerk.keys().content - before)

    await clerk.at('小萍帮办')
    await clerk.press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await clerk.sees('文*国')
    await clerk.sees('已关闭')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('without consent nothing is written, and the desk says why', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('n')
    await clerk.press('1')
    await page.locator('[data-field="log.name"]:focus').waitFor()
    await clerk.press('Control+Enter')
    await clerk.sees('服务要本人自愿、知情，请先请本人勾选同意。')
    await clerk.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('a firm is told which policies are for it, and what no department has confirmed says so', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    const stands = (place: string) => page.locator(`[data-field="log.${place}"]:focus`).waitFor()
    await clerk.press('n', '6')
    await stands('name')
    await clerk.type('上栗县山口岩食品有限公司')
    await clerk.press('Enter')
    await stands('idNumber')
    await clerk.type('91360302MA00000013')
    await clerk.press('Enter')
    await stands('consent')
    await clerk.press('Enter')
    await stands('size')
    await clerk.press('2', '2')
    await stands('foundedOn')
    await clerk.type('20250301')
    await clerk.press('Enter')
    await stands('employees')
    await clerk.type('6')
    await clerk.sees(/合适的政策 \d+ 条/)
    await clerk.sees('以部门答复为准')
    await picture(page, '118-policies')
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter', '1', 'Control+Enter')
    await clerk.sees(/已记下/)
    await clerk.sees(/惠企政策 \d+ 条/)
  })

  test('a project has its officer, the matters it needs, and how far each is', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    const stands = (place: string) => page.locator(`[data-field="log.${place}"]:focus`).waitFor()
    await clerk.press('n', '-')
    await stands('name')
    await clerk.type('上栗县山口岩食品有限公司')
    await clerk.press('Enter')
    await clerk.type('91360302MA00000013')
    await clerk.press('Enter')
    await stands('consent')
    await clerk.press('Enter')
    await stands('phone')
    await clerk.type('07993660012')
    await clerk.press('Enter')
    await stands('projectName')
    await clerk.type('山口岩食品加工二期')
    await clerk.press('Enter')
    await clerk.type('县重点2026-18')
    await clerk.press('Enter')
    await stands('needed')
    await clerk.type('kgqy')
    await clerk.press('Control+a')
    await clerk.press('Backspace')
    await clerk.press('1', '2', 'Enter')
    await stands('officerId')
    await clerk.press('Enter', '5', 'Control+Enter')
    await clerk.sees(/已记下/)
    await clerk.press('ArrowRight')
    await clerk.sees('山口岩食品加工二期')
    await clerk.press('End')
    await clerk.sees(/要办的事 2 件，办成 0 件/)
    await clerk.press('1', '1', 'Enter', 'Enter')
    await clerk.sees('在办')
    await picture(page, '119-project')
    expect(await misfits(page)).toEqual([])
  })

  test('an errand is led on by digits, and what stands in the way is written beside them', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowLeft', 'ArrowRight')
    await clerk.press('Home')
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
