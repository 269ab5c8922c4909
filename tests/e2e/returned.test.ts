import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { counterPeople } from '../support/a-counter.ts'
import { sentBack } from '../support/a-return.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisit } from '../support/visits.ts'

const [wang, , zhou] = counterPeople

describe('what the city sent back, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await desk.signIn(0)
      for (const matterId of ['V04', 'V05', 'D01'] as const) {
        desk.clock.nowMs += 1_000
        const { caseId } = await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }))
        sentBack(desk, caseId, matterId === 'D01' ? 'item-ended' : 'card-name-differs')
      }
      // And the city has said that the certificate of this desk is over.
      desk.opened.store.client.exec(`UPDATE certificate_note SET over_ms = ${desk.clock.nowMs}`)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(() => counter?.close())
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('three keys and the right name for one record, and the next one opens (T-F)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, wang.pin)
    const watched = await watch(page)
    await clerk.sees('退回 3')
    const before = clerk.keys().over

    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await clerk.sees('市里退回：证件号码与姓名不一致 2 件')
    await picture(page, '86-returned')
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await clerk.sees(/登记的姓名与证上的不一致/)
    expect(await barriers(page)).toEqual([])
    await picture(page, '87-returned-field')
    await clerk.type('文建国')
    await clerk.press('Control+Enter')
    await clerk.sees('已重发，下一条')
    expect(clerk.keys().over - before).toBe(3)

    // The next of the same reason is open: this one was right, and why is said.
    await clerk.press('Enter', 'Enter')
    await clerk.type('本人改过名，户口簿已核对')
    await clerk.press('Enter')
    // The third is about the order of things: nothing to set right, looked at and left with a reason.
    await clerk.sees(/市里退回：这一事项已经结束/)
    await clerk.press('Control+Enter')
    await clerk.sees(/请写明理由/)
    await clerk.type('部门已经办结')
    await clerk.press('Control+Enter')
    await clerk.sees('已重发，等市级确认')
    await clerk.sees('还没有市级确认')
    await page.getByText('市里退回').first().waitFor({ state: 'hidden', timeout: 10_000 })
    expect(await misfits(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('and a certificate that is over: work goes on, the manager enters the code of the city', async () => {
    const page = await counter.reopen()
    const clerk = aClerk(page)
    await clerk.signIn(3, zhou.pin)
    const watched = await watch(page)
    await clerk.press('Alt+0')
    await clerk.sees('本窗口证书已到期')
    await clerk.sees(/照常受理和打印，记录都在本机/)
    expect(await barriers(page)).toEqual([])
    await picture(page, '88-certificate-over')
    await page.locator('[data-field="epoch.code"]:focus').waitFor()
    await clerk.type('ABCD-EFGH-JKLM-NPQR')
    await clerk.press('Enter')
    await clerk.type(zhou.pin)
    await clerk.press('Enter')
    await clerk.sees(/市级没有同意：这个登记码不是给这个窗口的/)
    expect(await misfits(page)).toEqual([])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})
