import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import type { Choice } from '#shared/domain/decision.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { aCaseFile, type CaseFile } from '../support/a-case-file.ts'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import type { TestDesk } from '../support/a-desk.ts'
import { scan } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, watch } from '../support/a-view.ts'
import { taken } from '../support/at-the-counter.ts'
import { following, missing } from '../support/moves.ts'
import { aVisit, judged } from '../support/visits.ts'

const numbers = { lacking: '', late: '', again: '', inHand: '', needless: '' }
const dayMs = 86_400_000

let counter: SeededCounter
let clerk: Clerk
let file: CaseFile
let page: Page
let watched: Awaited<ReturnType<typeof watch>>
beforeAll(async () => {
  counter = await aSeededCounter(async (desk) => {
    const today = desk.clock.nowMs
    desk.clock.nowMs = today - 20 * dayMs
    await desk.signIn()
    // Somebody else: who leaves a promise unkept is given no other.
    const neighbour = { name: '彭小兰', idNumber: '360302196411050001' }
    numbers.late = await allowance(desk, 'M09', { ...following, days: 2 } as Judgement, undefined, neighbour)
    desk.clock.nowMs = today
    numbers.lacking = await allowance(desk, 'M09', missing, 'CORRECT')
    numbers.again = await allowance(desk, 'M10', missing, 'CORRECT')
    numbers.needless = await allowance(desk, 'M10', missing, 'RECEIVE_ONLY')
    numbers.inHand = await allowance(desk)
    await desk.ask('staff.signOut', {})
  })
  page = counter.page
  page.setDefaultTimeout(10_000)
  clerk = aClerk(page)
  file = aCaseFile(page, clerk)
  await clerk.signIn(1, '135790')
  watched = await watch(page)
})
afterAll(async () => {
  await counter?.close()
})
beforeEach(() => {
  onTestFailed(() => lastLook(page))
})

describe('a paper that may follow later', () => {
  test('is promised with a way and a day: too long a term is told at its field', async () => {
    await scan(page, numbers.lacking)
    await clerk.sees('这次判了')
    await clerk.press('r', '2', 'Enter')
    await file.retype('90')
    await clerk.press('Enter')
    expect(await file.faultAt('defer.days')).toMatch(/容缺最多 \d+ 个工作日，不能超过承诺时限/)
    await file.retype('3')
    await clerk.press('Enter', 'Control+Enter')
    await clerk.sees(/1 个事项回到已收件，容缺后补 1 份：.+，已保存在本机/)
    await file.printAndBack()
  })

  test('and its pledge signed, before the item is accepted with it', async () => {
    await file.act('ACCEPT')
    await clerk.sees(/“受理”现在不能做：/)
    await file.act('ACCEPT_WITH_DEFICIENCY')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.signedBy')).toBe('请写明谁签了容缺受理承诺书。')
    await clerk.type('陈桂香')
    await file.doIt('已容缺受理')
    await clerk.sees(/欠.+，最晚 \d+月\d+日/)
    await clerk.sees('容缺受理承诺书')
  })

  test('ends nothing before its day, and may end it after: with a cause that holds and the own PIN', async () => {
    await file.act('TERMINATE')
    expect(await closedTo('容缺的材料逾期没有补')).toBe(true)
    await clerk.press('2')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.cause')).toMatch(/请选为什么终止/)
    await clerk.press('Escape')

    await scan(page, numbers.late)
    await clerk.sees('这次判了')
    await clerk.press('r', 'Enter', 'Enter', 'Control+Enter')
    await clerk.sees(/不能再容缺，请改判/)
    await clerk.press('Escape')
    await clerk.sees(/欠.+，过期 /)
    await file.act('TERMINATE')
    expect(await closedTo('逾期没有补正')).toBe(true)
    expect(await closedTo('容缺的材料逾期没有补')).toBe(false)
    await clerk.press('5')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.reason')).toBe('请写明理由，至少两个字。')
    await focusOn('act.cause')
    await clerk.press('2')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.pin')).toMatch(/请输入 6 位 PIN/)
    await clerk.type('864209')
    await clerk.press('Control+Enter')
    await clerk.sees(/PIN 不对，还可以试 \d 次/)
    expect(await file.faultAt('act.pin')).toMatch(/PIN 不对/)
    expect(await misfits(page)).toEqual([])
    await clerk.type('135790')
    await file.doIt('已终止')
    await expect.poll(file.states).toEqual(['已终止'])
  })
})

describe('what is wanted once more', () => {
  test('after acceptance is demanded in words, once at a time, and stops no clock', async () => {
    await scan(page, numbers.inHand)
    await clerk.sees('可以做的')
    const due = await page.locator('.case-item-due').first().textContent()
    await file.act('DEMAND')
    await clerk.sees('不停钟')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.what')).toBe('请写明要补充什么，至少两个字。')
    await clerk.type('近期一寸照片')
    await file.doIt('已记下要求补充的材料')
    expect(await page.locator('.case-item-due').first().textContent()).toBe(due)
    await file.act('DEMAND')
    await clerk.sees('上一次要求补充的还没有收到。')
    await file.act('DEMAND_MET')
    await file.doIt('已记下补充的材料')
    await file.act('DEMAND_MET')
    await clerk.sees('没有要求补充过材料。')
  })

  test('before it is told once: a second time only for a new fact and with the PIN of a manager', async () => {
    await scan(page, numbers.again)
    await clerk.sees('这次判了')
    await clerk.press('2', 'Control+Enter')
    await clerk.sees(/回到已收件，已保存在本机/)
    await file.printAndBack()
    await file.act('CORRECT')
    await clerk.press('2')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.reason')).toBe('请写明理由，至少两个字。')
    await clerk.type('派出所新查出户籍已迁出')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.manager')).toMatch(/请选哪位负责人同意/)
    await clerk.press('1')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.pin')).toMatch(/请输入 6 位 PIN/)
    // The clerk's own PIN is nobody's agreement.
    await clerk.type('135790')
    await clerk.press('Control+Enter')
    await clerk.sees(/PIN 不对，还可以试 \d 次/)
    expect(await misfits(page)).toEqual([])
    await clerk.type('975310')
    await file.doIt('已告知补正')
    await expect.poll(file.states).toEqual(['等补正·还没起算'])
    await clerk.sees('一次性补正告知：派出所新查出户籍已迁出（周建国同意）')
  })

  test('and what nobody has to apply for is told at once, against the own PIN', async () => {
    await scan(page, numbers.needless)
    await clerk.sees('可以做的')
    await file.act('NOT_REQUIRED')
    await clerk.type('已经自动发放，不用再办')
    await clerk.press('Control+Enter')
    expect(await file.faultAt('act.pin')).toMatch(/请输入 6 位 PIN/)
    await clerk.type('135790')
    await file.doIt('已告知不用办理')
    await expect.poll(file.states).toEqual(['无需办理'])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

/** 高龄津贴: one item, decided here, one paper that may follow (M09) and one that may not (M10). */
async function allowance(
  desk: TestDesk,
  rowId?: string,
  judgement?: Judgement,
  choice?: Choice,
  who: { readonly name?: string; readonly idNumber?: string } = {},
): Promise<string> {
  desk.clock.nowMs += 1
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const materials = rowId && judgement ? [...judged(visit, rowId, judgement)] : visit.materials
  const applicant = { ...visit.applicant, ...who }
  return (await taken(desk, { ...visit, applicant, materials }, choice)).caseNo
}

async function closedTo(choice: string): Promise<boolean> {
  const option = page.getByRole('radio', { name: choice })
  return (await option.getAttribute('aria-disabled')) === 'true'
}

/** Back through the fields, by the keyboard. */
async function focusOn(place: string): Promise<void> {
  for (let n = 0; n < 8 && !(await page.locator(`[data-field="${place}"]:focus`).count()); n += 1)
    await clerk.press('Shift+Tab')
}
